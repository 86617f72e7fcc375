// Elements (DOM standard 4.9).

import { expose } from "./expose.js";
import { attributesOf, setAttrNode } from "./attribute-nodes.js";
import {
  NO_ATTRIBUTES,
  attributesParsed,
  nameFor,
  qualifiedAttribute,
  removeAttributeOf,
  setAttributeOf,
} from "./attributes.js";
import { adjacentHTML, innerHTMLOf, outerHTMLOf, setInnerHTML, setOuterHTML } from "./markup.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { HTML_NS, extractName, isAttributeName, tagNameOf } from "./names.js";
import { Node, setTextOf, textOf } from "./node.js";
import { putFields } from "./own-fields.js";
import { makeChild, makeParent, makeSibling } from "./parent-node.js";
import { attachShadowTo, assignedSlotOf, openShadow } from "./shadow.js";
import { DOMTokenList } from "./token-list.js";
import { preInsert } from "./tree-validity.js";

export class Element extends Node {
  constructor(document, localName, prefix = null, namespace = HTML_NS) {
    super(1, document);
    this._localName = localName;
    if (namespace !== HTML_NS) {
      this._namespace = namespace;
      this._isHTML = false;
    }
    if (prefix !== null) this._prefix = prefix;
  }

  get _qualifiedName() {
    return this._prefix === null ? this._localName : `${this._prefix}:${this._localName}`;
  }

  get nodeName() {
    return tagNameOf(this);
  }

  get tagName() {
    return tagNameOf(this);
  }

  get localName() {
    return this._localName;
  }

  get namespaceURI() {
    return this._namespace;
  }

  get prefix() {
    return this._prefix;
  }

  get textContent() {
    return textOf(this);
  }

  set textContent(value) {
    setTextOf(this, value);
  }

  get id() {
    return this._attributes.get("id") ?? "";
  }

  set id(value) {
    setAttributeOf(this, "id", String(value));
  }

  get className() {
    return this._attributes.get("class") ?? "";
  }

  set className(value) {
    setAttributeOf(this, "class", String(value));
  }

  get classList() {
    this._classList ??= new DOMTokenList(this, "class");
    return this._classList;
  }

  set classList(value) {
    this.classList.value = value;
  }

  get slot() {
    return this._attributes.get("slot") ?? "";
  }

  set slot(value) {
    setAttributeOf(this, "slot", String(value));
  }

  get assignedSlot() {
    const slot = assignedSlotOf(this);
    return slot !== null && openShadow(slot) ? slot : null;
  }

  get shadowRoot() {
    return this._shadow !== null && this._shadow._mode === "open" ? this._shadow : null;
  }

  attachShadow(init) {
    return attachShadowTo(this, init);
  }

  get attributes() {
    return attributesOf(this);
  }

  hasAttributes() {
    return this._attributes.size > 0;
  }

  getAttributeNames() {
    return [...this._attributes.keys()];
  }

  getAttribute(name) {
    // Most elements that are asked have none.
    if (this._attributes === NO_ATTRIBUTES && typeof name === "string") return null;
    return this._attributes.get(nameFor(this, name)) ?? null;
  }

  hasAttribute(name) {
    if (this._attributes === NO_ATTRIBUTES && typeof name === "string") return false;
    return this._attributes.has(nameFor(this, name));
  }

  setAttribute(name, value) {
    needsArguments("setAttribute", "Element", 2, arguments.length);
    const text = String(name);
    checkName(text, "setAttribute");
    setAttributeOf(this, nameFor(this, text), String(value));
  }

  removeAttribute(name) {
    removeAttributeOf(this, nameFor(this, name));
  }

  toggleAttribute(name, force) {
    checkName(String(name), "toggleAttribute");
    const own = nameFor(this, name);
    const there = this._attributes.has(own);
    if (there && (force === undefined || !force)) removeAttributeOf(this, own);
    else if (!there && (force === undefined || force)) setAttributeOf(this, own, "");
    return this._attributes.has(own);
  }

  getAttributeNS(namespace, localName) {
    const name = qualifiedAttribute(this, namespace, String(localName));
    return name === null ? null : this._attributes.get(name);
  }

  hasAttributeNS(namespace, localName) {
    return qualifiedAttribute(this, namespace, String(localName)) !== null;
  }

