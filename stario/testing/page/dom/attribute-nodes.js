// Attributes as nodes, and the live list of them (DOM standard 4.9.1 and 4.9.2).

import { IndexedList, listOf } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { expose } from "./expose.js";
import { nameFor, qualifiedAttribute, removeAttributeOf, setAttributeOf } from "./attributes.js";
import { Node } from "./node.js";
import { checkInstance, putFields } from "./own-fields.js";

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
// Most have no namespace, and no value but that of their element.
putFields(Attr.prototype, {
  _kind: 2,
  _document: null,
  _element: null,
  _name: "",
  _value: "",
  _space: null,
});

// `value` is only that of an attribute without an element: else it is where the element keeps it.
export function newAttr(document, element, name, value, space) {
  const attr = Object.create(Attr.prototype);
  attr._document = document;
  attr._element = element;
  attr._name = name;
  if (value !== "") attr._value = value;
  if (space !== null) attr._space = space;
  return attr;
}

// The nodes of all attributes, as an array that is kept up with them: who goes through it sees what changes.
function attrList(element) {
  if (element._attrList === null) {
    const list = [];
    if (element._attributes.size > 0) {
      for (const name of element._attributes.keys()) list.push(nodeFor(element, name));
    }
    element._attrList = list;
  }
  return element._attrList;
}

function nodeFor(element, name) {
  return newAttr(element._document, element, name, "", element._spaces?.get(name) ?? null);
}

function placeInList(list, name) {
  return list.findIndex((attr) => attr._name === name);
}

// The node of an attribute that is there.
function attrNode(element, name) {
  const list = attrList(element);
  return list[placeInList(list, name)];
}

// What follows is called for elements whose nodes have been asked for.
export function attributeCame(element, name) {
  element._attrList.push(nodeFor(element, name));
}

export function attributeWent(element, name, value) {
  const list = element._attrList;
  const [attr] = list.splice(placeInList(list, name), 1);
  attr._value = value;
  attr._element = null;
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
  }
  setAttributeOf(element, attr._name, attr._value, attr._space);
  attr._element = element;
  attr._document = element._document;
  const list = attrList(element);
  list[placeInList(list, attr._name)] = attr;
  return before;
}

// The items of an element's `attributes`. An object of a literal is made in half the time that a class takes.
const attributeItems = {
  element: null,

  get length() {
    return this.element._attributes.size;
  },

  at(index) {
    return attrList(this.element)[index];
  },

  iterator() {
    return attrList(this.element)[Symbol.iterator]();
  },
};

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
  if (element._attributeMap === null) {
    checkInstance(element);
    element._attributeMap = listOf(NamedNodeMap, { __proto__: attributeItems, element });
  }
  return element._attributeMap;
}

expose(Attr, NamedNodeMap);
