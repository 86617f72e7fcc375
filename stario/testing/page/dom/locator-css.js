// CSS as locators have it: it sees into open shadow trees, is matched within the element that it is asked of, and
// knows Playwright's own pseudo-classes, such as :visible and :has-text().

import { SelectorProblem, parseSelectors } from "./selector-parser.js";
import { contextOf } from "./selector-context.js";
import { MATCHES, compileComplex } from "./selector-match.js";
import { allElements, parsedSelection, select } from "./selectors.js";
import { shadowsExist } from "./shadow.js";
import {
  isSmallestMatch,
  isWithoutText,
  regularExpression,
  textMatcher,
  textOfNode,
} from "./text-match.js";
import { isVisible } from "./visibility.js";

const MOST_LOCATOR_SELECTORS = 500;
const locatorSelectors = new Map();

// What a test has written wrong in a locator.
export class LocatorMistake extends Error {}
LocatorMistake.prototype.name = "LocatorMistake";

function stringArgument(reader, name) {
  reader.spaces();
  const token = reader.eat("string");
  if (token === null) throw new LocatorMistake(`"${name}" engine expects a single string`);
  reader.spaces();
  return token.value;
}

function textClass(matchesElement) {
  return (reader, name) => {
    const matches = matchesElement(stringArgument(reader, name));
    return { kind: "pseudo", name, test: matches };
  };
}

function hasText(text) {
  const matches = textMatcher(text);
  return (element) => !isWithoutText(element) && matches(textOfNode(element));
}

function readTextMatches(reader, name) {
  const source = stringArgument(reader, name);
  const flags = reader.eat(",") === null ? "" : stringArgument(reader, name);
  const expression = regularExpression({ source, flags });
  const matches = ({ full }) => expression.test(full);
  return { kind: "pseudo", name, test: (element) => isSmallestMatch(element, matches) };
}

function ownTexts(element) {
  if (element._isHTML && element._localName === "input") return [textOfNode(element).full];
  const texts = [];
  let text = "";
  for (let child = element._first; child !== null; child = child._next) {
    if (child._kind === 3) text += child._data;
    else if (child._kind === 1) {
      if (text !== "") texts.push(text);
      text = "";
    }
  }
  return text === "" ? texts : [...texts, text];
}

// Some text between the element's own children is exactly this one.
export function isOwnText(wanted) {
  const matches = textMatcher(wanted, true);
  const asText = (full) => ({
    full,
    normalized: full
      .replace(/[\u200b\u00ad]/g, "")
      .trim()
      .replace(/\s+/g, " "),
  });
  return (element) => {
    if (isWithoutText(element)) return false;
    const texts = ownTexts(element);
    return texts.length === 0 ? wanted === "" : texts.some((text) => matches(asText(text)));
  };
}

function noLayout(reader, name) {
  throw new LocatorMistake(
    `:${name}() needs a layout, which only a browser has: run it with --stario-browser=chromium`,
  );
}

function readLight(reader, name) {
  const list = reader.list(false).map((complex) => compileComplex(complex));
  const test = (element, context) =>
    list.some((match) => match(element, { ...context, pierces: false }) === MATCHES);
  return { kind: "pseudo", name, test };
}

const LOCATOR_CLASSES = {
  plain: { visible: (element) => isVisible(element) },
  withArgument: {
    "has-text": textClass(hasText),
    text: textClass((text) => {
      const matches = textMatcher(text);
      return (element) => isSmallestMatch(element, matches);
    }),
    "text-is": textClass(isOwnText),
    "text-matches": readTextMatches,
    light: readLight,
    above: noLayout,
    below: noLayout,
    near: noLayout,
    "left-of": noLayout,
    "right-of": noLayout,
  },
};

// The outermost :nth-match(selectors, n) is a place in what the selectors find, in all of the tree.
function nthMatch(text) {
  if (!text.includes(":nth-match(")) return null;
  const found = /^:nth-match\(\s*([^]*?)\s*,\s*(\d+)\s*\)$/.exec(text.trim());
  return found === null ? null : { selectors: found[1], index: Number(found[2]) };
}

function compiled(text) {
  let known = locatorSelectors.get(text);
  if (known === undefined) {
    try {
      known = parseSelectors(text, { extensions: LOCATOR_CLASSES }).map((each) =>
        compileComplex(each),
      );
    } catch (error) {
      if (!(error instanceof SelectorProblem)) throw error;
      throw new LocatorMistake(`"${text}" is not a valid CSS selector`);
    }
    if (locatorSelectors.size >= MOST_LOCATOR_SELECTORS) locatorSelectors.clear();
    locatorSelectors.set(text, known);
  }
  return known;
}

// The elements below a node and in the open shadow trees there: what is in those comes after what is around them.
export function elementsAcross(root) {
  const elements = allElements(root);
  const shadows = [];
  if (root._kind === 1 && root.shadowRoot) shadows.push(root.shadowRoot);
  for (const element of elements)
    if (element._shadow !== null && element.shadowRoot) shadows.push(element.shadowRoot);
  for (const shadow of shadows) elements.push(...elementsAcross(shadow));
  return elements;
}

// The selection of what is a selector for querySelectorAll too, or null.
function plainSelection(text) {
  try {
    return parsedSelection(text);
  } catch (error) {
    if (error instanceof SelectorProblem) return null;
    throw error;
  }
}

// What a CSS selector of a locator finds in a node.
export function findByCSS(root, text) {
  const nth = nthMatch(text);
  if (nth !== null) return findByCSS(root, nth.selectors).slice(nth.index - 1, nth.index);
  if (root._kind === 9 && !shadowsExist()) {
    const plain = plainSelection(text);
    if (plain !== null) return select(plain, root, false);
  }
  const matchers = compiled(text);
  const limit = root._kind === 1 ? root : null;
  const context = { ...contextOf(root, true), limit, pierces: true };
  return elementsAcross(root).filter((element) =>
    matchers.some((match) => match(element, context) === MATCHES),
  );
}
