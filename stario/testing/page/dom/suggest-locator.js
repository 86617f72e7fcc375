// A locator for an element, as Playwright would propose it: the best of its names that finds it alone, or the best
// within something that has a name.

import { parentAcrossShadow } from "./aria-roles.js";
import { rememberingStyles } from "./computed-values.js";
import { escapeCSS } from "./css-tokens.js";
import { quoted } from "./locator-text.js";
import { locateAll } from "./locators.js";
import { matchesSelector } from "./selectors.js";
import {
  candidatesWithText,
  candidatesWithoutText,
  idSelector,
  tagSelector,
} from "./suggest-candidates.js";
import { isVisible } from "./visibility.js";

const NTH_SCORE = 10000;
const MOST_OTHERS = 5;
const CONTROLS = "input, textarea, select";
const INTERACTIVE =
  "button, select, input, [role=button], [role=checkbox], [role=radio], a, [role=link]";

function scoreOf(tokens) {
  return tokens.reduce((sum, { score }, i) => sum + score * (tokens.length - i), 0);
}

const stepsOf = (tokens) => tokens.flatMap(({ steps }) => steps);

function nthToken(index) {
  const said = index === 0 ? "first" : `nth(${index})`;
  return { steps: [{ kind: "nth", index }], said, score: NTH_SCORE };
}

function htmlToken() {
  return { steps: [{ kind: "css", selector: "html" }], said: 'locator("html")', score: 1 };
}

class Suggestions {
  constructor() {
    // What was found for elements around, with texts allowed and without.
    this.known = [new Map(), new Map()];
    this.answers = new Map();
  }

  find(tokens) {
    const key = JSON.stringify(stepsOf(tokens));
    let found = this.answers.get(key);
    if (found === undefined) this.answers.set(key, (found = locateAll(stepsOf(tokens))));
    return found;
  }

  // The best tokens for an element, or null.
  best(target, { isTarget = true, noText = false } = {}) {
    if (target === target._document.documentElement) return [htmlToken()];
    let best = null;
    const consider = (tokens) => {
      if (best === null || scoreOf(tokens) < scoreOf(best)) best = tokens;
    };
    const withText = candidatesWithText(target, { isTarget, noText });
    const ofText = new Set(withText);
    const candidates = [...withText, ...candidatesWithoutText(target)];
    candidates.sort((one, other) => scoreOf(one) - scoreOf(other));
    for (const candidate of candidates) {
      const found = this.find(candidate);
      const index = found.indexOf(target);
      if (index < 0) continue;
      if (found.length === 1) {
        consider(candidate);
        break;
      }
      if (index > MOST_OTHERS) continue;
      consider([...candidate, nthToken(index)]);
      if (isTarget)
        this.within(
          target,
          candidate,
          found,
          index,
          noText || ofText.has(candidate),
          consider,
          () => best,
        );
    }
    return best;
  }

  // The same candidate within an element around the target.
  within(target, candidate, found, index, noText, consider, best) {
    for (
      let parent = parentAcrossShadow(target);
      parent !== null;
      parent = parentAcrossShadow(parent)
    ) {
      const inside = found.filter((each) => each !== parent && isWithinScope(parent, each));
      const place = inside.indexOf(target);
      if (inside.length > MOST_OTHERS || place < 0) continue;
      if (place === index && inside.length > 1) continue;
      const inner = inside.length === 1 ? candidate : [...candidate, nthToken(place)];
      const current = best();
      if (current !== null && scoreOf([{ score: 1 }, ...inner]) >= scoreOf(current)) continue;
      const known = this.known[noText ? 1 : 0];
      let outer = known.get(parent);
      if (outer === undefined) {
        outer = this.best(parent, { isTarget: false, noText }) ?? structurePath(parent);
        known.set(parent, outer);
      }
      consider([...outer, ...inner]);
    }
  }
}

function isWithinScope(scope, element) {
  for (let at = element; at !== null; at = parentAcrossShadow(at)) if (at === scope) return true;
  return false;
}

// By ids, classes and places among siblings, when nothing else will do.
function structurePath(target) {
  const parts = [];
  const unique = (part) => {
    const selector = [part, ...parts].join(" > ");
    return locateAll([{ kind: "css", selector }])[0] === target ? selector : null;
  };
  for (let at = target; at !== null; at = parentAcrossShadow(at)) {
    const own = structureParts(at);
    for (const part of own) {
      const selector = unique(part);
      if (selector !== null) return strictPath(selector, target);
    }
    parts.unshift(own[0]);
  }
  return strictPath(parts.join(" > "), target);
}

function structureParts(element) {
  const parts = [];
  const id = element._attributes.get("id");
  if (id) parts.push(idSelector(id));
  const classes = [...element.classList].map(escapeCSS);
  classes.forEach((_, i) => parts.push(`.${classes.slice(0, i + 1).join(".")}`));
  const siblings = element._parent === null ? [element] : [...element._parent.children];
  const isFirst = siblings.find(({ nodeName }) => nodeName === element.nodeName) === element;
  const tag = tagSelector(element);
  parts.push(isFirst ? tag : `${tag}:nth-child(${siblings.indexOf(element) + 1})`);
  return parts;
}

function strictPath(selector, target) {
  const found = locateAll([{ kind: "css", selector }]);
  const path = {
    steps: [{ kind: "css", selector }],
    said: `locator(${quoted(selector)})`,
    score: 1e7,
  };
  return found.length === 1 ? [path] : [path, nthToken(found.indexOf(target))];
}

// A click on what is in a button is one on the button.
function meantBy(element) {
  if (matchesSelector(element, CONTROLS) || element.isContentEditable) return element;
  for (let at = element; at !== null; at = parentAcrossShadow(at)) {
    if (matchesSelector(at, INTERACTIVE)) return isVisible(at) ? at : element;
  }
  return element;
}

// CSS and text that follow each other are one locator: `locator("div").filter(...)`, `locator("#a div")`.
function saidTogether(tokens) {
  const parts = [];
  let selector = null;
  for (const { steps, said } of tokens) {
    if (steps.length === 1 && steps[0].kind === "css") {
      selector = selector === null ? steps[0].selector : `${selector} ${steps[0].selector}`;
      if (parts.length > 0 && parts[parts.length - 1].isCSS) parts.pop();
      parts.push({ text: `locator(${quoted(selector)})`, isCSS: true });
    } else {
      selector = null;
      parts.push({ text: said, isCSS: false });
    }
  }
  return parts.map(({ text }) => text).join(".");
}

// {steps, said}: the steps of a locator for an element, and how it is written in Python.
export function suggestLocator(element, suggestions = new Suggestions()) {
  return rememberingStyles(() => {
    const target = meantBy(element);
    const tokens = suggestions.best(target) ?? structurePath(target);
    return { steps: stepsOf(tokens), said: saidTogether(tokens) };
  });
}

// The same for several, which share what is found out about the page.
export function suggestLocators(elements) {
  const suggestions = new Suggestions();
  return elements.map((element) => suggestLocator(element, suggestions));
}
