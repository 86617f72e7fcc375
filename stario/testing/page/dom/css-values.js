// The value of a CSS property as browsers write it back (CSSOM 6.7.2), for what pages set from scripts: words,
// colors, numbers, strings, functions. Null if it is none. A few shorthands
// are written anew (see written-forms.js), others stay as they were given.

import { computedColor } from "./computed-colors.js";
import { isColorName } from "./color-names.js";
import { calculated } from "./css-calc.js";
import { WIDE_KEYWORDS, keywordsOf, takesColor, takesLengths } from "./css-keywords.js";
import { FIXED_UNITS, PIXEL_UNITS, viewUnits } from "./css-units.js";
import { writtenForm } from "./written-forms.js";

const PART =
  /\s+|\/\*[^]*?\*\/|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|url\(\s*[^"'()\s]*\s*\)|#[\w-]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:%|[a-z]+)?|-{0,2}[a-z_\u0080-\uffff][-\w\u0080-\uffff]*\(?|[^]/giy;
const OTHER_COLORS = /^(?:hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|device-cmyk)\(/;
// Words of the page's own in them keep their case.
const NAMING =
  /^(?:font-family|font|animation.*|.*-name|grid.*|counter-.*|will-change|transition.*|anchor.*|position-.*|container.*|view-.*|list-style.*|content|quotes|page)$/;
const PIXELS_IN =
  /^(?:translate(?:x|y|z|3d)?|blur|drop-shadow|inset|perspective|polygon|circle|ellipse|minmax)\($/;
const NOT_NEGATIVE =
  /^(?:(?:min-|max-)?(?:width|height|inline-size|block-size)|padding(?:-.*)?|(?:row-|column-)?gap|border-(?:.*-)?(?:width|radius)|font-size)$/;
const DEGREES_IN = /^(?:rotate[xyz]?|skew[xy]?|hue-rotate)\($/;
const ALONG_AXIS = /^(?:translate|scale|rotate|skew)[xyz]\($/;
// The sizes of other units count for nothing where a sum is only written.
const WRITTEN_UNITS = { ...FIXED_UNITS, ...viewUnits(1, 1), "%": 1 };
for (const unit of "em ex ch ic lh rlh cap".split(" ")) WRITTEN_UNITS[unit] = 1;
const WRITTEN_SUMS = { units: WRITTEN_UNITS, fixed: PIXEL_UNITS, canonical: "px" };

export function normalValue(name, text) {
  const value = text.trim();
  // A property of the page's own may be empty, and is another thing than none.
  if (value === "") return name.startsWith("--") ? "" : null;
  if (name.startsWith("--") || /\b(?:var|env|attr)\(/i.test(value)) return value;
  const word = value.toLowerCase();
  if (WIDE_KEYWORDS.has(word)) return word;
  const words = keywordsOf(name);
  if (words !== undefined) return words.has(word) || /\s|\(/.test(word) ? word : null;
  if (takesColor(name)) return specifiedColor(value, word);
  if (name === "opacity") return opacityValue(word);
  if (takesLengths(name) && /^(?:calc|min|max|clamp)\(/.test(word)) {
    const sum = calculated(value, WRITTEN_SUMS);
    if (sum !== null) return sum.text;
  }
  const parts = writtenParts(name, value);
  if (parts !== null && NOT_NEGATIVE.test(name) && /(?:^|\s)-[\d.]*[1-9]/.test(parts)) return null;
  return parts === null ? null : writtenForm(name, parts);
}

// A specified color: names stay, what has components is written as rgb().
function specifiedColor(value, word) {
  if (isColorName(word) || OTHER_COLORS.test(word)) return word;
  if (word === "none" || word === "auto" || word.startsWith("url(")) {
    return writtenParts("fill", value);
  }
  if (/^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(word) || /^(?:rgb|hsl)a?\(/.test(word)) {
    return computedColor(word, () => word, "");
  }
  return /^\S+$/.test(word) ? null : value;
}

function opacityValue(word) {
  const found = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(%?)$/.exec(word);
  if (found === null) return word.includes("(") ? word : null;
  return String(found[2] === "" ? Number(found[1]) : Number(found[1]) / 100);
}

function numberText(text) {
  const found = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(.*)$/i.exec(text);
  // What JavaScript writes with an exponent is not writtenParts so in CSS.
  const number = Number(found[1]);
  const plain = Math.abs(number) < 1e-6 && number !== 0 ? number.toFixed(10) : String(number);
  return [plain, found[2].toLowerCase()];
}

function stringText(text) {
  const inner = text.slice(1, -1);
  return text[0] === "'" ? `"${inner.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"` : text;
}

// The parts one after the other, with one space where there was some, none around brackets.
function writtenParts(name, value) {
  const lengths = takesLengths(name);
  const open = [];
  let text = "";
  let spaced = false;
  PART.lastIndex = 0;
  for (let match = PART.exec(value); match !== null; match = PART.exec(value)) {
    const part = match[0];
    if (/^\s|^\/\*/.test(part)) {
      spaced = true;
      continue;
    }
    const inner = open.at(-1);
    const next = partText(name, part, inner === undefined ? lengths : PIXELS_IN.test(inner), open);
    if (next === null) return null;
    const joins = text === "" || /[([]$/.test(text) || /^[),\]]/.test(next);
    if (next === ",") text += ", ";
    else if (next === "/") text = `${text.trimEnd()} / `;
    else text += (spaced && !joins && !text.endsWith(" ") ? " " : "") + next;
    spaced = false;
  }
  return open.length > 0 ? null : text.trimEnd();
}

function partText(name, part, inPixels, open) {
  if (/^["']/.test(part)) return stringText(part);
  if (/^url\(/i.test(part))
    return part.length > 4 ? `url("${part.slice(4, -1).trim()}")` : opened(part, open);
  if (/^[-+]?\.?\d/.test(part)) {
    const [number, unit] = numberText(part);
    const inner = open.at(-1) ?? "";
    if (unit === "" && number === "0" && DEGREES_IN.test(inner)) return "0deg";
    if (unit !== "" || open.length > 0)
      return inPixels && unit === "" && number === "0" ? "0px" : number + unit;
    if (!inPixels) return number;
    return number === "0" ? "0px" : null;
  }
  if (part === "!" || part === ";") return null;
  if (part === ")") {
    open.pop();
    return part;
  }
  if (part.endsWith("(")) return opened(part.toLowerCase(), open);
  if (part.startsWith("#")) return computedColor(part.toLowerCase(), () => part, "");
  return NAMING.test(name) ? part : part.toLowerCase();
}

function opened(part, open) {
  open.push(part);
  return ALONG_AXIS.test(part) ? part.slice(0, -2) + part.at(-2).toUpperCase() + "(" : part;
}
