// For a failure's message: what a locator matches or nearly matches, and why that cannot be used.

import { disabledState } from "./aria-states.js";
import { signals } from "./datastar.js";
import { elementInfo } from "./element-info.js";
import { elementPreview } from "./element-preview.js";
import { locateAll } from "./locators.js";
import { nearMisses } from "./near-misses.js";
import { suggestLocators } from "./suggest-locator.js";
import { controlBehind } from "./test-targets.js";
import { hiddenBy } from "./visibility.js";

const MOST_ELEMENTS = 5;
const MOST_HTML = 20_000;

// {matches, total, near, unusable, dom, signals}
export function explainForTest(steps, action) {
  const found = locateAll(steps);
  const shown = found.slice(0, MOST_ELEMENTS);
  // Of several, each is told by what finds it alone.
  const better = shown.length > 1 ? suggestLocators(shown) : [];
  const near = nearMisses(steps);
  const betterNear = suggestLocators(near.map(({ element }) => element));
  return {
    matches: shown.map((element, i) => ({
      text: elementPreview(element),
      better: better[i]?.said,
    })),
    total: found.length,
    near: near.map(({ element, note }, i) => ({
      text: elementPreview(element),
      note,
      better: betterNear[i].said,
    })),
    unusable: found.length === 1 ? reasons(found[0], action) : [],
    dom: found.length === 1 ? surroundings(found[0]) : found.length === 0 ? wholePage() : null,
    signals: found.length === 1 ? signalsOf(found[0]) : [],
  };
}

const IS_HIDDEN = {
  detached: "it is not in the document",
  display: "display: none",
  "content-visibility": "content-visibility: hidden",
  details: "a <details> that is closed",
  slot: "it is in no slot",
  box: "elements of this kind have no box",
  visibility: "its visibility",
  empty: "its box is empty: there is nothing in it",
};

// Why an element cannot be seen or used, each cause a line.
function reasons(element, action) {
  const told = [];
  const hidden = hiddenBy(element);
  if (hidden !== null) {
    const who = hidden.by === element ? "itself" : elementInfo(hidden.by).text;
    told.push(`it is hidden by ${who}: ${hiddenHow(hidden)}`);
  }
  const control = controlBehind(element);
  if (disabledState(control)) {
    const by = control.hasAttribute("disabled")
      ? null
      : control.closest("fieldset[disabled], optgroup[disabled], [aria-disabled=true]");
    const who = by === null || by === control ? "itself" : elementInfo(by).text;
    told.push(`it is disabled by ${who}`);
  }
  if (action === "fill" || action === "clear") {
    if (control.matches("[readonly]")) told.push("it has the attribute readonly");
  }
  return told;
}

function hiddenHow({ by, why }) {
  if (why === "display" && by.hasAttribute("hidden")) return "the attribute hidden";
  return IS_HIDDEN[why] ?? why;
}

// The HTML around an element, and the element's own, which says where it is in there.
function surroundings(element) {
  const around = element.parentElement ?? element;
  const part = around === element.ownerDocument.documentElement ? element : around;
  return { html: part.outerHTML.slice(0, MOST_HTML), own: openingTag(element) };
}

function wholePage() {
  const { body } = globalThis.document;
  return body === null ? null : { html: body.outerHTML.slice(0, MOST_HTML), own: null };
}

function openingTag(element) {
  return element.cloneNode(false).outerHTML;
}

// The signals that an element's expressions name, and what they are now.
function signalsOf(element) {
  const told = [];
  const store = signals();
  for (const name of element.getAttributeNames()) {
    if (!name.startsWith("data-")) continue;
    for (const [, path] of element.getAttribute(name).matchAll(/\$([A-Za-z_][\w.]*)/g)) {
      if (told.some((each) => each.name === path)) continue;
      told.push({ name: path, value: signalAt(store, path), where: name });
    }
  }
  return told.slice(0, MOST_ELEMENTS);
}

function signalAt(store, path) {
  let value = store;
  for (const name of path.split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) {
      return "(there is no such signal)";
    }
    value = value[name];
  }
  return JSON.stringify(value) ?? String(value);
}
