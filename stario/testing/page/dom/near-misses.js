// For a locator that finds nothing: the elements that it may have meant, and why it does not find them.

import { nameOfElement } from "./accessible-name.js";
import { isHiddenForAria } from "./aria-hidden.js";
import { roleOf } from "./aria-roles.js";
import { labelTextsOf } from "./element-labels.js";
import { rememberingStyles } from "./computed-values.js";
import { elementsAcross } from "./locator-css.js";
import { locateAll } from "./locators.js";
import { editDistance } from "./edit-distance.js";
import { hiddenBy } from "./visibility.js";
import { isSmallestMatch, normalizedText, textMatcher, textOfNode } from "./text-match.js";

const MOST_NEAR = 3;
const LEAST_LIKENESS = 0.5;
const MOST_COMPARED = 80;
const STATE_OPTIONS = ["checked", "disabled", "expanded", "level", "pressed", "selected"];

// How alike two texts are, from 0 to 1.
export function likeness(one, other) {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  if (first === second) return 1;
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (short === "" || long.length > MOST_COMPARED) return 0;
  const contained = long.includes(short) ? 0.5 + short.length / long.length / 2 : 0;
  return Math.max(contained, 1 - editDistance(first, second) / long.length);
}

// How alike a text is to the best of as many words in another one.
function likenessWithin(wanted, text) {
  const words = text.split(" ");
  const count = wanted.split(" ").length;
  let most = likeness(wanted, text);
  for (let i = 0; i + count <= Math.min(words.length, MOST_COMPARED); i++) {
    most = Math.max(most, 0.95 * likeness(wanted, words.slice(i, i + count).join(" ")));
  }
  return most;
}

function said(text) {
  return typeof text === "string" ? JSON.stringify(text) : `/${text.source}/${text.flags}`;
}

function likenessTo(wanted, text) {
  return typeof wanted === "string"
    ? likenessWithin(normalizedText(wanted), text)
    : likenessWithin(wanted.source.replace(/[\\^$.*+?()[\]{}|]/g, ""), text);
}

const hiddenNote = (element) => {
  const cause = hiddenBy(element);
  if (cause === null) return "it is hidden by aria-hidden";
  return cause.by === element ? "it is hidden" : `it is hidden by its <${cause.by.localName}>`;
};

function differingState(element, step) {
  for (const state of STATE_OPTIONS) {
    if (step[state] === undefined || step[state] === null) continue;
    const without = locateAll([{ ...step, [state]: undefined }]);
    if (without.includes(element)) return `it is not ${state}=${step[state]}`;
  }
  return null;
}

// {element, note, score} of what has the role, with another name or hidden, or the name with another role.
function nearRole(root, step) {
  const near = [];
  const role = step.role.toLowerCase();
  for (const element of elementsAcross(root)) {
    const own = roleOf(element);
    const name = normalizedText(nameOfElement(element, true).text);
    const isNamed = step.name === undefined || isNameOf(step, name);
    if (own === role) {
      const isHidden = isHiddenForAria(element) && step.include_hidden !== true;
      if (isHidden && (isNamed || likenessTo(step.name, name) >= 0.9)) {
        near.push({ element, note: hiddenNote(element), score: 1 });
      } else if (!isHidden && step.name !== undefined && !isNamed) {
        const score = likenessTo(step.name, name);
        const note = name === "" ? "it has no accessible name" : `its name is ${said(name)}`;
        near.push({ element, note, score: Math.max(score, 0.1) });
      } else if (!isHidden) {
        const note = differingState(element, step);
        if (note !== null) near.push({ element, note, score: 0.95 });
      }
    } else if (step.name !== undefined && name !== "" && likenessTo(step.name, name) >= 0.9) {
      near.push({ element, note: `its role is ${own ?? "none"}`, score: 0.8 });
    } else if (step.name !== undefined && isTextMatch(element, step.name)) {
      near.push({
        element,
        note: own === null ? "it has no role" : `its role is ${own}`,
        score: 0.7,
      });
    }
  }
  return near;
}

// Is it the name that is asked for?
function isNameOf({ name: wanted, exact }, name) {
  return textMatcher(wanted, exact === true)({ full: name, normalized: name });
}

function isTextMatch(element, text) {
  return isSmallestMatch(element, textMatcher(text));
}

