// Makes functions of parsed selectors (Selectors 4, section 18): `match(element, context)`.
//
// Matching goes from the right to the left. As in browsers a match that fails tells how far the failure reaches, so
// that no ancestor is tried in vain: this keeps `a b c d` linear.

import { asciiLower } from "./names.js";
import { attributeTest } from "./selector-attributes.js";
import { nthTest } from "./selector-nth.js";
import { stateTests } from "./selector-states.js";
import { treeTests } from "./selector-structure.js";
import { notesOf } from "./selector-context.js";
import { hasTest } from "./selector-has.js";
import { argumentTest } from "./selector-arguments.js";

export const MATCHES = 0;
const FAILS_HERE = 1;
const FAILS_SIBLINGS = 2;
const FAILS_ANCESTORS = 3;
// So many elements are tried before anything is noted: most trees are no deeper.
export const NEAR = 32;

function isAnchor(element, context) {
  return element === context.anchor ? MATCHES : FAILS_HERE;
}

// The function of a complex selector: MATCHES or how far the failure reaches. `parents` is what & stands for
// in a rule within rules, a function too.
export function compileComplex({ compounds, combinators }, parents = null) {
  let match = combinators[0] === "" ? null : isAnchor;
  // Loops take less of the stack than forEach(): lists are nested in lists.
  for (let i = 0; i < compounds.length; i++) {
    const test = compileCompound(compounds[i], parents);
    match =
      match === null
        ? alone(test)
        : combined(test, combinators[i], elementsOnly(match, compounds[i - 1]));
  }
  return match;
}

// A fragment is met by nothing else, and a limit by what may say :scope.
function elementsOnly(match, compound) {
  if (compound === undefined || isScopeAlone(compound)) return match;
  const mayBeLimit = compound.simples.some(({ name }) => name === "scope" || name === "is");
  return (element, context) =>
    element._kind === 1 && (mayBeLimit || element !== context.limit)
      ? match(element, context)
      : FAILS_HERE;
}

function alone(test) {
  return (element, context) => (test(element, context) ? MATCHES : FAILS_HERE);
}

function combined(test, combinator, left) {
  if (combinator === " ") return afterAncestor(test, left);
  if (combinator === ">") return afterParent(test, left);
  return combinator === "+" ? afterNext(test, left) : afterSibling(test, left);
}

function afterAncestor(test, left) {
  return (element, context) => {
    if (!test(element, context)) return FAILS_HERE;
    let at = parentOf(element, context);
    for (let i = 0; i < NEAR; i++) {
      if (at === null) return FAILS_ANCESTORS;
      const outcome = left(at, context);
      if (outcome === MATCHES || outcome === FAILS_ANCESTORS) return outcome;
      at = parentOf(at, context);
    }
    return farAbove(at, left, context);
  };
}

// The same from `start` on. Every so often it is noted what all that is above comes to.
function farAbove(start, left, context) {
  const known = context.isForMany ? notesOf(context, left) : null;
  const passed = [];
  let outcome = FAILS_HERE;
  let at = start;
  for (let i = 0; outcome === FAILS_HERE || outcome === FAILS_SIBLINGS; i++) {
    if (at === null) outcome = FAILS_ANCESTORS;
    else if (i % NEAR === 0 && known !== null && known.has(at)) outcome = known.get(at);
    else {
      if (i % NEAR === 0) passed.push(at);
      outcome = left(at, context);
      at = parentOf(at, context);
    }
  }
  if (known !== null) for (const each of passed) known.set(each, outcome);
  return outcome;
}

function afterParent(test, left) {
  return (element, context) => {
    if (!test(element, context)) return FAILS_HERE;
    const parent = parentOf(element, context);
    if (parent === null) return FAILS_ANCESTORS;
    const outcome = left(parent, context);
    return outcome === FAILS_HERE ? FAILS_SIBLINGS : outcome;
  };
}

function afterNext(test, left) {
  return (element, context) => {
    if (!test(element, context)) return FAILS_HERE;
    const previous = previousElement(element);
    return previous === null ? FAILS_SIBLINGS : left(previous, context);
  };
}

function afterSibling(test, left) {
  return (element, context) => {
    if (!test(element, context)) return FAILS_HERE;
    for (let at = previousElement(element); at !== null; at = previousElement(at)) {
      const outcome = left(at, context);
      if (outcome !== FAILS_HERE) return outcome;
    }
    return FAILS_SIBLINGS;
  };
}

// A fragment that is the scope stands above its children, as an element would: `:scope > a`.
function parentOf(element, context) {
  const parent = element._parent;
  if (parent === null || parent._kind === 1) return element === context.limit ? null : parent;
  if (parent._kind !== 11) return null;
  if (parent === context.scope) return parent;
  return parent._mode !== undefined && (context.pierces || parent._host === context.host)
    ? parent._host
    : null;
}

