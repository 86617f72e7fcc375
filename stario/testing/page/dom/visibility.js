// What is rendered (CSSOM View 5, `checkVisibility`), and what a person would see: visible in Playwright's
// meaning.

import { hasArea } from "./box-area.js";
import { showsSomething } from "./boxless.js";
import { hasNoBox } from "./replaced-box.js";
import {
  askOuter,
  computedValue,
  flatParent,
  noteState,
  rememberedStyle,
  rememberingStyles,
} from "./computed-values.js";
import { Element } from "./element.js";
import { useRendering } from "./focus.js";
import { mixin } from "./parent-node.js";
import { isHTMLNamed } from "./select-state.js";

// <details> shows the rest of its children only while it is open.
export function isFoldedAway(node, parent) {
  if (!isHTMLNamed(parent, "details") || parent._attributes.has("open")) return false;
  for (let child = parent._first; child !== null; child = child._next) {
    if (child._kind === 1 && isHTMLNamed(child, "summary")) return child !== node;
  }
  return true;
}

const REPLACED_CONTENT = new Set([
  "iframe",
  "object",
  "audio",
  "video",
  "canvas",
  "img",
  "input",
  "textarea",
  "meter",
  "progress",
  "br",
]);

// An inline box and a table have nothing that could be skipped.
export function skipsContent(element) {
  return (
    computedValue(element, "content-visibility") === "hidden" &&
    !/^(?:inline|contents|table(?!-cell|-caption).*)$/.test(computedValue(element, "display"))
  );
}

// Why an element is not rendered: {by, why} with the element that is the cause, or null. `why` is one of
// "detached", "display", "content-visibility", "details", "slot" and "box".
function notRendered(element) {
  if (!element._connected) return { by: element, why: "detached" };
  return rememberedStyle(element, "rendered()", () => causeOf(element));
}

function causeOf(element) {
  if (hasNoBox(element)) return { by: element, why: "box" };
  if (computedValue(element, "display") === "none") return { by: element, why: "display" };
  const parent = flatParent(element);
  if (parent === null) {
    const isLost = element._parent !== null && element._parent._kind !== 9;
    return isLost ? { by: element, why: "slot" } : null;
  }
  if (skipsContent(parent)) return { by: parent, why: "content-visibility" };
  if (isFoldedAway(element, parent)) return { by: parent, why: "details" };
  if (parent._isHTML && REPLACED_CONTENT.has(parent._localName)) return { by: parent, why: "box" };
  return askOuter(parent, notRendered);
}

// Is it within something that is rendered, but whose content is not (a closed <details>)?
export function isLocked(element) {
  let at = element;
  for (let parent = flatParent(at); parent !== null; parent = flatParent(at)) {
    if ((isFoldedAway(at, parent) || skipsContent(parent)) && isDisplayed(parent)) return true;
    at = parent;
  }
  return false;
}

export function isDisplayed(element) {
  return notRendered(element) === null;
}

// Whether `visibility` lets an element be seen; nothing is said of its box.
export function isStyledVisible(element) {
  return (
    isDisplayed(element) &&
    computedValue(element, "display") !== "contents" &&
    computedValue(element, "visibility") === "visible"
  );
}

// Visible as Playwright means it: rendered, not `visibility: hidden`, and with a box that is not empty.
export function isVisible(element) {
  return element._connected && rememberingStyles(() => isSeen(element));
}

function isSeen(element) {
  return rememberedStyle(element, "seen()", () => canBeSeen(element));
}

function canBeSeen(element) {
  if (!isWithoutBox(element)) return isStyledVisible(element) && hasArea(element);
  if (!isDisplayed(element)) return false;
  noteState();
  return showsSomething(element, (inner) => isWithoutBox(inner) && isDisplayed(inner), isSeen);
}

function isWithoutBox(element) {
  return computedValue(element, "display") === "contents";
}

// For a failure's message: what makes an element invisible, {by, why}, or null if it is visible. `why` may
// also be "visibility" and "empty".
export function hiddenBy(element) {
  return rememberingStyles(() => {
    const cause = notRendered(element);
    if (cause !== null || isVisible(element)) return cause;
    if (computedValue(element, "visibility") === "visible") return { by: element, why: "empty" };
    let by = element;
    for (let at = flatParent(element); at !== null; at = flatParent(at)) {
      if (computedValue(at, "visibility") !== "visible") by = at;
    }
    return { by, why: "visibility" };
  });
}

const visibilityMembers = {
  checkVisibility(options) {
    return rememberingStyles(() => {
      if (!isDisplayed(this) || computedValue(this, "display") === "contents") return false;
      if (options?.checkVisibilityCSS || options?.visibilityProperty) {
        if (computedValue(this, "visibility") !== "visible") return false;
      }
      if (options?.checkOpacity || options?.opacityProperty) {
        for (let at = this; at !== null; at = flatParent(at)) {
          if (Number(computedValue(at, "opacity")) === 0) return false;
        }
      }
      return true;
    });
  },
};
mixin(Element, visibilityMembers);

useRendering((element) => rememberingStyles(() => isDisplayed(element)));