function nearText(root, step) {
  const near = [];
  for (const element of elementsAcross(root)) {
    const { normalized } = textOfNode(element);
    if (normalized === "" || element._first === null) continue;
    if (step.exact && isTextMatch(element, step.text)) {
      near.push({ element, note: `all of its text is ${said(normalized)}`, score: 1 });
      continue;
    }
    const score = likenessTo(step.text, normalized);
    if (score >= LEAST_LIKENESS) {
      near.push({ element, note: `its text is ${said(normalized)}`, score });
    }
  }
  // The smallest ones say most.
  const holdsBetter = (one) =>
    near.some(
      (other) => other !== one && other.score >= one.score && one.element.contains(other.element),
    );
  return near.filter((one) => !holdsBetter(one));
}

function nearLabel(root, step) {
  const near = [];
  for (const element of elementsAcross(root)) {
    const labels = labelTextsOf(element);
    for (const { normalized } of labels) {
      const score = likenessTo(step.text, normalized);
      if (score >= LEAST_LIKENESS)
        near.push({ element, note: `its label is ${said(normalized)}`, score });
    }
    const placeholder = element._attributes.get("placeholder");
    if (labels.length === 0 && placeholder && likenessTo(step.text, placeholder) >= 0.9) {
      near.push({
        element,
        note: `${said(placeholder)} is its placeholder, it has no label`,
        score: 0.9,
      });
    }
  }
  return near;
}

function nearAttribute(name) {
  return (root, step) => {
    const near = [];
    for (const element of elementsAcross(root)) {
      const value = element._attributes.get(name);
      if (value === undefined) continue;
      const score = likenessTo(step.text, value);
      if (score >= LEAST_LIKENESS)
        near.push({ element, note: `its ${name} is ${said(value)}`, score });
    }
    return near;
  };
}

// Of a simple selector, what has a name or class that is much like it, or the tag without the rest.
function nearCSS(root, { selector }) {
  const ids = [...selector.matchAll(/#([-\w]+)/g)].map((found) => found[1]);
  const classes = [...selector.matchAll(/\.([-\w]+)/g)].map((found) => found[1]);
  const near = [];
  for (const element of elementsAcross(root)) {
    const id = element._attributes.get("id") ?? "";
    for (const wanted of ids) {
      const score = likeness(wanted, id);
      if (score >= LEAST_LIKENESS) near.push({ element, note: `its id is ${said(id)}`, score });
    }
    for (const wanted of classes) {
      for (const own of element.classList) {
        const score = likeness(wanted, own) * 0.95;
        if (score >= LEAST_LIKENESS)
          near.push({ element, note: `its class is ${said(own)}`, score });
      }
    }
  }
  return near;
}

const FINDERS_OF_NEAR = {
  role: nearRole,
  text: nearText,
  label: nearLabel,
  placeholder: nearAttribute("placeholder"),
  alt: nearAttribute("alt"),
  title: nearAttribute("title"),
  testid: nearAttribute("data-testid"),
  css: nearCSS,
};

function nearestOf(near) {
  const seen = new Set();
  return near
    .sort((one, other) => other.score - one.score)
    .filter(({ element }) => !seen.has(element) && seen.add(element))
    .slice(0, MOST_NEAR)
    .map(({ element, note }) => ({ element, note }));
}

// A list of {element, note}, the nearest first. The first step that finds nothing is the one that is asked about;
// what it would be filtered by says why an element is left out.
export function nearMisses(steps) {
  return rememberingStyles(() => {
    let count = 0;
    while (count < steps.length && locateAll(steps.slice(0, count + 1)).length > 0) count++;
    if (count === steps.length) return [];
    const before = steps.slice(0, count);
    const step = steps[count];
    const roots = count === 0 ? [globalThis.document] : locateAll(before);
    const find = FINDERS_OF_NEAR[step.kind];
    if (find === undefined) {
      const note =
        step.kind === "nth" ? `there are only ${roots.length}` : "the filter leaves it out";
      return roots.slice(0, MOST_NEAR).map((element) => ({ element, note }));
    }
    const near = nearestOf(roots.flatMap((root) => find(root, step)));
    if (near.length > 0 || count === 0) return near;
    // It may be there, only not inside of what was found so far.
    return locateAll([step])
      .slice(0, MOST_NEAR)
      .map((element) => ({ element, note: "it is elsewhere in the page" }));
  });
}
