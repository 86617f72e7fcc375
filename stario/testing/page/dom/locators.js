// Finds the elements of a locator, which comes as a list of steps.
//
// {kind: "css", selector}, {kind: "role", role, name, exact, checked, ...}, {kind: "text" | "label" | "placeholder" |
// "alt" | "title" | "testid", text, exact}, {kind: "nth", index}, {kind: "filter", has_text, has_not_text, has,
// has_not, visible}, {kind: "inside" | "and" | "or", steps}. A text is a string, or {source, flags}.

import { rememberingStyles } from "./computed-values.js";
import { labelTextsOf } from "./element-labels.js";
import { LocatorMistake, elementsAcross, findByCSS, isOwnText } from "./locator-css.js";
import { findByRole } from "./locator-roles.js";
import { stepsOfString } from "./locator-strings.js";
import { attributeMatcher, isSmallestMatch, textMatcher, textOfNode } from "./text-match.js";
import { isVisible } from "./visibility.js";

function withRoot(root) {
  return root._kind === 1 ? [root, ...elementsAcross(root)] : elementsAcross(root);
}

function findByText(root, { text, exact }) {
  const matches = textMatcher(text, exact);
  const found = [];
  // What is in an element whose text does not match has none that does.
  const without = new Set();
  for (const element of withRoot(root)) {
    if (without.has(element._parent)) without.add(element);
    else if (isSmallestMatch(element, matches)) found.push(element);
    else if (typeof text === "string" && !exact && !matches(textOfNode(element))) {
      without.add(element);
    }
  }
  return found;
}

function findByAttribute(root, name, matches) {
  return elementsAcross(root).filter((element) => {
    const value = element._attributes.get(name);
    return value !== undefined && matches(value);
  });
}

const finders = {
  css: (root, { selector }) => {
    const steps = stepsOfString(selector);
    return steps.length === 1 && steps[0].kind === "css"
      ? findByCSS(root, steps[0].selector)
      : findAll(steps, [root]);
  },
  role: findByRole,
  text: findByText,
  owntext: (root, { text }) => withRoot(root).filter(isOwnText(text)),
  label: (root, { text, exact }) => {
    const matches = textMatcher(text, exact);
    return elementsAcross(root).filter((element) => labelTextsOf(element).some(matches));
  },
  placeholder: (root, { text, exact }) =>
    findByAttribute(root, "placeholder", attributeMatcher(text, exact)),
  alt: (root, { text, exact }) => findByAttribute(root, "alt", attributeMatcher(text, exact)),
  title: (root, { text, exact }) => findByAttribute(root, "title", attributeMatcher(text, exact)),
  testid: (root, { text, attribute = "data-testid" }) =>
    findByAttribute(root, attribute, attributeMatcher(text, true)),
  attribute: (root, { name, text }) => findByAttribute(root, name, attributeMatcher(text, true)),
  inside: (root, { steps }) => findAll(steps, [root]),
};

function passesFilter(element, step) {
  if (element._kind !== 1) return false;
  const text = () => textOfNode(element);
  if (isGiven(step.has_text) && !textMatcher(step.has_text)(text())) return false;
  if (isGiven(step.has_not_text) && textMatcher(step.has_not_text)(text())) return false;
  if (isGiven(step.has) && findAll(step.has, [element]).length === 0) return false;
  if (isGiven(step.has_not) && findAll(step.has_not, [element]).length > 0) return false;
  return !isGiven(step.visible) || isVisible(element) === step.visible;
}

const isGiven = (value) => value !== undefined && value !== null;

// In the order of the document, whatever found them first; what is in a shadow tree after what is around it.
function inTreeOrder(elements, root) {
  const wanted = new Set(elements);
  const ordered = withRoot(root).filter((element) => wanted.has(element));
  return ordered.length === wanted.size ? ordered : [...wanted];
}

function applyStep(step, found, root) {
  switch (step.kind) {
    case "nth": {
      const index = step.index === -1 ? found.length - 1 : step.index;
      return found.slice(index, index + 1);
    }
    case "filter":
      return found.filter((element) => passesFilter(element, step));
    case "and": {
      const others = new Set(findAll(step.steps, [root]));
      return found.filter((element) => others.has(element));
    }
    case "or":
      return inTreeOrder([...found, ...findAll(step.steps, [root])], root);
    default: {
      const find = finders[step.kind];
      if (find === undefined) throw new LocatorMistake(`a locator has no step "${step.kind}"`);
      if (found.length === 1) return find(found[0], step);
      return [...new Set(found.flatMap((each) => find(each, step)))];
    }
  }
}

function findAll(steps, roots) {
  let found = roots;
  for (const step of steps) found = applyStep(step, found, roots[0]);
  return found;
}

// All elements that a locator finds now. Raises LocatorMistake.
export function locateAll(steps, root = globalThis.document) {
  return rememberingStyles(() => findAll(steps, [root]));
}
