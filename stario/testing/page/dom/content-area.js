// Whether what is in an element gives its box an area. In loops: scripts nest elements deeper than calls can be.
//
// A level is {element, children, at}: an element that is looked into, and which of its children is the next. What it
// comes to is in its `answers`, by the question: each element that an element is in may be asked about, too.

import {
  INLINE_BOX,
  boxOf,
  containsFloats,
  flatChildren,
  hasGeneratedContent,
  hasMarginDown,
  isHighByItself,
  isInkedText,
  isLaidOut,
  isSaidToBeHigh,
  isStretched,
} from "./box-area.js";
import { rememberedFor } from "./computed-values.js";
import { cssPixels, cssValue, hasEdgesAcross, isReplaced, replacedBox } from "./replaced-box.js";
import { SVG_NS } from "./names.js";

const INLINE_LEVEL = /^inline|^ruby$/;

function areaLevel(element, question) {
  const answers = rememberedFor(element, "area()", () => new Map());
  return { element, children: flatChildren(element), at: 0, question, answers };
}

// Does one of the children, or something in them, satisfy `test`? Where it gives a level, the child's own children
// decide, and at their end `atEnd`.
function anyInside(first, test, atEnd) {
  const open = [first];
  for (;;) {
    const level = open[open.length - 1];
    const outcome = level.answers.get(level.question) ?? ofNextChild(level, test);
    if (outcome === null) continue;
    if (typeof outcome !== "boolean") {
      open.push(outcome);
      continue;
    }
    level.answers.set(level.question, outcome);
    open.pop();
    if (open.length === 0) return outcome;
    if (!outcome && !atEnd(level)) continue;
    const outer = open[open.length - 1];
    outer.answers.set(outer.question, true);
  }
}

// True, false at the end of the children, a level, or null: another child is to be asked.
function ofNextChild(level, test) {
  if (level.at === level.children.length) return false;
  const child = level.children[level.at++];
  const outcome = child._kind === 3 ? isInkedText(child) : isLaidOut(child) && test(child, level);
  return outcome === false ? null : outcome;
}

// `withFloats`: do floats count, too?
export function childrenAreHigh(element, withFloats) {
  return anyInside(heightLevel(element, withFloats), childIsHigh, isHighAtEnd);
}

function heightLevel(element, withFloats) {
  return { ...areaLevel(element, withFloats ? "high with floats" : "high"), withFloats };
}

function childIsHigh(child, { withFloats }) {
  if (cssValue(child, "float") !== "none") return withFloats && boxOf(child).down;
  const display = cssValue(child, "display");
  if (display === "contents") return heightLevel(child, withFloats);
  if (child._localName === "br" && child._isHTML) return true;
  if (display === "inline" && !isReplaced(child)) {
    return hasEdgesAcross(child) || heightLevel(child, withFloats);
  }
  if (INLINE_LEVEL.test(display) || (withFloats && hasMarginDown(child))) return true;
  if (!isPlainBox(child) || INLINE_BOX.test(display)) return boxOf(child).down;
  const said = isSaidToBeHigh(child);
  if (said !== null) return said;
  const isHigh = isHighByItself(child);
  if (isHigh === null) return heightLevel(child, containsFloats(child));
  return isHigh || isStretched(child);
}

function isHighAtEnd({ element }) {
  const display = cssValue(element, "display");
  if (display === "contents") return false;
  return hasGeneratedContent(element) || (display !== "inline" && isStretched(element));
}

// Its box is as large as its style and its content say: it is no image, and no shape in one.
function isPlainBox(element) {
  return (element._namespace !== SVG_NS || element._localName === "svg") && !isReplaced(element);
}

// Does what is in it make a box that shrinks to its content wider than nothing?
export function contentIsWide(element) {
  const isWide = ({ element: inner }) => hasGeneratedContent(inner);
  return anyInside(areaLevel(element, "wide"), childIsWide, isWide) || hasGeneratedContent(element);
}

function childIsWide(child) {
  if (cssValue(child, "display") === "contents") return areaLevel(child, "wide");
  if (isReplaced(child)) return replacedBox(child).across;
  const isWide =
    cssPixels(child, "width") > 0 || cssPixels(child, "min-width") > 0 || hasEdgesAcross(child);
  return isWide || areaLevel(child, "wide");
}

// {across, down}: the extents of what is in a line.
export function inlineBox(element) {
  const open = [inlineLevel(element)];
  for (;;) {
    const level = open[open.length - 1];
    if ((level.across && level.down) || level.at === level.children.length) {
      level.answers.set("in a line", { across: level.across, down: level.down });
      open.pop();
      if (open.length === 0) return level;
      addExtents(open[open.length - 1], level.across, level.down);
      continue;
    }
    const child = level.children[level.at++];
    if (child._kind === 3) {
      if (isInkedText(child)) level.across = level.down = true;
    } else if (isLaidOut(child)) {
      if (isInLine(child)) open.push(inlineLevel(child));
      else addToLine(level, boxOf(child), child);
    }
  }
}

// One whose answer is known has no children left to be asked.
function inlineLevel(element) {
  const level = areaLevel(element, "in a line");
  const known = level.answers.get("in a line");
  if (known !== undefined) return { ...level, ...known, at: level.children.length };
  const hasOwn = hasEdgesAcross(element) || hasGeneratedContent(element);
  return { ...level, across: hasOwn, down: hasOwn };
}

function isInLine(element) {
  const display = cssValue(element, "display");
  if (display === "contents") return true;
  const isBreak = element._localName === "br" && element._isHTML;
  return INLINE_BOX.test(display) && !isBreak && isPlainBox(element);
}

// An image or an inline block makes a line, which has a height, if only it is wide. A box within lines has said so.
function addToLine(level, { across, down }, element) {
  addExtents(level, across, down || (across && INLINE_LEVEL.test(cssValue(element, "display"))));
}

function addExtents(level, across, down) {
  level.across ||= across;
  level.down ||= down;
}
