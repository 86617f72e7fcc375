// A list of declarations as text, and back (CSS Syntax 5.4.5, CSSOM 6.7).

import { propertyNamed } from "./css-properties.js";
import { normalValue } from "./css-values.js";

const CLOSES = { "(": ")", "[": "]", "{": "}" };

// The pieces of a text between `separator`, where that is not in a string, a comment or brackets.
export function splitOutside(text, separator) {
  const pieces = [];
  const open = [];
  let piece = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === "\\") {
      piece += char + (text[i + 1] ?? "");
      i++;
    } else if (char === '"' || char === "'") {
      const end = endOfString(text, i);
      piece += text.slice(i, end);
      i = end - 1;
    } else if (char === "/" && text[i + 1] === "*") {
      const end = text.indexOf("*/", i + 2);
      i = end < 0 ? text.length : end + 1;
    } else if (char === separator && open.length === 0) {
      pieces.push(piece);
      piece = "";
    } else {
      if (CLOSES[char] !== undefined) open.push(CLOSES[char]);
      else if (char === open.at(-1)) open.pop();
      piece += char;
    }
  }
  pieces.push(piece);
  return pieces;
}

function endOfString(text, start) {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === text[start]) return i + 1;
  }
  return text.length;
}

export function declarationsOf(text) {
  const declarations = new Map();
  if (text === "") return declarations;
  for (const piece of splitOutside(text, ";")) {
    const colon = piece.indexOf(":");
    if (colon < 0) continue;
    const name = propertyNamed(piece.slice(0, colon).trim());
    if (name === null) continue;
    const bang = /![\s]*important\s*$/i.exec(piece);
    const important = bang !== null;
    const value = normalValue(name, piece.slice(colon + 1, important ? bang.index : undefined));
    if (value === null) continue;
    if (declarations.get(name)?.important && !important) continue;
    // What is declared again stands where it was declared last.
    declarations.delete(name);
    declarations.set(name, { value, important });
  }
  // The important ones come after all others, as Chromium has it.
  for (const [name, declaration] of [...declarations]) {
    if (!declaration.important) continue;
    declarations.delete(name);
    declarations.set(name, declaration);
  }
  return declarations;
}

export function declarationText(declarations) {
  const texts = [];
  for (const [name, { value, important }] of declarations) {
    texts.push(`${name}: ${value}${important ? " !important" : ""};`);
  }
  return texts.join(" ");
}
