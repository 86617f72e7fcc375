// querySelector and what belongs to it (DOM standard 4.2.6, Selectors 4 section 18).

import { NO_ATTRIBUTES } from "./attributes.js";
import { nodeListOf } from "./collections.js";
import { Document } from "./document.js";
import { DocumentFragment } from "./document-fragment.js";
import { Element } from "./element.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { mayHaveCome } from "./good-names.js";
import { asciiLower } from "./names.js";
import { mixin } from "./parent-node.js";
import { contextOf } from "./selector-context.js";
import { MATCHES, compileComplex } from "./selector-match.js";
import { SelectorProblem, parseSelectors } from "./selector-parser.js";
import { elementsAsParsed } from "./structure-version.js";
import { elementsById } from "./tree-ids.js";

const MOST_PARSED = 2000;
const parsedSelectors = new Map();

// What a text selects: `test(element, context)`; `id` and `attribute`, if all that is selected has it;
// `within`, if all that is selected is in an element with that id; `isAll` for the selector "*".
class Selection {
  constructor(text) {
    const selectors = parseSelectors(text);
    this.matchers = selectors.map((selector) => compileComplex(selector));
    this.isAll = text === "*";
    const only = selectors.length === 1 ? selectors[0] : null;
    this.attribute =
      only === null ? null : neededAttribute(only.compounds[only.compounds.length - 1]);
    this.id = only === null ? null : idOf(only.compounds[only.compounds.length - 1]);
    this.within = only === null ? null : idAbove(only);
    const [first] = this.matchers;
    this.test =
      this.matchers.length === 1
        ? (element, context) => first(element, context) === MATCHES
        : (element, context) => this.matchers.some((match) => match(element, context) === MATCHES);
  }
}

function idOf({ simples }) {
  return simples.find((simple) => simple.kind === "id")?.value ?? null;
}

// The name of an attribute without which nothing is selected.
function neededAttribute({ simples }) {
  const found = simples.find(({ kind, namespace, name }) => {
    return kind === "attribute" && namespace === null && name === asciiLower(name);
  });
  return found === undefined ? null : found.name;
}

// The id that an ancestor of everything selected has.
function idAbove({ compounds, combinators }) {
  for (let i = compounds.length - 2; i >= 0; i--) {
    if (combinators[i + 1] !== " " && combinators[i + 1] !== ">") return null;
    const id = idOf(compounds[i]);
    if (id !== null) return id;
  }
  return null;
}

// The parsed selection of a text. Raises SelectorProblem.
export function parsedSelection(text) {
  let selection = parsedSelectors.get(text);
  if (selection === undefined) {
    selection = new Selection(text);
    if (parsedSelectors.size >= MOST_PARSED) parsedSelectors.clear();
    parsedSelectors.set(text, selection);
  }
  return selection;
}

function selectionFor(text, method, type) {
  try {
    return parsedSelection(text);
  } catch (error) {
    if (!(error instanceof SelectorProblem)) throw error;
    const reason =
      text === "" ? "The provided selector is empty." : `'${text}' is not a valid selector.`;
    return throwDOM("SyntaxError", failed(method, type, reason));
  }
}

// The elements below `root`, in tree order: all, or only the first.
export function select(selection, root, onlyFirst) {
  if (selection.attribute !== null && !mayHaveCome(selection.attribute)) return [];
  const context = contextOf(root, true);
  if (root._connected && !root._document._quirks) {
    const ids = idsOf(root);
    if (selection.id !== null) return selectById(selection, root, ids, context);
    if (selection.within !== null) {
      const holders = elementsById(ids, selection.within);
      if (holders.length === 0) return [];
      if (holders.length === 1) {
        const [holder] = holders;
        const start = holder.contains(root) ? root : root.contains(holder) ? holder : null;
        return start === null ? [] : scan(start, selection, context, onlyFirst);
      }
    }
  }
  if (selection.isAll && !onlyFirst) return allElements(root);
  const known = elementsAsParsed(root._document);
  return known !== null && root === root._document
    ? sift(known, selection, context, onlyFirst)
    : scan(root, selection, context, onlyFirst);
}

