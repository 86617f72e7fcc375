// The boxes of elements that are not made of their content, such as images and controls.

import { computedValue } from "./computed-values.js";
import { SVG_NS } from "./names.js";
import { isHTMLNamed } from "./select-state.js";

const ALWAYS_SIZED = new Set([
  "audio",
  "iframe",
  "meter",
  "object",
  "progress",
  "select",
  "textarea",
  "video",
]);

export const cssPixels = (element, property, pseudo = null) =>
  Math.max(0, parseFloat(computedValue(element, property, pseudo)) || 0);

export const cssValue = (element, property) => computedValue(element, property);

function edges(element, one, other, pseudo = null) {
  return (
    cssPixels(element, `padding-${one}`, pseudo) > 0 ||
    cssPixels(element, `padding-${other}`, pseudo) > 0 ||
    cssPixels(element, `border-${one}-width`, pseudo) > 0 ||
    cssPixels(element, `border-${other}-width`, pseudo) > 0
  );
}

export const hasEdgesAcross = (element, pseudo) => edges(element, "left", "right", pseudo);
export const hasEdgesDown = (element, pseudo) => edges(element, "top", "bottom", pseudo);

export function isReplaced(element) {
  if (element._namespace === SVG_NS) return element._localName === "svg";
  if (!element._isHTML) return false;
  const name = element._localName;
  return ALWAYS_SIZED.has(name) || name === "img" || name === "input" || name === "canvas";
}

function naturalBox(element) {
  const name = element._localName;
  if (name === "img" || (name === "input" && element.type === "image")) {
    const shown =
      Boolean(element._attributes.get("src")) || Boolean(element._attributes.get("alt"));
    return { across: shown, down: shown };
  }
  return { across: true, down: true };
}

// A length that the markup gives: an attribute of old, or null.
function attributeLength(element, name) {
  const text = element._attributes.get(name);
  const number = text === undefined ? NaN : parseFloat(text);
  return Number.isNaN(number) ? null : number;
}

export function replacedBox(element) {
  const natural = naturalBox(element);
  const extent = (property, whole) => {
    if (/^0(?:px|%)$/.test(cssValue(element, `max-${property}`))) return false;
    const value = cssValue(element, property);
    const given = /^-?[\d.]+/.test(value) ? parseFloat(value) : attributeLength(element, property);
    return given === null ? whole : given > 0;
  };
  const across = extent("width", natural.across);
  const down = extent("height", natural.down);
  return { across: across || hasEdgesAcross(element), down: down || hasEdgesDown(element) };
}

const NEVER_RENDERED = new Set(["noscript", "embed", "source", "track"]);

// Options of a drop-down are in a list that is closed, those of a datalist in none; what stands for something
// that works has no box.
export function hasNoBox(element) {
  if (!element._isHTML) return false;
  const name = element._localName;
  if (NEVER_RENDERED.has(name)) return true;
  if (name !== "option" && name !== "optgroup") return false;
  const select = element.closest("select, datalist");
  return (
    select !== null && !(isHTMLNamed(select, "select") && (select.multiple || select.size > 1))
  );
}
