// The lines of what is contenteditable, as a caret goes through them: no line is wrapped here, one ends with its
// block or with <br>.

import { computedValue } from "./computed-values.js";

const ATOMS = new Set(
  "audio button canvas embed hr iframe img input meter object progress select svg textarea video".split(
    " ",
  ),
);

export function isBlockIn(element) {
  const display = computedValue(element, "display");
  return !display.startsWith("inline") && display !== "contents" && display !== "none";
}

function isAtom(element) {
  return ATOMS.has(element._localName) || element._attributes.get("contenteditable") === "false";
}

class LineReader {
  constructor(host) {
    this.host = host;
    this.lines = [];
    this.begin(host);
  }

  begin(block) {
    this.line = { block, units: [], end: null };
  }

  // What has nothing in it, and no <br> that keeps it open, is no line.
  finish(block) {
    const { units } = this.line;
    while (units.length > 0 && units.at(-1).isCollapsible) units.pop();
    if (units.length > 0 || this.line.end !== null) this.lines.push(this.line);
    this.begin(block);
  }

  read(parent, block) {
    for (let node = parent._first; node !== null; node = node._next) {
      if (node._kind === 3) this.readText(node);
      else if (node._kind !== 1 || computedValue(node, "display") === "none") continue;
      else if (node._localName === "br") {
        this.line.end = node;
        this.finish(block);
      } else if (isAtom(node)) this.line.units.push({ node, at: -1, isCollapsible: false });
      else if (isBlockIn(node)) {
        this.finish(node);
        this.read(node, node);
        this.finish(block);
      } else this.read(node, block);
    }
  }

  readText(node) {
    const keeps = computedValue(node._parent, "white-space").startsWith("pre");
    const { units } = this.line;
    for (let at = 0; at < node._data.length; at++) {
      const isCollapsible = !keeps && /[ \t\n\r]/.test(node._data[at]);
      // Of white space in a row one is seen, and none at the beginning.
      if (isCollapsible && (units.length === 0 || units.at(-1).isCollapsible)) continue;
      units.push({ node, at, isCollapsible });
    }
  }
}

// [{block, units, end}]: units are characters, {node, at}, or whole elements, with at -1; `end` is the <br> behind.
export function linesIn(host) {
  const reader = new LineReader(host);
  reader.read(host, host);
  reader.finish(host);
  if (reader.lines.length === 0) reader.lines.push(reader.line);
  return reader.lines;
}

// Positions are counted through: one more for each line that ends.
export function placeOfPosition(lines, position) {
  let left = position;
  for (let index = 0; index < lines.length; index++) {
    const { length } = lines[index].units;
    if (left <= length || index === lines.length - 1) {
      return { index, line: lines[index], offset: Math.min(left, length) };
    }
    left -= length + 1;
  }
  return null;
}

export function lastPosition(lines) {
  return lines.reduce((sum, { units }) => sum + units.length + 1, -1);
}

// The position at the beginning of a line.
export function startOfLine(lines, index) {
  return lastPosition(lines.slice(0, index)) + 1;
}