// The ids of the tree that a connected node is in.
function idsOf(node) {
  let root = node;
  while (root._parent !== null) root = root._parent;
  return root._ids;
}

function selectById(selection, root, ids, context) {
  const isIn = (element) => root._ids === ids || (element !== root && root.contains(element));
  return elementsById(ids, selection.id).filter(
    (element) => isIn(element) && selection.test(element, context),
  );
}

function sift(elements, { attribute, test }, context, onlyFirst) {
  const found = [];
  for (const element of elements) {
    if (attribute !== null && !element._attributes.has(attribute)) continue;
    if (!test(element, context)) continue;
    found.push(element);
    if (onlyFirst) break;
  }
  return found;
}

function scan(root, { attribute, test }, context, onlyFirst) {
  const found = [];
  let node = root._first;
  while (node !== null) {
    const isLikely = node._kind === 1 && (attribute === null || node._attributes.has(attribute));
    if (isLikely && test(node, context)) {
      found.push(node);
      if (onlyFirst) return found;
    }
    if (node._first !== null) {
      node = node._first;
      continue;
    }
    while (node !== root && node._next === null) node = node._parent;
    if (node === root) break;
    node = node._next;
  }
  return found;
}

// Not to be changed.
export function allElements(root) {
  const known = elementsAsParsed(root._document);
  // Of a document's elements the first holds the others.
  if (known !== null && root === root._document) return known;
  if (known !== null && root === known[0]) return known.slice(1);
  const found = [];
  let node = root._first;
  while (node !== null) {
    if (node._kind === 1) found.push(node);
    if (node._first !== null) {
      node = node._first;
      continue;
    }
    while (node !== root && node._next === null) node = node._parent;
    if (node === root) break;
    node = node._next;
  }
  return found;
}

// For our own code: does an element match a selector that is known to be valid?
export function matchesSelector(element, text) {
  return parsedSelection(text).test(element, contextOf(element));
}

const TYPE_NAMES = { 1: "Element", 9: "Document", 11: "DocumentFragment" };

const queryMembers = {
  querySelector(selectors) {
    const type = TYPE_NAMES[this._kind];
    needsArguments("querySelector", type, 1, arguments.length);
    return select(selectionFor(String(selectors), "querySelector", type), this, true)[0] ?? null;
  },
  querySelectorAll(selectors) {
    const type = TYPE_NAMES[this._kind];
    needsArguments("querySelectorAll", type, 1, arguments.length);
    return nodeListOf(
      select(selectionFor(String(selectors), "querySelectorAll", type), this, false),
    );
  },
};

const elementMembers = {
  matches(selectors) {
    needsArguments("matches", "Element", 1, arguments.length);
    const { test } = selectionFor(String(selectors), "matches", "Element");
    return test(this, contextOf(this));
  },
  closest(selectors) {
    if (arguments.length === 0) needsArguments("closest", "Element", 1, 0);
    const { attribute: needed, test } =
      parsedSelectors.get(selectors) ?? selectionFor(String(selectors), "closest", "Element");
    let start = this;
    if (needed !== null) {
      // The client asks every element for what ignores it, and next to nothing does.
      if (!mayHaveCome(needed)) return null;
      while (start._attributes === NO_ATTRIBUTES || !start._attributes.has(needed)) {
        start = start._parent;
        if (start === null || start._kind !== 1) return null;
      }
    }
    const context = contextOf(this, true);
    for (let at = start; at !== null && at._kind === 1; at = at._parent) {
      if (test(at, context)) return at;
    }
    return null;
  },
};

mixin(Document, queryMembers);
mixin(DocumentFragment, queryMembers);
mixin(Element, queryMembers);
mixin(Element, { ...elementMembers, webkitMatchesSelector: elementMembers.matches });
