// How Playwright compares texts, and what the text of an element is for it.

import { rememberedFor } from "./computed-values.js";
import { following } from "./node.js";
import { allElements } from "./selectors.js";

// A text without soft hyphens and zero-width spaces, its white space as single spaces.
export function normalizedText(text) {
  return text
    .replace(/[\u200b\u00ad]/g, "")
    .trim()
    .replace(/\s+/g, " ");
}

export function regularExpression({ source, flags }) {
  return new RegExp(source, flags.replaceAll("g", ""));
}

// Whether an element's text is skipped: what is no text of the page.
export function isWithoutText(element) {
  const name = element._localName;
  if (element._isHTML && (name === "script" || name === "noscript" || name === "style"))
    return true;
  const { head } = element._document;
  return head !== null && head !== undefined && elementsOf(head).has(element);
}

// An element and all in it: to look for it above each of many would take longer.
function elementsOf(root) {
  return rememberedFor(root, "elements()", () => new Set([root, ...allElements(root)]));
}

const VALUE_IS_TEXT = new Set(["submit", "button", "reset"]);
const NO_TEXT = { full: "", normalized: "" };

// How many texts wait for those of what is in them.
let textsWaiting = 0;
const MOST_TEXTS_WAITING = 16;

// {full, normalized}: the text of an element or a shadow root with everything in it; for buttons made of an
// <input> its value.
export function textOfNode(node) {
  return rememberedFor(node, "text()", () => {
    const before = textsWaiting;
    const isDeep = before === MOST_TEXTS_WAITING;
    textsWaiting = isDeep ? 0 : before + 1;
    try {
      if (isDeep) collectInnermostFirst(node);
      return collectText(node);
    } finally {
      textsWaiting = before;
    }
  });
}

// Elements are nested deeper than calls can be: so none has to wait for more than its own children.
function collectInnermostFirst(root) {
  const elements = [];
  for (let node = root._first; node !== null; node = following(node, root)) {
    if (node._kind === 1) elements.push(node);
  }
  for (let i = elements.length - 1; i >= 0; i--) textOfNode(elements[i]);
}

function collectText(node) {
  if (node._kind === 1) {
    if (isWithoutText(node)) return NO_TEXT;
    if (node._isHTML && node._localName === "input" && VALUE_IS_TEXT.has(node.type)) {
      return { full: node.value, normalized: normalizedText(node.value) };
    }
  }
  let full = "";
  for (let child = node._first; child !== null; child = child._next) {
    if (child._kind === 3) full += child._data;
    else if (child._kind === 1) full += textOfNode(child).full;
  }
  if (node._kind === 1 && node.shadowRoot) full += textOfNode(node.shadowRoot).full;
  return { full, normalized: full === "" ? "" : normalizedText(full) };
}

// A function that tells of a {full, normalized} whether it is the text that is wanted: a part of it, whatever the
// case of its letters; all of it, if `exact`; or what a regular expression finds.
export function textMatcher(text, exact = false) {
  if (typeof text !== "string") {
    const expression = regularExpression(text);
    return ({ full }) => expression.test(full);
  }
  const wanted = normalizedText(text);
  if (exact) return ({ normalized }) => normalized === wanted;
  const lower = wanted.toLowerCase();
  return ({ normalized }) => normalized.toLowerCase().includes(lower);
}

// The same for an attribute, whose white space counts.
export function attributeMatcher(text, exact = false) {
  if (typeof text !== "string") {
    const expression = regularExpression(text);
    return (value) => expression.test(value);
  }
  if (exact) return (value) => value === text;
  const lower = text.toLowerCase();
  return (value) => value.toLowerCase().includes(lower);
}

// Does the element's text match, and that of nothing in it?
export function isSmallestMatch(element, matches) {
  if (isWithoutText(element) || !matches(textOfNode(element))) return false;
  for (let child = element._first; child !== null; child = child._next) {
    if (child._kind === 1 && matches(textOfNode(child))) return false;
  }
  return !(element.shadowRoot && matches(textOfNode(element.shadowRoot)));
}
