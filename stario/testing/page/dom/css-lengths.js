// Lengths in pixels (CSS Values 4, section 6).

import { FIXED_UNITS } from "./css-units.js";
import { viewport } from "./media.js";

// The pixels of a length, or null if the text is none. `fontSize` is what 1em is, or a function that tells it.
export function resolveLength(text, emSize, fontSize = () => emSize) {
  // A sum of one part is that part.
  const plain = text.trim().replace(/^calc\(([^\s()]*)\)$/i, "$1");
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/i.exec(plain);
  if (found === null) return null;
  const number = Number(found[1]);
  const unit = found[2].toLowerCase();
  if (unit === "") return number === 0 ? 0 : null;
  if (unit in FIXED_UNITS) return number * FIXED_UNITS[unit];
  if (unit === "em") return number * fontSize();
  if (unit === "ch" || unit === "ex") return (number * fontSize()) / 2;
  if (/^[sld]?vw$/.test(unit) || /^[sld]?vi$/.test(unit))
    return (number * viewport.innerWidth) / 100;
  if (/^[sld]?vh$/.test(unit) || /^[sld]?vb$/.test(unit))
    return (number * viewport.innerHeight) / 100;
  if (/^[sld]?vmin$/.test(unit))
    return (number * Math.min(viewport.innerWidth, viewport.innerHeight)) / 100;
  if (/^[sld]?vmax$/.test(unit))
    return (number * Math.max(viewport.innerWidth, viewport.innerHeight)) / 100;
  return null;
}

// As Chromium writes numbers: six significant digits.
export function pixels(number) {
  return `${Number(number.toPrecision(6))}px`;
}
