// Which shapes within an <svg> have an area (SVG 2, chapter 10).

import { computedValue } from "./computed-values.js";
import { SVG_NS } from "./names.js";

const NEVER_DRAWN = new Set(
  (
    "clipPath defs desc filter linearGradient marker mask metadata pattern radialGradient script stop style " +
    "symbol title"
  ).split(" "),
);

function number(element, name) {
  const given = parseFloat(element._attributes.get(name) ?? computedValue(element, name));
  return Number.isNaN(given) ? 0 : given;
}

export function shapeHasArea(element) {
  for (let at = element; at !== null && at._namespace === SVG_NS; at = at.parentElement) {
    if (NEVER_DRAWN.has(at._localName)) return false;
  }
  return isDrawn(element);
}

function isDrawn(element) {
  const name = element._localName;
  if (NEVER_DRAWN.has(name)) return false;
  switch (name) {
    case "rect":
    case "image":
    case "foreignObject":
      return number(element, "width") > 0 && number(element, "height") > 0;
    case "circle":
      return number(element, "r") > 0;
    case "ellipse":
      return number(element, "rx") > 0 && number(element, "ry") > 0;
    case "line":
      return (
        number(element, "x1") !== number(element, "x2") &&
        number(element, "y1") !== number(element, "y2")
      );
    case "path":
      return /[^\sMm\d.,-]/.test(element._attributes.get("d") ?? "");
    case "polyline":
    case "polygon":
      return (element._attributes.get("points") ?? "").trim() !== "";
    case "use":
      return element._attributes.has("href") || element._attributes.has("xlink:href");
    case "text":
    case "tspan":
    case "textPath":
      return element.textContent.trim() !== "";
    default:
      return anyChildIsDrawn(element);
  }
}

function anyChildIsDrawn(element) {
  for (let child = element._first; child !== null; child = child._next) {
    if (child._kind === 1 && computedValue(child, "display") !== "none" && isDrawn(child))
      return true;
  }
  return false;
}
