// Whether an element's box has an area: the question that "visible" asks of a layout, answered without one.
//
// Of each axis only this is told: is there any extent at all? Sizes themselves are not known.

import {
  askOuter,
  computedValue,
  flatParent,
  noteState,
  rememberedStyle,
} from "./computed-values.js";
import {
  hasEdgesAcross,
  hasEdgesDown,
  hasNoBox,
  isReplaced,
  cssPixels,
  replacedBox,
  cssValue,
} from "./replaced-box.js";
import { childrenAreHigh, contentIsWide, inlineBox } from "./content-area.js";
import { isHTMLNamed } from "./select-state.js";
import { shapeHasArea } from "./shape-area.js";
import { SVG_NS } from "./names.js";

export const INLINE_BOX = /^(?:inline|ruby|ruby-text)$/;
const SHRINKS = /^inline-|^table|^ruby/;
const FLEX_OR_GRID = /flex$|grid$/;

function isOutOfFlow(element) {
  const position = cssValue(element, "position");
  return position === "absolute" || position === "fixed";
}

// Does a text leave something in its line? White space alone does not, unless it is preserved.
export function isInkedText(text) {
  if (text._data === "") return false;
  const parent = flatParent(text);
  if (parent === null || isFolded(parent)) return false;
  const space = cssValue(parent, "white-space");
  const isKept = /^(?:pre|break-spaces)/.test(space) && space !== "pre-line";
  const hasInk = isKept || /[^ \t\n\r\f]/.test(text._data);
  return hasInk && parseFloat(cssValue(parent, "font-size")) > 0;
}

function isFolded(element) {
  return isHTMLNamed(element, "details") && !element._attributes.has("open");
}

export function hasVisibleText(text) {
  return isInkedText(text);
}

// Children in the flat tree. What follows from them may follow from texts.
export function flatChildren(element) {
  noteState();
  if (element._shadow !== null) return childList(element._shadow);
  if (
    element._localName === "slot" &&
    element._isHTML &&
    typeof element.assignedNodes === "function"
  ) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return childList(element);
}

function childList(parent) {
  const children = [];
  for (let child = parent._first; child !== null; child = child._next) children.push(child);
  return children;
}

// A child that takes part in its parent's layout, or null.
export function isLaidOut(child) {
  if (child._kind !== 1 || hasNoBox(child)) return false;
  return cssValue(child, "display") !== "none" && !isOutOfFlow(child);
}

export function hasGeneratedContent(element) {
  return ["before", "after"].some((pseudo) => {
    const content = computedValue(element, "content", pseudo);
    if (content === "none" || content === "normal" || content === "") return false;
    if (computedValue(element, "display", pseudo) === "none") return false;
    if (!/^(?:""|'')$/.test(content)) return true;
    if (/^(?:absolute|fixed)$/.test(computedValue(element, "position", pseudo))) return false;
    return cssPixels(element, "height", pseudo) > 0 || hasEdgesDown(element, pseudo);
  });
}

export function containsFloats(element) {
  const display = cssValue(element, "display");
  return (
    FLEX_OR_GRID.test(display) ||
    /^inline-|^table|^flow-root/.test(display) ||
    cssValue(element, "overflow-x") !== "visible" ||
    cssValue(element, "float") !== "none" ||
    isOutOfFlow(element)
  );
}

// Does what is in it make a box higher than nothing? Null: what its children are decides.
export function isHighByItself(element) {
  if (cssValue(element, "content-visibility") === "hidden") return false;
  if (parseFloat(cssValue(element, "line-height")) === 0) return false;
  const isListItem = cssValue(element, "display") === "list-item";
  const hasMarker = isListItem && cssValue(element, "list-style-type") !== "none";
  if (hasMarker && cssPixels(element, "font-size") > 0) return true;
  // Without a summary of its own it shows one.
  return isHTMLNamed(element, "details") ? true : null;
}

function contentIsHigh(element) {
  return (
    isHighByItself(element) ??
    (childrenAreHigh(element, containsFloats(element)) || hasGeneratedContent(element))
  );
}

export function hasMarginDown(element) {
  return cssPixels(element, "margin-top") > 0 || cssPixels(element, "margin-bottom") > 0;
}

// Is the height of a percentage known: is that of what it is a percentage of?
function isDefiniteHeight(element) {
  for (let at = element; at !== null; at = flatParent(at)) {
    const height = cssValue(at, "height");
    if (/^[\d.]+px$/.test(height)) return parseFloat(height) > 0;
    if (!(/^[\d.]+%$/.test(height) && parseFloat(height) > 0)) return false;
  }
  return true;
}