export function previousElement(element) {
  let node = element._previous;
  while (node !== null && node._kind !== 1) node = node._previous;
  return node;
}

export function nextElement(element) {
  let node = element._next;
  while (node !== null && node._kind !== 1) node = node._next;
  return node;
}

// The function of a compound selector: whether it matches.
export function compileCompound(compound, parents = null) {
  if (compound.pseudoElement !== null) return () => false;
  const tests = [];
  const type = typeTest(compound);
  if (type !== null) tests.push(type);
  for (const simple of compound.simples) tests.push(simpleTest(simple, parents));
  if (tests.length === 0) return () => true;
  if (tests.length === 1) return tests[0];
  const [first, second] = tests;
  if (tests.length === 2) {
    return (element, context) => first(element, context) && second(element, context);
  }
  return (element, context) => tests.every((test) => test(element, context));
}

// May the compound be about a fragment, which is what :scope and & are when a fragment is asked?
function isScopeAlone({ name, simples, pseudoElement }) {
  if (name !== undefined || simples.length !== 1 || pseudoElement !== null) return false;
  return simples[0].name === "scope" || simples[0].kind === "nesting";
}

function typeTest({ namespace, name }) {
  const named = name === undefined ? null : nameTest(name);
  if (namespace === undefined || namespace === "*") return named;
  if (named === null) return (element) => element._namespace === namespace;
  return (element) => element._namespace === namespace && named(element);
}

// In an HTML document the letters' case is no matter, for `foreignObject` neither.
function nameTest(name) {
  const lower = asciiLower(name);
  return (element) => {
    const own = element._localName;
    if (own === name)
      return !element._isHTML || name === lower || !element._document._isHTMLDocument;
    if (own.length !== name.length || !element._document._isHTMLDocument) return false;
    return own === lower || (!element._isHTML && asciiLower(own) === lower);
  };
}

export function isInHTML(element) {
  return element._isHTML && element._document._isHTMLDocument;
}

function simpleTest(simple, parents) {
  switch (simple.kind) {
    case "id":
      return idTest(simple.value);
    case "class":
      return classTest(simple.value);
    case "attribute":
      return attributeTest(simple);
    case "nesting":
      return parents ?? treeTests.scope;
    default:
      return pseudoTest(simple, parents);
  }
}

function pseudoTest(simple, parents) {
  const { name } = simple;
  if (simple.test !== undefined) return simple.test;
  if (simple.step !== undefined) return nthTest(simple, listTest(simple.list, parents));
  if (name === "has") return hasTest(simple.list, parents);
  if (name === "is" || name === "where") return listTest(simple.list, parents);
  if (name === "not") {
    const test = listTest(simple.list, parents);
    return (element, context) => !test(element, context);
  }
  if (name === "host" || name === "host-context") return hostTest(simple, parents);
  if (simple.argument !== undefined) return argumentTest(simple);
  return treeTests[name] ?? stateTests[name] ?? never;
}

function hostTest({ list = null }, parents) {
  const test = listTest(list, parents);
  return (element, context) =>
    context.host !== null && element === context.host && (test === null || test(element, context));
}

// Valid, but of no element that a page can have here.
function never() {
  return false;
}

// Whether one of the selectors matches; null without a list.
function listTest(list, parents) {
  if (list === null) return null;
  const matchers = [];
  for (const complex of list) matchers.push(compileComplex(complex, parents));
  if (matchers.length === 1) {
    const [only] = matchers;
    return (element, context) => only(element, context) === MATCHES;
  }
  return (element, context) => matchers.some((match) => match(element, context) === MATCHES);
}

function inQuirksMode(element) {
  return element._document._quirks === true;
}

function idTest(value) {
  return (element) => {
    const id = element._attributes.get("id");
    if (id === undefined) return false;
    return id === value || (inQuirksMode(element) && asciiLower(id) === asciiLower(value));
  };
}

function classTest(value) {
  const lower = asciiLower(value);
  return (element) => {
    const names = element._attributes.get("class");
    if (names === undefined) return false;
    if (names === value || hasWord(names, value)) return true;
    return inQuirksMode(element) && hasWord(asciiLower(names), lower);
  };
}

function isSpaceAt(text, index) {
  const code = text.charCodeAt(index);
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
}

// Whether a text that is separated by white space has this word.
export function hasWord(text, word) {
  const { length } = word;
  if (length === 0) return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + length;
    if ((at === 0 || isSpaceAt(text, at - 1)) && (end === text.length || isSpaceAt(text, end))) {
      return true;
    }
  }
  return false;
}
