// :has() (Selectors 4, section 4.5): the elements that may be meant are tried from the anchor on.

import { following, followingSkipping } from "./node.js";
import { notesOf } from "./selector-context.js";
import { MATCHES, NEAR, compileComplex, compileCompound, nextElement } from "./selector-match.js";

// True if one of the relative selectors finds something.
export function hasTest(list, parents) {
  const finders = list.map((complex) => finder(complex, parents));
  return (element, context) => finders.some((find) => find(element, context));
}

function finder(complex, parents) {
  if (complex.combinators.length === 1 && complex.combinators[0] === " ") {
    return anywhereFinder(compileCompound(complex.compounds[0], parents));
  }
  const match = compileComplex(complex, parents);
  const [first, ...others] = complex.combinators;
  const isMet = (candidate, context) => match(candidate, context) === MATCHES;
  const isBeside = first === "+" || first === "~";
  const isShallow = others.every((combinator) => combinator === "+" || combinator === "~");
  if (!isBeside) {
    const isChild = first === ">" && isShallow;
    return (element, context) =>
      anyWithin(element, isChild, isMet, { ...context, anchor: element, isForMany: false });
  }
  return (element, context) => {
    const inner = { ...context, anchor: element, isForMany: false };
    for (let at = nextElement(element); at !== null; at = nextElement(at)) {
      if (isMet(at, inner) || (!isShallow && anyWithin(at, false, isMet, inner))) return true;
    }
    return false;
  };
}

function anywhereFinder(test) {
  return (element, context) => {
    if (!context.isForMany) return anyWithin(element, false, test, context);
    let node = element._first;
    for (let i = 0; i < NEAR; i++) {
      if (node === null) return false;
      if (node._kind === 1 && test(node, context)) return true;
      node = following(node, element);
    }
    return notedWithin(element, test, context, notesOf(context, test));
  };
}

// Is there one in `root`? It is noted for each element on the way, so that none is looked into twice.
function notedWithin(root, test, context, known) {
  if (known.has(root)) return known.get(root);
  const passed = [root];
  let node = root._first;
  let found = null;
  while (node !== null && found === null) {
    const isElement = node._kind === 1;
    if (isElement && (known.get(node) === true || test(node, context))) found = node;
    else if (isElement && node._first !== null && !known.has(node)) {
      passed.push(node);
      node = node._first;
    } else node = followingSkipping(node, root);
  }
  for (const each of passed) known.set(each, false);
  for (let at = found; at !== null && at !== root; at = at._parent) known.set(at._parent, true);
  return found !== null;
}

function anyWithin(root, onlyChildren, isMet, context) {
  let node = root._first;
  while (node !== null) {
    if (node._kind === 1 && isMet(node, context)) return true;
    node = onlyChildren ? node._next : following(node, root);
  }
  return false;
}
