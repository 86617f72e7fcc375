// Pseudo-classes of an element's place in the tree (Selectors 4, section 13).

import { nextElement, previousElement } from "./selector-match.js";

function isOfType(element, type) {
  return element._localName === type._localName && element._namespace === type._namespace;
}

function isFirstOfType(element) {
  for (let at = previousElement(element); at !== null; at = previousElement(at)) {
    if (isOfType(at, element)) return false;
  }
  return true;
}

function isLastOfType(element) {
  for (let at = nextElement(element); at !== null; at = nextElement(at)) {
    if (isOfType(at, element)) return false;
  }
  return true;
}

function isRootElement(element) {
  return element._parent !== null && element._parent._kind === 9;
}

export const treeTests = {
  root: isRootElement,
  scope(element, { scope }) {
    if (scope === null || scope._kind === 9) return element._kind === 1 && isRootElement(element);
    return element === scope;
  },
  empty(element) {
    for (let node = element._first; node !== null; node = node._next) {
      if (node._kind === 1 || ((node._kind === 3 || node._kind === 4) && node._data !== ""))
        return false;
    }
    return true;
  },
  "first-child": (element) => previousElement(element) === null,
  "last-child": (element) => nextElement(element) === null,
  "only-child": (element) => previousElement(element) === null && nextElement(element) === null,
  "first-of-type": isFirstOfType,
  "last-of-type": isLastOfType,
  "only-of-type": (element) => isFirstOfType(element) && isLastOfType(element),
};
