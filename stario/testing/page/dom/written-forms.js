// How browsers write the values of some properties that can be given in several ways (CSSOM 6.7.2, "serialize a CSS
// value"): in an order of their own, without what is said twice, with what was left out.

import { computedColor } from "./computed-colors.js";
import { splitOutside } from "./declarations.js";
import { valueWords } from "./shorthands.js";

const FOR_FOUR_SIDES =
  /^(?:(?:scroll-)?(?:margin|padding)|inset|border-(?:width|style|color|radius))$/;
const FOR_TWO_SIDES =
  /^(?:gap|overflow|overscroll-behavior|place-(?:items|content|self)|(?:margin|padding|inset)-(?:inline|block))$/;
const FOR_LINES =
  /^(?:border(?:-(?:top|right|bottom|left|inline|block)(?:-start|-end)?)?|outline|column-rule)$/;
const FORM_STYLE = /^(?:auto|none|hidden|dotted|dashed|solid|double|groove|ridge|inset|outset)$/;
const FORM_NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/;
const FORM_SIZE = /^(?:thin|medium|thick$|[-+.]?\d|calc\(|min\(|max\(|clamp\()/;
const FORM_TIME = /^[-+.]?[\d.]+m?s$/;
const FORM_TIMING =
  /^(?:ease(?:-in|-out|-in-out)?|linear|step-start|step-end|(?:cubic-bezier|steps|linear)\(.*)$/;

const IS_PLACE = /^(?:background-position|object-position|transform-origin|perspective-origin)$/;
const GENERIC_FAMILIES =
  /^"(?:serif|sans-serif|monospace|cursive|fantasy|math|system-ui|ui-.*|inherit|initial|unset|default)"$/i;
// Words that are of none of these come last.
const LIST_ORDER = [/^(?:inside|outside)$/, /^(?:none|[a-z-]+\(.*)$/];
const DECORATION_ORDER = [
  /^underline$/,
  /^overline$/,
  /^line-through$/,
  /^(?:from-font|[-+.]?\d.*)$/,
  /^(?:solid|double|dotted|dashed|wavy)$/,
];
const DECORATION_DEFAULTS = new Set(["none", "auto", "solid"]);
const EMPHASIS_ORDER = [
  /^(?:filled|open)$/,
  /^(?:dot|circle|double-circle|triangle|sesame|none|".*)$/,
];

const knownForms = new Map();

// What a value is written as, which has been brought to its usual words already.
export function writtenForm(name, value) {
  let form = knownForms.get(name);
  if (form === undefined) knownForms.set(name, (form = formOf(name)));
  return form === null || isHardToSplit(value, name) ? value : form(value);
}

function formOf(name) {
  if (FOR_FOUR_SIDES.test(name))
    return (value) => (value.includes("/") ? value : foursome(valueWords(value).map(colorForm)));
  if (FOR_TWO_SIDES.test(name)) return (value) => pair(valueWords(value));
  if (FOR_LINES.test(name)) return (value) => lineForm(name, valueWords(value));
  if (IS_PLACE.test(name)) return (value) => ofEach(value, placeForm);
  switch (name) {
    case "box-shadow":
    case "text-shadow":
      return (value) => ofEach(value, shadowForm);
    case "flex":
      return (value) => flexForm(valueWords(value)) ?? value;
    case "flex-flow":
      return flowForm;
    case "transition":
      return (value) => ofEach(value, transitionForm);
    case "background-size":
      return (value) => ofEach(value, coverForm);
    case "list-style":
      return (value) => sortedWords(valueWords(value), LIST_ORDER);
    case "text-decoration":
      return (value) => decorationForm(valueWords(value));
    case "text-emphasis":
    case "text-emphasis-style":
      return (value) => sortedWords(valueWords(value), EMPHASIS_ORDER);
    case "aspect-ratio":
      return (value) => (FORM_NUMBER.test(value) ? `${value} / 1` : value);
    case "font-family":
      return (value) => ofEach(value, familyForm);
    default:
      return null;
  }
}

// Strings with spaces in them, and more brackets in brackets than words are taken for.
function isHardToSplit(value, name) {
  if (value.includes('"')) return name !== "font-family";
  if (!value.includes("(")) return false;
  return valueWords(value).join("").replace(/\s/g, "") !== value.replace(/\s/g, "");
}

function ofEach(value, form) {
  return splitOutside(value, ",")
    .map((part) => form(valueWords(part), part.trim()))
    .join(", ");
}

function pair(words) {
  return words.length === 2 && words[0] === words[1] ? words[0] : words.join(" ");
}

// Top, right, bottom, left: what comes of those before it is left out.
function foursome(words) {
  const [top, right = top, bottom = top, left = right] = words;
  if (words.length > 4) return words.join(" ");
  if (left !== right) return [top, right, bottom, left].join(" ");
  if (bottom !== top) return [top, right, bottom].join(" ");
  return pair([top, right]);
}

function colorForm(word) {
  return /^(?:rgb|hsl)a?\(/.test(word) ? computedColor(word, () => word, "") : word;
}

function lengthForm(word) {
  return word === "0" ? "0px" : word;
}

// Width, style, color; those of an outline the other way round.
function lineForm(name, words) {
  const style = words.find((word) => FORM_STYLE.test(word));
  const width = words.find((word) => word !== style && FORM_SIZE.test(word));
  const color = words.find((word) => word !== style && word !== width);
  const parts = [width && lengthForm(width), style, color && colorForm(color)];
  if (name === "outline") parts.reverse();
  return parts.filter(Boolean).join(" ");
}

// The color, the lengths, `inset`.
function shadowForm(words) {
  const isInset = words.includes("inset");
  const others = words.filter((word) => word !== "inset");
  const lengths = others.filter((word) => FORM_SIZE.test(word));
  const colors = others.filter((word) => !FORM_SIZE.test(word));
  return [...colors.map(colorForm), ...lengths.map(lengthForm), ...(isInset ? ["inset"] : [])].join(
    " ",
  );
}

function flexForm(words) {
  if (words.length === 1 && words[0] === "none") return "0 0 auto";
  const numbers = words.filter((word) => FORM_NUMBER.test(word));
  // A third number is the basis: a zero.
  const last = numbers.length === 3 ? numbers.pop() : undefined;
  const others = words.filter((word) => !FORM_NUMBER.test(word));
  if (numbers.length > 2 || others.length > 1) return null;
  const [grow = "1", shrink = "1"] = numbers;
  return `${grow} ${shrink} ${others[0] ?? lengthForm(last ?? "0%")}`;
}

function flowForm(value) {
  const words = valueWords(value);
  if (words.length < 2) return value === "nowrap" ? "row" : value;
  const direction = words.find((word) => /^(?:row|column)/.test(word));
  const wrap = words.find((word) => /wrap/.test(word));
  if (wrap === "nowrap") return direction;
  return direction === "row" ? wrap : `${direction} ${wrap}`;
}

// What is as it would be anyway is left out: "all", "ease", no delay.
function transitionForm(words, text) {
  const times = words.filter((word) => FORM_TIME.test(word));
  const timing = words.find((word) => FORM_TIMING.test(word)) ?? "ease";
  const [property = "all", more] = words.filter((word) => word !== timing && !FORM_TIME.test(word));
  if (more !== undefined || times.length > 2) return text;
  const [duration = "0s", delay = "0s"] = times;
  const parts = [];
  if (property !== "all") parts.push(property);
  if (Number.parseFloat(duration) !== 0) parts.push(duration);
  if (timing !== "ease") parts.push(timing);
  if (Number.parseFloat(delay) !== 0) parts.push(delay);
  return parts.length === 0 ? property : parts.join(" ");
}

function sortedWords(words, order) {
  const placeOf = (word) => {
    const place = order.findIndex((pattern) => pattern.test(word));
    return place < 0 ? order.length : place;
  };
  return words.toSorted((a, b) => placeOf(a) - placeOf(b)).join(" ");
}

function decorationForm(words) {
  const told = words.filter((word) => !DECORATION_DEFAULTS.has(word));
  return told.length === 0 ? "none" : sortedWords(told, DECORATION_ORDER);
}

// Across, then down; what is left out is the center.
function placeForm(words, text) {
  const isDown = (word) => word === "top" || word === "bottom";
  const [first, second] = words;
  if (words.length === 1) return isDown(first) ? `center ${first}` : `${first} center`;
  if (words.length !== 2) return text;
  return isDown(first) || second === "left" || second === "right" ? `${second} ${first}` : text;
}

function coverForm(words, text) {
  if (words.length === 2 && words[0] === "auto" && words[1] === "auto") return "auto";
  return words.length === 1 && FORM_SIZE.test(text) ? `${text} auto` : text;
}

// One word goes without quotes, several with them.
function familyForm(words, text) {
  if (/^"[a-z_][\w-]*"$/i.test(text) && !GENERIC_FAMILIES.test(text)) return text.slice(1, -1);
  return /^[^"(]+ [^"(]+$/.test(text) ? `"${text}"` : text;
}
