// Colors as getComputedStyle writes them (CSS Color 4, section 15).

import { digitsOfName } from "./color-names.js";

function written(red, green, blue, alpha) {
  return alpha === 1
    ? `rgb(${red}, ${green}, ${blue})`
    : `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

// In as few digits as lead back to the same byte (CSSOM 6.7.2).
function shareOf(byte) {
  const short = Number((byte / 255).toFixed(2));
  return Math.round(short * 255) === byte ? short : Number((byte / 255).toFixed(3));
}

function rgbOfHex(text) {
  const digits = text.length < 6 ? [...text].map((digit) => digit + digit).join("") : text;
  const [red, green, blue, alpha] = digits.match(/../g).map((pair) => parseInt(pair, 16));
  return written(red, green, blue, alpha === undefined ? 1 : shareOf(alpha));
}

function channel(text) {
  const number = text.endsWith("%") ? parseFloat(text) * 2.55 : parseFloat(text);
  return Math.min(255, Math.max(0, Math.round(number)));
}

function opacityOf(text) {
  if (text === undefined) return 1;
  const number = text.endsWith("%") ? parseFloat(text) / 100 : parseFloat(text);
  return Math.min(1, Math.max(0, number));
}

function ofHSL(hue, saturation, lightness, alpha) {
  const share = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset) => {
    const at = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - share * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return written(part(0), part(8), part(4), alpha);
}

// `current` tells what currentcolor is. What is no color of these kinds comes back as it is.
export function computedColor(value, current, property) {
  const text = value.trim().toLowerCase();
  if (text === "currentcolor") return property === "color" ? "rgb(0, 0, 0)" : current();
  if (text === "transparent") return "rgba(0, 0, 0, 0)";
  if (text === "highlight") return "rgba(0, 65, 198, 0.8)";
  const named = digitsOfName(text);
  if (named !== undefined) return rgbOfHex(named);
  if (/^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(text)) return rgbOfHex(text.slice(1));
  const found = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text);
  if (found === null) return value;
  const parts = found[2].split(/[\s,/]+/).filter((part) => part !== "");
  if (parts.length < 3) return value;
  const alpha = opacityOf(parts[3]);
  if (found[1] === "rgb")
    return written(channel(parts[0]), channel(parts[1]), channel(parts[2]), alpha);
  const hue = ((parseFloat(parts[0]) % 360) + 360) % 360;
  return ofHSL(hue, parseFloat(parts[1]) / 100, parseFloat(parts[2]) / 100, alpha);
}
