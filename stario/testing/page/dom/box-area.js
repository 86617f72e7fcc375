// Whether an element's box has an area: the question that "visible" asks of a layout, answered without one.
//
// Of each axis only this is told: is there any extent at all? Sizes themselves are not known.

import { computedValue, flatParent } from "./computed-values.js";
import { shapeHasArea } from "./shape-area.js";
import { SVG_NS } from "./names.js";

const ALWAYS_SIZED = new Set([
  "audio",
  "iframe",
  "meter",
  "object",
  "progress",
  "select",
  "textarea",
  "video",
]);
const INLINE_LEVEL = /^inline|^ruby$/;
const SHRINKS = /^inline-|^table|^ruby/;
const FLEX_OR_GRID = /flex$|grid$/;

const px = (element, property, pseudo = null) =>
  Math.max(0, parseFloat(computedValue(element, property, pseudo)) || 0);

const style = (element, property) => computedValue(element, property);

function edges(element, one, other, pseudo = null) {
  return (
    px(element, `padding-${one}`, pseudo) > 0 ||
    px(element, `padding-${other}`, pseudo) > 0 ||
    px(element, `border-${one}-width`, pseudo) > 0 ||
    px(element, `border-${other}-width`, pseudo) > 0
  );
}

const hasEdgesAcross = (element, pseudo) => edges(element, "left", "right", pseudo);
const hasEdgesDown = (element, pseudo) => edges(element, "top", "bottom", pseudo);

function isOutOfFlow(element) {
  const position = style(element, "position");
  return position === "absolute" || position === "fixed";
}

// Does a text leave something in its line? White space alone does not, unless it is preserved.
export function isInkedText(text) {
  if (text._data === "") return false;
  const parent = flatParent(text);
  if (parent === null) return false;
  const space = style(parent, "white-space");
  const isKept = /^(?:pre|break-spaces)/.test(space) && space !== "pre-line";
  const hasInk = isKept || /[^ \t\n\r\f]/.test(text._data);
  return hasInk && parseFloat(style(parent, "font-size")) > 0;
}

export function hasVisibleText(text) {
  return isInkedText(text);
}