  setAttributeNS(namespace, qualifiedName, value) {
    needsArguments("setAttributeNS", "Element", 3, arguments.length);
    const where = failed("setAttributeNS", "Element", "").slice(0, -2);
    const given = namespace === null || namespace === undefined ? null : String(namespace);
    const space = extractName(given, String(qualifiedName), where, isAttributeName);
    const known = qualifiedAttribute(this, space.namespace, space.localName);
    const full = String(qualifiedName);
    setAttributeOf(this, known ?? full, String(value), space.namespace === null ? null : space);
  }

  removeAttributeNS(namespace, localName) {
    const name = qualifiedAttribute(this, namespace, String(localName));
    if (name !== null) removeAttributeOf(this, name);
  }

  getAttributeNode(name) {
    return attributesOf(this).getNamedItem(name);
  }

  getAttributeNodeNS(namespace, localName) {
    return attributesOf(this).getNamedItemNS(namespace, localName);
  }

  setAttributeNode(attr) {
    return setAttrNode(this, attr);
  }

  setAttributeNodeNS(attr) {
    return setAttrNode(this, attr);
  }

  removeAttributeNode(attr) {
    if (attr?._element !== this) {
      const reason = "The node provided is owned by another element.";
      throwDOM("NotFoundError", failed("removeAttributeNode", "Element", reason));
    }
    removeAttributeOf(this, attr._name);
    return attr;
  }

  get innerHTML() {
    return innerHTMLOf(this);
  }

  set innerHTML(value) {
    setInnerHTML(this, value);
  }

  get outerHTML() {
    return outerHTMLOf(this);
  }

  set outerHTML(value) {
    setOuterHTML(this, value);
  }

  insertAdjacentHTML(position, markup) {
    needsArguments("insertAdjacentHTML", "Element", 2, arguments.length);
    adjacentHTML(this, position, String(markup));
  }

  insertAdjacentElement(position, element) {
    if (!(element instanceof Element)) {
      const reason = "parameter 2 is not of type 'Element'.";
      throw new TypeError(failed("insertAdjacentElement", "Element", reason));
    }
    return insertBeside(this, position, element, "insertAdjacentElement");
  }

  insertAdjacentText(position, data) {
    const text = this._document.createTextNode(String(data));
    insertBeside(this, position, text, "insertAdjacentText");
  }

  // What a copy or the parser calls when it has set the attributes by itself.
  _attributesParsed() {
    attributesParsed(this);
  }
}
// What most begin with; what few have, or not before somebody asks.
putFields(Element.prototype, {
  _kind: 1,
  _namespace: HTML_NS,
  _isHTML: true,
  _attributes: NO_ATTRIBUTES,
  // Whether these are its own, see `ownAttributes`.
  _ownsAttributes: false,
  _prefix: null,
  // Of attributes that have a namespace: qualified name to {namespace, prefix, localName}.
  _spaces: null,
  _attrList: null,
  // The one attribute that its hooks are for, if there is but one.
  _hookedFor: null,
  _attributeMap: null,
  _classList: null,
  // Custom elements: the definition once it is upgraded, the value of `is`, what waits to be called, a lost case.
  _definition: null,
  _is: null,
  _reactions: undefined,
  _failed: false,
  _dataset: null,
  _style: null,
});
makeParent(Element);
makeChild(Element);
makeSibling(Element);

function checkName(name, method) {
  if (isAttributeName(name)) return;
  const reason = `'${name}' is not a valid attribute name.`;
  throwDOM("InvalidCharacterError", failed(method, "Element", reason));
}

function insertBeside(element, position, node, method) {
  const parent = element._parent;
  switch (String(position).toLowerCase()) {
    case "beforebegin":
      return parent === null ? null : preInsert(parent, node, element, method);
    case "afterbegin":
      return preInsert(element, node, element._first, method);
    case "beforeend":
      return preInsert(element, node, null, method);
    case "afterend":
      return parent === null ? null : preInsert(parent, node, element._next, method);
    default:
      return wrongPosition(position, method);
  }
}

export function wrongPosition(position, method) {
  const places = "'beforeBegin', 'afterBegin', 'beforeEnd', or 'afterEnd'";
  const reason = `The value provided ('${position}') is not one of ${places}.`;
  return throwDOM("SyntaxError", failed(method, "Element", reason));
}

expose(Element);
