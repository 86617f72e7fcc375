// Changes of what is contenteditable as Chromium makes them: text put in, and ranges taken out.

import { cloneNode } from "./clone-node.js";
import { setData } from "./character-data.js";
import { linesIn, placeOfPosition } from "./editing-lines.js";
import { notSimulated } from "./not-simulated.js";
import { insert, remove } from "./tree.js";

const NO_BREAK_SPACE = "\u00a0";
const isSpace = (character) => character === " " || character === NO_BREAK_SPACE;

export function freshElement(host, name) {
  return host._document.createElement(name);
}

// The elements around a node, up to the block, the innermost first.
function inlinesAround(node, block) {
  const found = [];
  for (let at = node._parent; at !== block; at = at._parent) found.push(at);
  return found;
}

// A space at the edge of its line, or beside another, would not be seen.
function visibleSpaces(text, before, after) {
  if (text !== " ") return text;
  const isAtEdge = before === "" || after === "";
  return isAtEdge || isSpace(before) || isSpace(after) ? NO_BREAK_SPACE : " ";
}

function charOf(unit) {
  return unit === undefined || unit.at < 0 ? "" : unit.node._data[unit.at];
}

// `typing`: the inline elements that what was taken out there was in.
export function putText(host, position, given, typing) {
  const lines = linesIn(host);
  const { index, line, offset } = placeOfPosition(lines, position);
  const [before, after] = [line.units[offset - 1], line.units[offset]];
  const text = visibleSpaces(given, charOf(before), charOf(after));
  if (typing.length === 0 && before !== undefined && before.at >= 0) {
    const { node, at } = before;
    const endsWithSpace = node._data[at] === NO_BREAK_SPACE && !isSpace(text[0]);
    const isLone = endsWithSpace && at > 0 && node._data[at - 1] !== " ";
    const head = node._data.slice(0, isLone ? at : at + 1) + (isLone ? " " : "");
    // What was not seen behind the last character goes with it.
    const rest = node._data.slice(at + 1);
    setData(node, head + text + (after === undefined && rest.trim() === "" ? "" : rest));
    return;
  }
  if (typing.length === 0 && after !== undefined && after.at >= 0) {
    const { node, at } = after;
    setData(node, node._data.slice(0, at) + text + node._data.slice(at));
    return;
  }
  let added = host._document.createTextNode(text);
  for (const element of typing) {
    const copy = cloneNode(element, false, host._document);
    insert(copy, added, null);
    added = copy;
  }
  if (before !== undefined) insert(before.node._parent, added, before.node._next);
  else if (after !== undefined) insert(after.node._parent, added, after.node);
  else if (line.end !== null) {
    insert(line.end._parent, added, line.end);
    // It has kept the block open, unless there is a line behind it.
    if (lines[index + 1]?.block !== line.block) remove(line.end);
  } else insert(line.block, added, null);
}

function removeEmptied(node, block) {
  let at = node;
  while (at !== block && at._first === null) {
    const parent = at._parent;
    remove(at);
    at = parent;
  }
}

function takeUnits(units, block) {
  const texts = new Map();
  for (const { node, at } of units) {
    if (at < 0) remove(node);
    else if (texts.has(node)) texts.get(node).push(at);
    else texts.set(node, [at]);
  }
  for (const [node, places] of texts) {
    const kept = [...node._data].filter((_, at) => !places.includes(at)).join("");
    if (kept.trim() === "" && !kept.includes(NO_BREAK_SPACE)) {
      const parent = node._parent;
      remove(node);
      removeEmptied(parent, block);
    } else setData(node, kept);
  }
}

// The children of a block that a line is made of.
export function nodesOfLine({ block, units, end }) {
  const outermost = (node) => {
    let at = node;
    while (at._parent !== block) at = at._parent;
    return at;
  };
  const found = new Set(units.map(({ node }) => outermost(node)));
  if (end !== null) found.add(outermost(end));
  return [...found];
}

// Put a node to the end of a line.
export function appendToLine(line, node) {
  const last = nodesOfLine(line).at(-1);
  insert(line.block, node, last === undefined ? null : last._next);
}

// Take out what is between two positions. Gives the inline elements that are gone with what was first.
export function takeRange(host, from, to) {
  const lines = linesIn(host);
  const start = placeOfPosition(lines, from);
  const end = placeOfPosition(lines, to);
  const { line } = start;
  if (start.index === end.index) {
    return takeWithin(host, line, line.units.slice(start.offset, end.offset));
  }
  const rest = lines[end.index];
  if (rest.block !== line.block && lines[end.index + 1]?.block === rest.block) {
    notSimulated("joining blocks of several lines by a key");
  }
  const taken = line.units.slice(start.offset);
  const around = taken.length === 0 ? [] : inlinesAround(taken[0].node, line.block);
  if (line.end !== null) remove(line.end);
  line.end = null;
  const moved = nodesOfLine(rest);
  const isEmptyRest = end.offset === rest.units.length;
  takeUnits(rest.units.slice(0, end.offset), rest.block);
  for (const between of lines.slice(start.index + 1, end.index)) takeLine(host, between);
  const kept = { ...line, units: line.units.slice(0, start.offset) };
  if (rest.block !== line.block) {
    let anchor = nodesOfLine(line).at(-1) ?? null;
    for (const node of moved) {
      if (node._parent !== rest.block || (isEmptyRest && node === rest.end)) continue;
      insert(line.block, node, anchor === null ? null : anchor._next);
      anchor = node;
    }
    if (rest.block !== host) {
      if (rest.end?._parent === rest.block) remove(rest.end);
      removeEmptied(rest.block, host);
    }
  }
  takeUnits(taken, line.block);
  const isHeldOpen = rest.block === line.block && rest.end !== null;
  if (kept.units.length === 0 && isEmptyRest && !isHeldOpen) placeBreak(line.block);
  return around.filter((element) => !element._connected);
}

function takeLine(host, line) {
  takeUnits(line.units, line.block);
  if (line.end !== null) remove(line.end);
  if (line.block !== host) removeEmptied(line.block, host);
}

function takeWithin(host, line, taken) {
  const { block } = line;
  if (taken.length === 0) return [];
  const around = inlinesAround(taken[0].node, block);
  if (taken.length === line.units.length && line.end === null) {
    const [first] = nodesOfLine(line);
    insert(block, freshElement(host, "br"), first);
  }
  takeUnits(taken, block);
  return around.filter((element) => !element._connected);
}

export function placeBreak(block) {
  insert(block, block._document.createElement("br"), null);
}

// A <div> that says nothing goes with the last of its text.
export function unwrapLast(host) {
  const only = host._first;
  if (only === null || only._next !== null || only._localName !== "div") return;
  if (only._attributes.size > 0 || only._first?._localName !== "br") return;
  insert(host, only._first, only);
  remove(only);
}
