// :has() (Selectors 4, section 4.5): the elements that may be meant are tried from the anchor on.

import { following } from "./node.js";
import { MATCHES, compileComplex, nextElement } from "./selector-match.js";

// True if one of the relative selectors finds something.
export function hasTest(list, parents) {
  const finders = list.map((complex) => finder(complex, parents));
  return (element, context) => finders.some((find) => find(element, context));
}

function finder(complex, parents) {
  const match = compileComplex(complex, parents);
  const [first, ...others] = complex.combinators;
  const isMet = (candidate, context) => match(candidate, context) === MATCHES;
  const isBeside = first === "+" || first === "~";
  const isShallow = others.every((combinator) => combinator === "+" || combinator === "~");
  if (!isBeside) {
    const isChild = first === ">" && isShallow;
    return (element, context) =>
      anyWithin(element, isChild, isMet, { ...context, anchor: element });
  }
  return (element, context) => {
    const inner = { ...context, anchor: element };
    for (let at = nextElement(element); at !== null; at = nextElement(at)) {
      if (isMet(at, inner) || (!isShallow && anyWithin(at, false, isMet, inner))) return true;
    }
    return false;
  };
}

function anyWithin(root, onlyChildren, isMet, context) {
  let node = root._first;
  while (node !== null) {
    if (node._kind === 1 && isMet(node, context)) return true;
    node = onlyChildren ? node._next : following(node, root);
  }
  return false;
}