// Does its own style say whether it is high? Null: what is in it decides.
export function isSaidToBeHigh(element) {
  if (hasEdgesDown(element) || cssPixels(element, "min-height") > 0) return true;
  if (/^0(?:px|%)?$/.test(cssValue(element, "max-height"))) return false;
  const height = cssValue(element, "height");
  if (/^[\d.]+px$/.test(height)) return parseFloat(height) > 0;
  if (/^[\d.]+%$/.test(height) && isDefiniteHeight(flatParent(element)))
    return parseFloat(height) > 0;
  if (/calc|min\(|max\(|clamp\(/.test(height)) return true;
  const isBetween =
    isOutOfFlow(element) &&
    cssValue(element, "top") !== "auto" &&
    cssValue(element, "bottom") !== "auto";
  return isBetween ? true : null;
}

function isHigh(element) {
  return isSaidToBeHigh(element) ?? (contentIsHigh(element) || isStretched(element));
}

// An item of a flex container's row is as high as its neighbours.
export function isStretched(element) {
  const parent = flatParent(element);
  if (parent === null) return false;
  const outer = cssValue(parent, "display");
  if (!FLEX_OR_GRID.test(outer)) return false;
  if (outer.endsWith("grid") && cssValue(parent, "grid-template-columns") === "none") return false;
  if (cssValue(parent, "flex-direction").startsWith("column"))
    return cssPixels(element, "flex-grow") > 0 && isDefiniteHeight(parent);
  if (!/^(?:normal|stretch)$/.test(cssValue(parent, "align-items"))) return false;
  if (!/^(?:auto|normal|stretch)$/.test(cssValue(element, "align-self"))) return false;
  if (isDefiniteHeight(parent) || cssPixels(parent, "min-height") > 0) return true;
  return flatChildren(parent).some((child) => {
    if (child === element) return false;
    return child._kind === 3 ? isInkedText(child) : isLaidOut(child) && contentIsHigh(child);
  });
}

function shrinks(element, display) {
  if (isOutOfFlow(element))
    return cssValue(element, "left") === "auto" || cssValue(element, "right") === "auto";
  if (cssValue(element, "float") !== "none" || (SHRINKS.test(display) && display !== "table-cell"))
    return true;
  if (display === "table-cell") return true;
  if (/^(?:fit|min|max)-content$/.test(cssValue(element, "width"))) return true;
  if (element._localName === "button" && element._isHTML) return true;
  const parent = flatParent(element);
  if (parent === null || !cssValue(parent, "display").endsWith("flex")) return false;
  return (
    !cssValue(parent, "flex-direction").startsWith("column") &&
    !(cssPixels(element, "flex-grow") > 0)
  );
}

function isWide(element, display) {
  return hasEdgesAcross(element) || hasRoomAcross(element, display);
}

// Is there any width between its edges?
function hasRoomAcross(element, display) {
  if (cssPixels(element, "min-width") > 0) return true;
  if (/^0(?:px|%)?$/.test(cssValue(element, "max-width"))) return false;
  const width = cssValue(element, "width");
  if (/^[\d.]+px$/.test(width)) return parseFloat(width) > 0;
  if (/^0(?:\.0*)?%$/.test(width) || width === "calc(0px)") return false;
  if (shrinks(element, display) && !width.endsWith("%")) return contentIsWide(element);
  const parent = flatParent(element);
  return parent === null || askOuter(parent, givesRoomAcross);
}

function givesRoomAcross(element) {
  return rememberedStyle(element, "room()", () => {
    const display = cssValue(element, "display");
    return display === "contents" || display === "inline" || hasRoomAcross(element, display);
  });
}

// {across, down}: whether the box has an extent in each direction.
export function boxOf(element) {
  if (element._namespace === SVG_NS && element._localName !== "svg") {
    const shown = shapeHasArea(element);
    return { across: shown, down: shown };
  }
  if (isReplaced(element)) return replacedBox(element);
  const display = cssValue(element, "display");
  if (element._localName === "br" && element._isHTML) return { across: false, down: true };
  if (INLINE_BOX.test(display)) return inlineBox(element);
  return { across: isWide(element, display), down: isHigh(element) };
}

export function hasArea(element) {
  if (/^(?:scale|scale3d|scaleX|scaleY)\(0[,)]/.test(cssValue(element, "transform"))) return false;
  const { across, down } = boxOf(element);
  return across && down;
}