// Children in the flat tree.
export function flatChildren(element) {
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
function isLaidOut(child) {
  return child._kind === 1 && style(child, "display") !== "none" && !isOutOfFlow(child);
}

function hasGeneratedContent(element) {
  return ["before", "after"].some((pseudo) => {
    const content = computedValue(element, "content", pseudo);
    if (content === "none" || content === "normal" || content === "") return false;
    if (computedValue(element, "display", pseudo) === "none") return false;
    if (!/^(?:""|'')$/.test(content)) return true;
    if (/^(?:absolute|fixed)$/.test(computedValue(element, "position", pseudo))) return false;
    return px(element, "height", pseudo) > 0 || hasEdgesDown(element, pseudo);
  });
}

function containsFloats(element) {
  const display = style(element, "display");
  return (
    FLEX_OR_GRID.test(display) ||
    /^inline-|^table|^flow-root/.test(display) ||
    style(element, "overflow-x") !== "visible" ||
    style(element, "float") !== "none" ||
    isOutOfFlow(element)
  );
}

// Does what is in it make a box higher than nothing?
function contentIsHigh(element) {
  const display = style(element, "display");
  if (display === "list-item" && style(element, "list-style-type") !== "none") return true;
  if (parseFloat(style(element, "line-height")) === 0) return false;
  return childrenAreHigh(element, containsFloats(element)) || hasGeneratedContent(element);
}

function childrenAreHigh(element, withFloats) {
  return flatChildren(element).some((child) => {
    if (child._kind === 3) return isInkedText(child);
    if (!isLaidOut(child)) return false;
    if (style(child, "float") !== "none") return withFloats && boxOf(child).down;
    const display = style(child, "display");
    if (display === "contents") return childrenAreHigh(child, withFloats);
    if (child._localName === "br" && child._isHTML) return true;
    if (display === "inline" && !isReplaced(child)) {
      return (
        hasEdgesAcross(child) || childrenAreHigh(child, withFloats) || hasGeneratedContent(child)
      );
    }
    if (INLINE_LEVEL.test(display)) return true;
    return boxOf(child).down || (withFloats && hasMarginDown(child));
  });
}

function hasMarginDown(element) {
  return px(element, "margin-top") > 0 || px(element, "margin-bottom") > 0;
}

// Does what is in it make a box that shrinks to its content wider than nothing?
function contentIsWide(element) {
  const wide = flatChildren(element).some((child) => {
    if (child._kind === 3) return isInkedText(child);
    if (!isLaidOut(child)) return false;
    if (style(child, "display") === "contents") return contentIsWide(child);
    if (isReplaced(child)) return replacedBox(child).across;
    return (
      px(child, "width") > 0 ||
      px(child, "min-width") > 0 ||
      hasEdgesAcross(child) ||
      contentIsWide(child)
    );
  });
  return wide || hasGeneratedContent(element);
}

function isReplaced(element) {
  if (element._namespace === SVG_NS) return element._localName === "svg";
  if (!element._isHTML) return false;
  const name = element._localName;
  return ALWAYS_SIZED.has(name) || name === "img" || name === "input" || name === "canvas";
}

function naturalBox(element) {
  const name = element._localName;
  if (name === "img" || (name === "input" && element.type === "image")) {
    const shown =
      Boolean(element._attributes.get("src")) || Boolean(element._attributes.get("alt"));
    return { across: shown, down: shown };
  }
  return { across: true, down: true };
}

// A length that the markup gives: an attribute of old, or null.
function attributeLength(element, name) {
  const text = element._attributes.get(name);
  const number = text === undefined ? NaN : parseFloat(text);
  return Number.isNaN(number) ? null : number;
}

function replacedBox(element) {
  const natural = naturalBox(element);
  const extent = (property, whole) => {
    const value = style(element, property);
    const given = /^-?[\d.]+/.test(value) ? parseFloat(value) : attributeLength(element, property);
    return given === null ? whole : given > 0;
  };
  const across = extent("width", natural.across);
  const down = extent("height", natural.down);
  if (element._isHTML && element._localName === "input") {
    return { across: across || hasEdgesAcross(element), down: down || hasEdgesDown(element) };
  }
  return { across: across || hasEdgesAcross(element), down: down || hasEdgesDown(element) };
}

function inlineBox(element) {
  let across = hasEdgesAcross(element) || hasGeneratedContent(element);
  let down = across;
  for (const child of flatChildren(element)) {
    if (across && down) break;
    if (child._kind === 3) {
      if (isInkedText(child)) across = down = true;
    } else if (isLaidOut(child)) {
      const box = style(child, "display") === "contents" ? inlineBox(child) : boxOf(child);
      across ||= box.across;
      down ||= box.down || (box.across && INLINE_LEVEL.test(style(child, "display")));
    }
  }
  return { across, down };
}

// Is the height of a percentage known: is that of what it is a percentage of?
function isDefiniteHeight(element) {
  if (element === null) return true;
  const height = style(element, "height");
  if (/^[\d.]+px$/.test(height)) return parseFloat(height) > 0;
  return (
    /^[\d.]+%$/.test(height) && parseFloat(height) > 0 && isDefiniteHeight(flatParent(element))
  );
}

function isHigh(element) {
  if (hasEdgesDown(element) || px(element, "min-height") > 0) return true;
  if (/^0(?:px|%)?$/.test(style(element, "max-height"))) return false;
  const height = style(element, "height");
  if (/^[\d.]+px$/.test(height)) return parseFloat(height) > 0;
  if (/^[\d.]+%$/.test(height) && isDefiniteHeight(flatParent(element)))
    return parseFloat(height) > 0;
  if (/calc|min\(|max\(|clamp\(/.test(height)) return true;
  if (
    isOutOfFlow(element) &&
    style(element, "top") !== "auto" &&
    style(element, "bottom") !== "auto"
  )
    return true;
  return contentIsHigh(element) || isStretched(element);
}

// An item of a flex container's row is as high as its neighbours.
function isStretched(element) {
  const parent = flatParent(element);
  if (parent === null || !FLEX_OR_GRID.test(style(parent, "display"))) return false;
  if (style(parent, "flex-direction").startsWith("column"))
    return px(element, "flex-grow") > 0 && isDefiniteHeight(parent);
  if (!/^(?:normal|stretch)$/.test(style(parent, "align-items"))) return false;
  if (!/^(?:auto|normal|stretch)$/.test(style(element, "align-self"))) return false;
  if (isDefiniteHeight(parent) || px(parent, "min-height") > 0) return true;
  return flatChildren(parent).some((child) => {
    if (child === element) return false;
    return child._kind === 3 ? isInkedText(child) : isLaidOut(child) && contentIsHigh(child);
  });
}

function shrinks(element, display) {
  if (isOutOfFlow(element))
    return style(element, "left") === "auto" || style(element, "right") === "auto";
  if (style(element, "float") !== "none" || (SHRINKS.test(display) && display !== "table-cell"))
    return true;
  if (display === "table-cell") return true;
  if (/^(?:fit|min|max)-content$/.test(style(element, "width"))) return true;
  if (element._localName === "button" && element._isHTML) return true;
  const parent = flatParent(element);
  if (parent === null || !/flex$/.test(style(parent, "display"))) return false;
  return !style(parent, "flex-direction").startsWith("column") && !(px(element, "flex-grow") > 0);
}

function isWide(element, display) {
  if (hasEdgesAcross(element) || px(element, "min-width") > 0) return true;
  if (/^0(?:px|%)?$/.test(style(element, "max-width"))) return false;
  const width = style(element, "width");
  if (/^[\d.]+px$/.test(width)) return parseFloat(width) > 0;
  if (/^0(?:\.0*)?%$/.test(width) || width === "calc(0px)") return false;
  if (shrinks(element, display) && !/%$/.test(width)) return contentIsWide(element);
  const parent = flatParent(element);
  if (parent === null) return true;
  const outer = style(parent, "display");
  if (outer === "contents" || outer === "inline") return true;
  return isWide(parent, outer);
}

// {across, down}: whether the box has an extent in each direction.
export function boxOf(element) {
  if (element._namespace === SVG_NS && element._localName !== "svg") {
    const shown = shapeHasArea(element);
    return { across: shown, down: shown };
  }
  if (isReplaced(element)) return replacedBox(element);
  const display = style(element, "display");
  if (element._localName === "br" && element._isHTML) return { across: false, down: true };
  if (display === "inline" || display === "ruby" || display === "ruby-text")
    return inlineBox(element);
  return { across: isWide(element, display), down: isHigh(element) };
}

export function hasArea(element) {
  if (/^(?:scale|scale3d|scaleX|scaleY)\(0[,)]/.test(style(element, "transform"))) return false;
  const { across, down } = boxOf(element);
  return across && down;
}
