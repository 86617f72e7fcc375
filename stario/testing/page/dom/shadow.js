// Shadow roots (DOM standard 4.8) and what they do to slots (4.2.2).

import { definitionNamed } from "./custom-elements.js";
import { isCustomName } from "./custom-registry.js";
import { DocumentFragment } from "./document-fragment.js";
import { expose } from "./expose.js";
import { failed, illegalConstructor, throwDOM } from "./exceptions.js";
import { makeOwnHandlers } from "./handlers.js";
import { onReset } from "./host.js";
import { setInnerHTML } from "./markup.js";
import { following, rootOf } from "./node.js";
import { childrenHTML } from "./serializer.js";
import { replaceAll } from "./tree.js";

const HOSTS = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(
    " ",
  ),
);

let shadowRoots = 0;

onReset(() => {
  shadowRoots = 0;
});

export function shadowsExist() {
  return shadowRoots > 0;
}

export class ShadowRoot extends DocumentFragment {
  constructor(host, init) {
    if (init === undefined) illegalConstructor("ShadowRoot");
    super(host._document);
    this._host = host;
    this._mode = init.mode;
    this._ids = new Map();
    this._connected = host._connected;
    this._declared = false;
    this._init = init;
    this._slots = null;
  }

  get host() {
    return this._host;
  }

  get mode() {
    return this._mode;
  }

  get delegatesFocus() {
    return this._init.delegatesFocus;
  }

  get slotAssignment() {
    return this._init.slotAssignment;
  }

  get clonable() {
    return this._init.clonable;
  }

  get serializable() {
    return this._init.serializable;
  }

  get innerHTML() {
    return childrenHTML(this);
  }

  set innerHTML(value) {
    setInnerHTML(this, value);
  }
}
makeOwnHandlers(ShadowRoot, ["slotchange"]);
expose(ShadowRoot);

function shadowInit(init) {
  const mode = init?.mode;
  const where = "Failed to read the 'mode' property from 'ShadowRootInit': ";
  if (mode === undefined) {
    throw new TypeError(failed("attachShadow", "Element", `${where}Required member is undefined.`));
  }
  if (mode !== "open" && mode !== "closed") {
    const reason = `The provided value '${mode}' is not a valid enum value of type ShadowRootMode.`;
    throw new TypeError(failed("attachShadow", "Element", where + reason));
  }
  return {
    mode,
    delegatesFocus: Boolean(init.delegatesFocus),
    slotAssignment: init.slotAssignment === "manual" ? "manual" : "named",
    clonable: Boolean(init.clonable),
    serializable: Boolean(init.serializable),
  };
}

function canHost(element) {
  return element._isHTML && (HOSTS.has(element._localName) || isCustomName(element._localName));
}

export function attachShadowTo(element, init) {
  const options = shadowInit(init);
  const refuse = (reason) =>
    throwDOM("NotSupportedError", failed("attachShadow", "Element", reason));
  if (!canHost(element)) refuse("This element does not support attachShadow");
  if (definitionNamed(element._is ?? element._localName)?.disablesShadow) {
    refuse("attachShadow() is disabled by disabledFeatures static field.");
  }
  const known = element._shadow;
  if (known !== null) {
    if (!known._declared) {
      refuse("Shadow root cannot be created on a host which already hosts a shadow tree.");
    }
    if (known._mode !== options.mode) {
      refuse("The requested mode does not match the existing declarative shadow root's mode");
    }
    replaceAll(known, null);
    known._declared = false;
    return known;
  }
  return attachRoot(element, options);
}

function attachRoot(element, options) {
  const shadow = new ShadowRoot(element, options);
  element._shadow = shadow;
  shadowRoots++;
  return shadow;
}

// For the parser: a template that declares the shadow root of its parent. Null if it does not, or may not.
export function declaredShadow(parent, template) {
  const mode = template._attributes.get("shadowrootmode")?.toLowerCase();
  if (mode !== "open" && mode !== "closed") return null;
  if (parent._kind !== 1 || parent._shadow !== null || !canHost(parent)) return null;
  const shadow = attachRoot(parent, {
    mode,
    delegatesFocus: template._attributes.has("shadowrootdelegatesfocus"),
    slotAssignment:
      template._attributes.get("shadowrootslotassignment") === "manual" ? "manual" : "named",
    clonable: template._attributes.has("shadowrootclonable"),
    serializable: template._attributes.has("shadowrootserializable"),
  });
  shadow._declared = true;
  return shadow;
}

// For copies.
export function copyShadow(shadow, element) {
  const copy = attachRoot(element, shadow._init);
  copy._declared = shadow._declared;
  return copy;
}

// Slots.

export function isSlot(node) {
  return node._kind === 1 && node._isHTML && node._localName === "slot";
}

function nameOfSlot(slot) {
  return slot._attributes.get("name") ?? "";
}

// The slots of a shadow tree by their names: of several with one name it is the first.
function slotsOf(shadow) {
  if (shadow._slots !== null) return shadow._slots;
  const slots = new Map();
  for (let node = shadow._first; node !== null; node = following(node, shadow)) {
    if (isSlot(node) && !slots.has(nameOfSlot(node))) slots.set(nameOfSlot(node), node);
  }
  shadow._slots = slots;
  return slots;
}

// To be called when slots may have come, gone or been renamed in a tree.
export function forgetSlots(root) {
  if (root._mode !== undefined) root._slots = null;
}

export function isSlottable(node) {
  return node._kind === 1 || node._kind === 3 || node._kind === 4;
}

// The slot that a child of a shadow host is shown in, or null.
export function assignedSlotOf(node) {
  if (shadowRoots === 0) return null;
  const shadow = node._parent?._shadow;
  if (shadow === undefined || shadow === null || !isSlottable(node)) return null;
  if (shadow.slotAssignment === "manual") {
    const slot = node._manualSlot;
    return slot !== undefined && slot !== null && rootOf(slot) === shadow ? slot : null;
  }
  return slotFor(shadow, node);
}

export function slotFor(shadow, node) {
  const name = node._kind === 1 ? (node._attributes.get("slot") ?? "") : "";
  return slotsOf(shadow).get(name) ?? null;
}

export function openShadow(slot) {
  return rootOf(slot)._mode === "open";
}

export function assignedNodesOf(slot) {
  const shadow = rootOf(slot);
  if (shadow._kind !== 11 || shadow._mode === undefined) return [];
  if (shadow.slotAssignment === "manual") {
    return (slot._manual ?? []).filter((node) => node._parent === shadow._host);
  }
  const found = [];
  for (let child = shadow._host._first; child !== null; child = child._next) {
    if (assignedSlotOf(child) === slot) found.push(child);
  }
  return found;
}
