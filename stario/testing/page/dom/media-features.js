// What is asked of a medium (Media Queries 5): a screen of Playwright's default size, with a mouse, light, and no wish
// for less motion.

import { calculated } from "./css-calc.js";
import { FIXED_UNITS, PIXEL_UNITS, viewUnits } from "./css-units.js";
import { splitOutside } from "./declarations.js";

const VIEW_WIDTH = 1280;
const VIEW_HEIGHT = 720;
const MEDIA_NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const LENGTH_UNITS = {
  ...FIXED_UNITS,
  ...viewUnits(VIEW_WIDTH / 100, VIEW_HEIGHT / 100),
  em: 16,
  ic: 16,
  ch: 8,
  ex: 8,
};
const LENGTH_SUMS = { units: LENGTH_UNITS, fixed: PIXEL_UNITS, canonical: "px" };
const RESOLUTION_UNITS = { dppx: 1, x: 1, dpi: 1 / 96, dpcm: 2.54 / 96 };
const RESOLUTION_SUMS = { units: RESOLUTION_UNITS, fixed: RESOLUTION_UNITS, canonical: "dppx" };

// Each takes a value apart: {number, text}, or null if it is none.

function withUnit(units, text) {
  const found = new RegExp(`^(${MEDIA_NUMBER})([a-z]*)$`).exec(text);
  if (found === null) return null;
  const number = Number(found[1]);
  const unit = found[2];
  if (unit === "") return number === 0 && units === LENGTH_UNITS ? { number, text: "0" } : null;
  return unit in units ? { number: number * units[unit], text: `${number}${unit}` } : null;
}

const mediaLength = (text) => withUnit(LENGTH_UNITS, text) ?? calculated(text, LENGTH_SUMS);
const mediaResolution = (text) =>
  withUnit(RESOLUTION_UNITS, text) ?? calculated(text, RESOLUTION_SUMS);

function mediaInteger(text) {
  if (/^[-+]?\d+$/.test(text)) return { number: Number(text), text: String(Number(text)) };
  const found = calculated(text);
  return found && { number: Math.round(found.number), text: found.text };
}

function mediaNumber(text) {
  if (!new RegExp(`^${MEDIA_NUMBER}$`).test(text)) return calculated(text);
  return { number: Number(text), text: String(Number(text)) };
}

function mediaRatio(text) {
  const [across, down = mediaNumber("1"), more] = splitOutside(text, "/").map((part) =>
    mediaNumber(part.trim()),
  );
  if (across === null || down === null || more !== undefined) return null;
  if (across.number < 0 || down.number < 0) return null;
  return { number: across.number / down.number, text: `${across.text} / ${down.text}` };
}

// Those that can be compared: what reads their values, and the one that holds.
const RANGE_FEATURES = new Map([
  ["width", [mediaLength, VIEW_WIDTH]],
  ["height", [mediaLength, VIEW_HEIGHT]],
  ["device-width", [mediaLength, VIEW_WIDTH]],
  ["device-height", [mediaLength, VIEW_HEIGHT]],
  ["aspect-ratio", [mediaRatio, VIEW_WIDTH / VIEW_HEIGHT]],
  ["device-aspect-ratio", [mediaRatio, VIEW_WIDTH / VIEW_HEIGHT]],
  ["color", [mediaInteger, 8]],
  ["color-index", [mediaInteger, 0]],
  ["monochrome", [mediaInteger, 0]],
  ["resolution", [mediaResolution, 1]],
  ["-webkit-device-pixel-ratio", [mediaNumber, 1]],
]);

// The words that others take, the first of which holds.
const WORD_FEATURES = new Map(
  Object.entries({
    "any-hover": "hover none",
    "any-pointer": "fine coarse none",
    "color-gamut": "srgb p3 rec2020",
    "display-mode": "browser fullscreen minimal-ui picture-in-picture standalone",
    "dynamic-range": "standard high",
    "forced-colors": "none active",
    grid: "0 1",
    hover: "hover none",
    "inverted-colors": "none inverted",
    orientation: "landscape portrait",
    "overflow-block": "scroll none paged",
    "overflow-inline": "scroll none",
    pointer: "fine coarse none",
    "prefers-color-scheme": "light dark",
    "prefers-contrast": "no-preference more less custom",
    "prefers-reduced-data": "no-preference reduce",
    "prefers-reduced-motion": "no-preference reduce",
    "prefers-reduced-transparency": "no-preference reduce",
    scripting: "enabled initial-only none",
    update: "fast slow none",
    "video-dynamic-range": "standard high",
  }).map(([name, words]) => [name, words.split(" ")]),
);
const NO_WORDS = new Set(["none", "no-preference", "0"]);

function compareFeature(left, operator, right) {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  if (operator === ">=") return left >= right;
  return left === right;
}

// What stands in brackets: {text, value}; null if it is nothing that is known.
export function mediaFeature(written) {
  const text = written.trim().toLowerCase();
  const colon = text.indexOf(":");
  if (colon >= 0)
    return featureWithValue(text.slice(0, colon).trimEnd(), text.slice(colon + 1).trim());
  if (/[<>=]/.test(text)) return comparedFeature(text);
  if (RANGE_FEATURES.has(text)) return { text, value: RANGE_FEATURES.get(text)[1] !== 0 };
  return WORD_FEATURES.has(text)
    ? { text, value: !NO_WORDS.has(WORD_FEATURES.get(text)[0]) }
    : null;
}

function featureWithValue(name, written) {
  const words = WORD_FEATURES.get(name);
  if (words !== undefined) {
    return words.includes(written)
      ? { text: `${name}: ${written}`, value: words[0] === written }
      : null;
  }
  const [, webkit = "", bound, rest] = /^(-webkit-)?(?:(min|max)-)?(.*)$/.exec(name);
  const range = RANGE_FEATURES.get(webkit + rest);
  const value = range?.[0](written) ?? null;
  if (value === null) return null;
  const operator = bound === "min" ? ">=" : bound === "max" ? "<=" : "=";
  return {
    text: `${name}: ${value.text}`,
    value: compareFeature(range[1], operator, value.number),
  };
}

// Such as 100px <= width < 200px.
function comparedFeature(text) {
  const parts = text.split(/\s*([<>]=?|=)\s*/);
  const at = parts.findIndex((part, i) => i % 2 === 0 && RANGE_FEATURES.has(part));
  if (at < 0 || parts.length > 5 || (parts.length === 5 && !isOneWay(parts, at))) return null;
  const [read, holds] = RANGE_FEATURES.get(parts[at]);
  const values = parts.map((part, i) => (i % 2 === 1 || i === at ? null : read(part)));
  if (parts.some((part, i) => i % 2 === 0 && i !== at && values[i] === null)) return null;
  const sideOf = (i) => (i === at ? holds : values[i].number);
  const steps = parts.flatMap((part, i) =>
    i % 2 === 1 ? [compareFeature(sideOf(i - 1), part, sideOf(i + 1))] : [],
  );
  return {
    text: parts.map((part, i) => values[i]?.text ?? part).join(" "),
    value: steps.every(Boolean),
  };
}

function isOneWay(parts, at) {
  return at === 2 && parts[1][0] === parts[3][0] && parts[1] !== "=";
}

export const viewSize = { width: VIEW_WIDTH, height: VIEW_HEIGHT };
