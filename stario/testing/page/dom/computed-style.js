// getComputedStyle (CSSOM 7.2): the computed value of each property, as a declaration that cannot be changed.

import { PROPERTIES } from "./css-properties.js";
import { computedValue, rememberingStyles } from "./computed-values.js";
import { exactly } from "./container-queries.js";
import { Element } from "./element.js";
import { throwDOM } from "./exceptions.js";
import { INITIAL_VALUES } from "./initial-values.js";
import { notSimulated } from "./not-simulated.js";
import { CSSStyleDeclaration } from "./style.js";
import { escapeCSS } from "./css-tokens.js";
import { supportsCondition, supportsProperty } from "./css-supports.js";
import { isDisplayed } from "./visibility.js";
import { ownField } from "./own-fields.js";

// What a browser answers with is the size that the layout has found.
const LAYOUT = new Set(
  "width height top right bottom left inline-size block-size perspective-origin transform-origin".split(
    " ",
  ),
);
const SIDES_OF = ["top", "right", "bottom", "left"];

// Parts of a shorthand, those left out that go without saying.
function shorthandParts(get, property, parts, usual = {}) {
  const values = parts.map((part) => get(`${property}-${part}`));
  return values.filter((value, i) => value !== usual[parts[i]]).join(" ");
}

function shorthandValue(element, property, pseudo) {
  const get = (name) => computedValue(element, name, pseudo);
  if (property === "overflow") {
    return get("overflow-x") === get("overflow-y")
      ? get("overflow-x")
      : `${get("overflow-x")} ${get("overflow-y")}`;
  }
  if (property === "margin" || property === "padding") {
    return shortest(SIDES_OF.map((side) => get(`${property}-${side}`)));
  }
  if (property === "outline") return shorthandParts(get, "outline", ["color", "style", "width"]);
  if (property === "column-rule") {
    return shorthandParts(get, property, ["width", "style", "color"], { style: "none" });
  }
  if (property === "text-decoration") {
    const usual = { line: "none", thickness: "auto", style: "solid", color: get("color") };
    const parts = ["line", "thickness", "style", "color"];
    return shorthandParts(get, property, parts, usual) || "none";
  }
  const box = /^border-(width|style|color)$/.exec(property);
  if (box !== null) return shortest(SIDES_OF.map((side) => get(`border-${side}-${box[1]}`)));
  const line = /^border(?:-(top|right|bottom|left))?$/.exec(property);
  if (line === null) return null;
  const sides = line[1] === undefined ? SIDES_OF : [line[1]];
  const texts = sides.map((side) =>
    ["width", "style", "color"].map((part) => get(`border-${side}-${part}`)).join(" "),
  );
  return texts.every((text) => text === texts[0]) ? texts[0] : "";
}

function shortest([top, right, bottom, left]) {
  if (left !== right) return [top, right, bottom, left].join(" ");
  if (top !== bottom) return [top, right, bottom].join(" ");
  return top === right ? top : `${top} ${right}`;
}

// A length in pixels is what it is; anything else, of what is rendered, a layout would have to tell.
function layoutValue(element, property, pseudo) {
  const value = computedValue(element, property, pseudo) || "auto";
  if (/^[-\d.]+px$/.test(value) || !isDisplayed(element)) return value;
  if (SIDES_OF.includes(property) && computedValue(element, "position", pseudo) === "static")
    return value;
  return notSimulated(`getComputedStyle().${property}`);
}

export class ComputedStyle extends CSSStyleDeclaration {
  constructor(element, pseudo) {
    super(
      () => "",
      () => readOnly(),
    );
    Object.defineProperty(this, ownField("element"), { value: element });
    Object.defineProperty(this, ownField("pseudo"), { value: pseudo });
  }

  get cssText() {
    return "";
  }

  set cssText(text) {
    readOnly();
  }

  get length() {
    return INITIAL_VALUES.size;
  }

  item(index) {
    return [...INITIAL_VALUES.keys()][index >>> 0] ?? "";
  }

  getPropertyValue(property) {
    return exactly(() => rememberingStyles(() => this._valueOf(property)));
  }

  _valueOf(property) {
    const name = String(property).startsWith("--")
      ? String(property)
      : String(property).toLowerCase();
    const { _element: element, _pseudo: pseudo } = this;
    if (!element._connected) return "";
    if (name.startsWith("--")) return computedValue(element, name, pseudo);
    if (!PROPERTIES.has(name)) return "";
    if (LAYOUT.has(name)) return layoutValue(element, name, pseudo);
    return shorthandValue(element, name, pseudo) ?? computedValue(element, name, pseudo);
  }

  getPropertyPriority() {
    return "";
  }

  setProperty(property) {
    readOnly(property);
  }

  removeProperty(property) {
    readOnly(property);
  }

  [Symbol.iterator]() {
    return INITIAL_VALUES.keys();
  }
}
Object.defineProperty(ComputedStyle, "name", { value: "CSSStyleDeclaration" });

function readOnly(property = "") {
  throwDOM(
    "NoModificationAllowedError",
    `Failed to set the '${property}' property on 'CSSStyleDeclaration': These styles are computed, and therefore the '${property}' property is read-only.`,
  );
}

export function getComputedStyle(element, pseudo = null) {
  if (!(element instanceof Element)) {
    throw new TypeError(
      "Failed to execute 'getComputedStyle' on 'Window': parameter 1 is not of type 'Element'.",
    );
  }
  const name = pseudo === null ? "" : String(pseudo).replace(/^::?/, "");
  return new ComputedStyle(element, name === "" ? null : name);
}

// Given to the page's scripts in the window.
const CSS = {
  escape: escapeCSS,
  supports(...given) {
    return given.length > 1
      ? supportsProperty(String(given[0]), String(given[1]))
      : supportsCondition(String(given[0])) || supportsCondition(`(${given[0]})`);
  },
};
Object.defineProperty(CSS, Symbol.toStringTag, { value: "CSS", configurable: true });

for (const [name, value] of Object.entries({ getComputedStyle, CSS })) {
  Object.defineProperty(globalThis, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: name !== "CSS",
  });
}
