// What buttons and the buttons among <input> share: how they submit, and what they open.

import { setAttributeOf, removeAttributeOf } from "./attributes.js";
import { includesAcrossShadow } from "./event-path.js";
import { mixin } from "./parent-node.js";
import { reflect } from "./reflect.js";
import { rootOf } from "./node.js";
import { elementsById } from "./tree-ids.js";
import { parseURL } from "./url.js";

const METHODS = ["get", "post", "dialog"];
const ENCODINGS = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

// An element that an attribute names by its id, or null.
export function namedElement(element, attribute) {
  const id = element._attributes.get(attribute);
  // An element that script has named holds until the attribute says something else, and while it is around.
  const named = id === "" ? element._explicitTargets?.get(attribute) : undefined;
  if (named !== undefined) return includesAcrossShadow(rootOf(named), element) ? named : null;
  if (!id || !element._connected) return null;
  return elementsById(rootOf(element)._ids, id)[0] ?? null;
}

function setNamed(element, attribute, target, property) {
  if (target !== null && target !== undefined && target._kind !== 1) {
    const where = `Failed to set the '${property}' property on '${element.constructor.name}'`;
    throw new TypeError(`${where}: Failed to convert value to 'Element'.`);
  }
  element._explicitTargets ??= new Map();
  if (target === null || target === undefined) {
    element._explicitTargets.delete(attribute);
    removeAttributeOf(element, attribute);
    return;
  }
  setAttributeOf(element, attribute, "");
  element._explicitTargets.set(attribute, target);
}

const submitterMembers = {
  get formAction() {
    const text = this._attributes.get("formaction");
    if (!text) return this._document.URL;
    return parseURL(text, this.baseURI)?.href ?? text;
  },
  set formAction(value) {
    setAttributeOf(this, "formaction", String(value));
  },
  get popoverTargetElement() {
    return namedElement(this, "popovertarget");
  },
  set popoverTargetElement(value) {
    setNamed(this, "popovertarget", value, "popoverTargetElement");
  },
};

export function makeSubmitterMembers(type) {
  mixin(type, submitterMembers);
  reflect(type, {
    formEnctype: ["enumerated", ENCODINGS, "", ENCODINGS[0]],
    formMethod: ["enumerated", METHODS, "", "get"],
    formNoValidate: "boolean",
    formTarget: "string",
    popoverTargetAction: ["enumerated", ["toggle", "show", "hide"], "toggle", "toggle"],
  });
}

export function makeCommandMembers(type) {
  mixin(type, {
    get commandForElement() {
      return namedElement(this, "commandfor");
    },
    set commandForElement(value) {
      setNamed(this, "commandfor", value, "commandForElement");
    },
    get command() {
      const text = this._attributes.get("command") ?? "";
      return text.startsWith("--") || KNOWN_COMMANDS.has(text.toLowerCase())
        ? text.startsWith("--")
          ? text
          : text.toLowerCase()
        : "";
    },
    set command(value) {
      setAttributeOf(this, "command", String(value));
    },
  });
}

const KNOWN_COMMANDS = new Set(
  "toggle-popover show-popover hide-popover close request-close show-modal".split(" "),
);
