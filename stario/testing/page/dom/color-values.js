// Colors as a color well keeps them: "#rrggbb" (HTML standard 4.10.5.1.14).

const NAMES =
  "aqua:00ffff black:000000 blue:0000ff cyan:00ffff fuchsia:ff00ff gold:ffd700 gray:808080 green:008000 grey:808080 indigo:4b0082 lime:00ff00 magenta:ff00ff maroon:800000 navy:000080 olive:808000 orange:ffa500 pink:ffc0cb purple:800080 rebeccapurple:663399 red:ff0000 silver:c0c0c0 teal:008080 tomato:ff6347 transparent:000000 violet:ee82ee white:ffffff yellow:ffff00";
const named = new Map(NAMES.split(" ").map((entry) => entry.split(":")));

function twoDigits(part) {
  const byte = Math.max(0, Math.min(255, Math.round(part)));
  return byte.toString(16).padStart(2, "0");
}

function ofHex(digits) {
  if (digits.length === 6 || digits.length === 8) return digits.slice(0, 6);
  if (digits.length !== 3 && digits.length !== 4) return null;
  return [...digits.slice(0, 3)].map((digit) => digit + digit).join("");
}

// The digits of a CSS color: hexadecimal, a common name, or rgb(). Null for any other text.
function digitsOfColor(text) {
  const lower = text.trim().toLowerCase();
  if (/^#[0-9a-f]+$/.test(lower)) return ofHex(lower.slice(1));
  const rgb = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*(?:[,/]\s*[\d.]+%?\s*)?\)$/.exec(
    lower,
  );
  if (rgb !== null) return rgb.slice(1).map(Number).map(twoDigits).join("");
  return named.get(lower) ?? null;
}

export function colorValue(text) {
  return `#${digitsOfColor(text) ?? "000000"}`;
}
