// Computed values of what is drawn: lines, shadows, gradients, filters.

import { digitsOfName } from "./color-names.js";
import { computedColor } from "./computed-colors.js";
import { lengthsIn } from "./computed-lengths.js";
import { splitOutside } from "./declarations.js";
import { valueWords } from "./shorthands.js";

// What is no color, or one as a function, with digits, or as a word.
const COLORS_AMONG =
  /url\((?:"[^"]*"|'[^']*'|[^)]*)\)|"[^"]*"|(?:rgb|hsl)a?\([^()]*\)|#[0-9a-f]+\b|(?<![-\w])[a-z]+(?![-\w(])/gi;
const LINE_WIDTH_WORDS = { thin: "1px", medium: "3px", thick: "5px" };
const OTHER_WORDS_OF_COLORS = new Set(["currentcolor", "transparent"]);
const IS_MEASURE = /^(?:[-+]?\.?\d|calc\()/i;

function isNamedColor(word) {
  return digitsOfName(word) !== undefined || OTHER_WORDS_OF_COLORS.has(word);
}

// `current` tells what currentcolor is.
function colorsIn(value, current) {
  return value.replace(COLORS_AMONG, (part) => {
    if (/^(?:url\(|")/i.test(part)) return part;
    if (/^[a-z]+$/i.test(part) && !isNamedColor(part.toLowerCase())) return part;
    return computedColor(part, current, "");
  });
}

// The color first, all lengths, inset last.
function shadow(element, text, current, most) {
  const words = valueWords(text);
  const lengths = words
    .filter((word) => IS_MEASURE.test(word))
    .map((word) => (word === "0" ? "0px" : lengthsIn(element, word)));
  while (lengths.length < most) lengths.push("0px");
  const isInset = words.includes("inset");
  const color = words.find((word) => !IS_MEASURE.test(word) && word !== "inset");
  const parts = [computedColor(color ?? "currentcolor", current, ""), ...lengths];
  return isInset ? [...parts, "inset"].join(" ") : parts.join(" ");
}

function shadows(element, value, current, most) {
  if (value === "none") return value;
  return splitOutside(value, ",")
    .map((each) => shadow(element, each, current, most))
    .join(", ");
}

const DROP_SHADOW = /drop-shadow\(((?:[^()]|\([^()]*\))*)\)/gi;

function filters(element, value, current) {
  return value.replace(
    DROP_SHADOW,
    (whole, inner) => `drop-shadow(${shadow(element, inner, current, 3)})`,
  );
}

// Downwards is where a gradient goes anyway.
function images(element, value, current) {
  const colored = colorsIn(lengthsIn(element, value), current);
  return colored.replace(/(linear-gradient\()to bottom, /g, "$1");
}

// Of a line, whether it is drawn or not.
export function thicknessOf(element, value) {
  return value === "0" ? "0px" : lengthsIn(element, LINE_WIDTH_WORDS[value] ?? value);
}

const PAINTS = new Map([
  ["outline-width", thicknessOf],
  ["column-rule-width", thicknessOf],
  ["box-shadow", (element, value, current) => shadows(element, value, current, 4)],
  ["text-shadow", (element, value, current) => shadows(element, value, current, 3)],
  ["filter", filters],
  ["backdrop-filter", filters],
  ["background-image", images],
  ["border-image-source", images],
  ["list-style-image", images],
  ["mask-image", images],
  ["scrollbar-color", (element, value, current) => colorsIn(value, current)],
]);

// How such a property is computed; undefined for all others.
export function paintsOf(property) {
  return PAINTS.get(property);
}
