// Sizes and weights of fonts, which are computed from those of the parent (CSS Fonts 4).

import { computedValue, flatParent, outerValue } from "./computed-values.js";
import { pixels, resolveLength } from "./css-lengths.js";

const FONT_SIZES = {
  "xx-small": 9,
  "x-small": 10,
  small: 13,
  medium: 16,
  large: 18,
  "x-large": 24,
  "xx-large": 32,
  "xxx-large": 48,
};

export function fontSizeOf(element) {
  return element === null ? 16 : parseFloat(computedValue(element, "font-size"));
}

export function computedFontSize(element, value, pseudo) {
  const parent = pseudo === null ? flatParent(element) : element;
  const outer = parent === null ? 16 : parseFloat(outerValue(parent, "font-size"));
  const given = value.toLowerCase();
  if (given in FONT_SIZES) return `${FONT_SIZES[given]}px`;
  if (given === "smaller") return pixels(outer / 1.2);
  if (given === "larger") return pixels(outer * 1.2);
  const percent = /^([\d.]+)%$/.exec(given);
  if (percent !== null) return pixels((outer * Number(percent[1])) / 100);
  const size = resolveLength(given, outer);
  return size === null ? `${outer}px` : pixels(size);
}

export function computedFontWeight(element, value) {
  if (value === "bold") return "700";
  if (value === "normal") return "400";
  if (value !== "bolder" && value !== "lighter") return value;
  const parent = flatParent(element);
  const outer = parent === null ? 400 : Number(outerValue(parent, "font-weight"));
  if (value === "bolder") return outer < 350 ? "400" : outer < 550 ? "700" : "900";
  return outer < 550 ? "100" : outer < 750 ? "400" : "700";
}
