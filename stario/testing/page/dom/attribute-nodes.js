// Attributes as nodes, and the live list of them (DOM standard 4.9.1 and 4.9.2).

import { IndexedList, IteratorPrototype } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { expose } from "./expose.js";
import { nameFor, qualifiedAttribute, removeAttributeOf, setAttributeOf } from "./attributes.js";
import { Node, treeVersion } from "./node.js";

export class Attr extends Node {
  get ownerDocument() {
    return this._element === null ? this._document : this._element._document;
  }

  get nodeName() {
    return this._name;
  }

  get name() {
    return this._name;
  }

  get localName() {
    return this._space === null ? this._name : this._space.localName;
  }

  get prefix() {
    return this._space === null ? null : this._space.prefix;
  }

  get namespaceURI() {
    return this._space === null ? null : this._space.namespace;
  }

  get ownerElement() {
    return this._element;
  }

  get specified() {
    return true;
  }

  get value() {
    return this._element === null ? this._value : this._element._attributes.get(this._name);
  }

  set value(value) {
    const text = String(value);
    if (this._element === null) this._value = text;
    else setAttributeOf(this._element, this._name, text);
  }

  get nodeValue() {
    return this.value;
  }

  set nodeValue(value) {
    this.value = value ?? "";
  }

  get textContent() {
    return this.value;
  }

  set textContent(value) {
    this.value = value ?? "";
  }

  _copy(document) {
    return newAttr(document, null, this._name, this.value, this._space);
  }
}

// Without the constructor of nodes: a morph makes thousands of these, which have no use for what it gives them.
Object.assign(Attr.prototype, {
  _kind: 2,
  _parent: null,
  _first: null,
  _last: null,
  _next: null,
  _previous: null,
  _connected: false,
});

// `value` is only that of an attribute without an element: else it is where the element keeps it.
export function newAttr(document, element, name, value, space) {
  const attr = Object.create(Attr.prototype);
  attr._document = document;
  attr._element = element;
  attr._name = name;
  attr._value = value;
  attr._space = space;
  return attr;
}

// The node of an attribute that is there.
export function attrNode(element, name) {
  element._attrs ??= new Map();
  let node = element._attrs.get(name);
  if (node === undefined) {
    const space = element._spaces?.get(name) ?? null;
    node = newAttr(element._document, element, name, "", space);
    element._attrs.set(name, node);
  }
  return node;
}

export function setAttrNode(element, attr) {
  if (!(attr instanceof Attr)) {
    throw new TypeError(
      failed("setAttributeNode", "Element", "parameter 1 is not of type 'Attr'."),
    );
  }
  if (attr._element === element) return attr;
  if (attr._element !== null) {
    const reason =
      "The node provided is an attribute node that is already an attribute of another Element;";
    throwDOM(
      "InUseAttributeError",
      failed("setAttributeNode", "Element", `${reason} attribute nodes must be explicitly cloned.`),
    );
  }
  const replaced = qualifiedAttribute(element, attr.namespaceURI, attr.localName);
  const before = replaced === null ? null : attrNode(element, replaced);
  if (before !== null) {
    before._value = before.value;
    before._element = null;
    element._attrs.delete(replaced);
  }
  setAttributeOf(element, attr._name, attr._value, attr._space);
  attr._element = element;
  attr._document = element._document;
  element._attrs ??= new Map();
  element._attrs.set(attr._name, attr);
  return before;
}

// The items of an element's `attributes`: by index over the names as they are now.
class AttributeItems {
  constructor(element) {
    this.element = element;
  }

  get length() {
    return this.element._attributes.size;
  }

  at(index) {
    if (index >= this.element._attributes.size) return undefined;
    let name;
    if (index === 0) name = this.element._attributes.keys().next().value;
    else name = [...this.element._attributes.keys()][index];
    return attrNode(this.element, name);
  }

  iterator() {
    return new AttributeIterator(this.element);
  }
}

// By index, as Web IDL says, over the names that are there at that time.
class AttributeIterator {
  constructor(element) {
    this._element = element;
    this._names = [...element._attributes.keys()];
    this._version = treeVersion();
    this._at = 0;
  }

  next() {
    if (this._version !== treeVersion()) {
      this._names = [...this._element._attributes.keys()];
      this._version = treeVersion();
    }
    const name = this._names[this._at++];
    return name === undefined
      ? { value: undefined, done: true }
      : { value: attrNode(this._element, name), done: false };
  }
}
Object.setPrototypeOf(AttributeIterator.prototype, IteratorPrototype);

export class NamedNodeMap extends IndexedList {
  getNamedItem(name) {
    return this._raw._named(nameFor(this._items.element, name));
  }

  getNamedItemNS(namespace, localName) {
    const name = qualifiedAttribute(this._items.element, namespace, String(localName));
    return name === null ? null : attrNode(this._items.element, name);
  }

  setNamedItem(attr) {
    return setAttrNode(this._items.element, attr);
  }

  setNamedItemNS(attr) {
    return setAttrNode(this._items.element, attr);
  }

  removeNamedItem(name) {
    const element = this._items.element;
    const found = this.getNamedItem(name);
    if (found === null) {
      const reason = `No item with name '${name}' was found.`;
      throwDOM("NotFoundError", failed("removeNamedItem", "NamedNodeMap", reason));
    }
    removeAttributeOf(element, found._name);
    return found;
  }

  removeNamedItemNS(namespace, localName) {
    const found = this.getNamedItemNS(namespace, localName);
    if (found === null) {
      const reason = `No item with name '${namespace}::${localName}' was found.`;
      throwDOM("NotFoundError", failed("removeNamedItemNS", "NamedNodeMap", reason));
    }
    removeAttributeOf(this._items.element, found._name);
    return found;
  }

  _named(name) {
    const element = this._items.element;
    return element._attributes.has(name) ? attrNode(element, name) : null;
  }

  _names() {
    return this._items.element._attributes.keys();
  }
}

export function attributesOf(element) {
  return new NamedNodeMap(new AttributeItems(element));
}

expose(Attr, NamedNodeMap);
