// Attributes (DOM standard 4.9). An element keeps them in a Map from the qualified name to the value; the
// nodes and the live list that stand for them are made when somebody asks.

import { attributeCame, attributeWent } from "./attribute-nodes.js";
import { attributeReaction, definitionsExist } from "./custom-elements.js";
import { attributeTakesFocus } from "./focus-loss.js";
import { isGoodName, noteOddName } from "./good-names.js";
import { handlerAttribute } from "./handlers.js";
import { noteName } from "./hidden-members.js";
import { recordAttribute } from "./mutation-observer.js";
import { asciiLower } from "./names.js";
import { treeChanged } from "./node.js";
import { checkInstance } from "./own-fields.js";
import { namesChanged } from "./structure-version.js";
import { slotAttribute } from "./slot-changes.js";
import { addId, dropId, idsAbove } from "./tree-ids.js";

// What elements without attributes share. Never written to.
export const NO_ATTRIBUTES = new Map();

// Elements share what a tag or a copy has given them, until one of them changes it.
function ownAttributes(element) {
  if (!element._ownsAttributes) {
    checkInstance(element);
    element._attributes = new Map(element._attributes);
    element._ownsAttributes = true;
  }
  return element._attributes;
}

// What a copy begins with: from now on neither writes to it.
export function sharedAttributes(element) {
  if (element._ownsAttributes) element._ownsAttributes = false;
  return element._attributes;
}

// The value, or null.
export function attribute(element, name) {
  return element._attributes.get(name) ?? null;
}

// Set or change an attribute by its qualified name, as the browser does: recorded even if it stays the same.
export function setAttributeOf(element, name, value, space = null) {
  const known = element._attributes.get(name);
  const old = known === undefined ? null : known;
  const namespace = space === null ? attributeNamespace(element, name) : space.namespace;
  recordAttribute(
    element,
    space === null ? localNameOf(element, name) : space.localName,
    namespace,
    old,
  );
  if (old === null && !isGoodName(name)) noteOddName();
  ownAttributes(element).set(name, value);
  if (space !== null && old === null) {
    element._spaces ??= new Map();
    element._spaces.set(name, space);
  }
  attributeChanged(element, name, old, value, namespace);
}

export function removeAttributeOf(element, name) {
  const old = element._attributes.get(name);
  if (old === undefined) return;
  const namespace = attributeNamespace(element, name);
  recordAttribute(element, localNameOf(element, name), namespace, old);
  ownAttributes(element).delete(name);
  element._spaces?.delete(name);
  attributeChanged(element, name, old, null, namespace);
}

// Set or removed, as a boolean attribute is.
export function switchAttribute(element, name, on) {
  if (on) setAttributeOf(element, name, "");
  else removeAttributeOf(element, name);
}

function attributeChanged(element, name, old, value, namespace) {
  treeChanged();
  if (element._attrList !== null) {
    if (old === null) attributeCame(element, name);
    else if (value === null) attributeWent(element, name, old);
  }
  if (namespace === null) {
    if (name === "id" && old !== value) {
      if (element._connected) moveId(element, old, value);
      namesChanged();
      noteName(element, value);
    } else if (name === "for") {
      namesChanged();
    } else if (name === "slot" || name === "name") {
      slotAttribute(element, name, old, value);
      if (name === "name") noteName(element, value);
    } else if (name.charCodeAt(0) === 111 && name.charCodeAt(1) === 110) {
      handlerAttribute(element, name, value);
    }
    element._attributeChanged?.(name, old, value);
    if (element._document._focused) attributeTakesFocus(element, name, old, value);
  }
  if (definitionsExist()) attributeReaction(element, name, old, value, namespace);
}

function moveId(element, old, value) {
  const ids = idsAbove(element);
  if (old !== null) dropId(ids, old, element);
  if (value !== null) addId(ids, value, element);
}

// Has a new element hooks that have to know of these attributes? `_hookedFor`: of that one only.
export function areHooked(element, attributes) {
  return element._hookedFor === null || attributes.has(element._hookedFor);
}

// After all attributes of a new element have been put there at once (by the parser, or a copy).
export function attributesParsed(element) {
  const hook = element._attributeChanged;
  for (const [name, value] of element._attributes) {
    if (element._spaces?.has(name)) continue;
    if (name.charCodeAt(0) === 111 && name.charCodeAt(1) === 110)
      handlerAttribute(element, name, value);
    if (hook !== undefined) element._attributeChanged(name, null, value);
  }
}

function attributeNamespace(element, name) {
  return element._spaces?.get(name)?.namespace ?? null;
}

function localNameOf(element, name) {
  return element._spaces?.get(name)?.localName ?? name;
}

// The qualified name of an attribute that is given by namespace and local name, or null.
export function qualifiedAttribute(element, namespace, localName) {
  if (element._spaces === null) {
    return !namespace && element._attributes.has(localName) ? localName : null;
  }
  for (const name of element._attributes.keys()) {
    const space = element._spaces.get(name);
    if (
      (space?.namespace ?? null) === (namespace || null) &&
      (space?.localName ?? name) === localName
    ) {
      return name;
    }
  }
  return null;
}

// As a page's script writes it: in HTML in lower case.
export function nameFor(element, name) {
  const text = typeof name === "string" ? name : String(name);
  return element._isHTML && element._document._isHTMLDocument ? asciiLower(text) : text;
}
