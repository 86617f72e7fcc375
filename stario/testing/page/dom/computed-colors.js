// Colors as getComputedStyle writes them (CSS Color 4, section 15).

const NAMED_COLORS = {
  aqua: 0x00ffff,
  black: 0x000000,
  blue: 0x0000ff,
  brown: 0xa52a2a,
  coral: 0xff7f50,
  crimson: 0xdc143c,
  cyan: 0x00ffff,
  darkblue: 0x00008b,
  darkgray: 0xa9a9a9,
  darkgreen: 0x006400,
  darkgrey: 0xa9a9a9,
  darkorange: 0xff8c00,
  darkred: 0x8b0000,
  deeppink: 0xff1493,
  dimgray: 0x696969,
  dodgerblue: 0x1e90ff,
  fuchsia: 0xff00ff,
  gold: 0xffd700,
  gray: 0x808080,
  green: 0x008000,
  grey: 0x808080,
  hotpink: 0xff69b4,
  indigo: 0x4b0082,
  lightblue: 0xadd8e6,
  lightgray: 0xd3d3d3,
  lightgreen: 0x90ee90,
  lightgrey: 0xd3d3d3,
  lime: 0x00ff00,
  magenta: 0xff00ff,
  maroon: 0x800000,
  navy: 0x000080,
  olive: 0x808000,
  orange: 0xffa500,
  orchid: 0xda70d6,
  pink: 0xffc0cb,
  purple: 0x800080,
  rebeccapurple: 0x663399,
  red: 0xff0000,
  salmon: 0xfa8072,
  silver: 0xc0c0c0,
  skyblue: 0x87ceeb,
  steelblue: 0x4682b4,
  teal: 0x008080,
  tomato: 0xff6347,
  turquoise: 0x40e0d0,
  violet: 0xee82ee,
  white: 0xffffff,
  whitesmoke: 0xf5f5f5,
  yellow: 0xffff00,
};

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
  const named = NAMED_COLORS[text];
  if (named !== undefined) return written(named >> 16, (named >> 8) & 255, named & 255, 1);
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
