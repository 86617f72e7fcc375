// Lengths in computed values, as far as they need no layout.

import { fontSizeOf } from "./computed-fonts.js";
import { pixels, resolveLength } from "./css-lengths.js";

// A sum of one part, which is that part.
const ONE_PART = /(?<![-\w])calc\(([-+]?[\d.]+[a-z]+)\)/gi;

// Lengths in units of a font's size, or of the screen's, are pixels.
export function lengthsIn(element, value) {
  if (!/\d/.test(value) || /["']|url\(/.test(value)) return value;
  const plain = value.replace(ONE_PART, "$1");
  return plain.replace(/(?<![-\w#.])[+-]?(?:\d+\.?\d*|\.\d+)(?:[a-z]+)?(?![\w%(])/gi, (length) => {
    if (/^[+-]?[\d.]+$/.test(length)) return length;
    const size = resolveLength(length, 16, () => fontSizeOf(element));
    return size === null ? length : pixels(size);
  });
}
