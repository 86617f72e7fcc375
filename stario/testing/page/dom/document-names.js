// Forms, images, embeds and objects by their names: `document.login` (HTML standard 3.1.6), in the page's document. As
// properties of its own, since they hide its members: they come and go with the elements, and who has no name costs
// nothing.

import { collectionOf } from "./collections.js";
import { ownField } from "./own-fields.js";
import { rootOf } from "./node.js";
import { mixin } from "./parent-node.js";
import { allElements } from "./selectors.js";
import { nameOnWindow, unnameOnWindow } from "./window-names.js";

const WITH_NAMES = new Set(["embed", "form", "img", "object"]);
const NO_NAMES = [];
// Under these the DOM itself asks for what documents have; `location` nothing hides.
const LEFT = new Set(
  "URL appendChild baseURI childNodes createDocumentFragment createElement createElementNS createEvent createTextNode defaultView doctype documentElement getElementById location".split(
    " ",
  ),
);

// What it is called in the window, by its name alone.
function givenName(element) {
  return (
    (WITH_NAMES.has(element._localName) && element._isHTML && element._attributes.get("name")) || ""
  );
}

// An object's id counts as a name of it, and so does that of an image with a name.
function namesOf(element) {
  const name = givenName(element);
  const tag = element._localName;
  const id = (tag === "object" || (tag === "img" && name)) && element._attributes.get("id");
  if (!name && !id) return NO_NAMES;
  return id && id !== name ? [id, name] : [name || id];
}

// The elements of a document that are called so, in no order.
export function elementsNamed(document, name) {
  return document._namedElements?.get(name) ?? NO_NAMES;
}

// Does the window find it by this name, be that an id or not?
export function isNamed(element, name) {
  return givenName(element) === name;
}

// To be called for those that may have names, when they have become part of a tree that is connected.
export function nameInDocument(element) {
  const names = namesOf(element);
  if (names === NO_NAMES) return;
  const document = rootOf(element);
  if (document._ids._named !== true) return;
  element._names = names;
  for (const name of names) if (name !== "") addName(document, name, element);
}

// And when they are no part of it any more.
export function unnameInDocument(element) {
  const names = element._names;
  if (names === undefined) return;
  element._names = undefined;
  for (const name of names) if (name !== "") dropName(element._document, name, element);
}

// Give a class of elements its place in documents, besides what it is told of already.
export function makeNamed(type) {
  const { _inserted, _removed, _attributeChanged } = type.prototype;
  const tell = (hook, element, given) => {
    if (hook !== undefined) Reflect.apply(hook, element, given);
  };
  type.prototype._hookedFor = null;
  mixin(type, {
    _inserted() {
      tell(_inserted, this, []);
      nameInDocument(this);
    },
    _removed() {
      tell(_removed, this, []);
      unnameInDocument(this);
    },
    _attributeChanged(name) {
      tell(_attributeChanged, this, [name]);
      renameInDocument(this, name);
    },
  });
}

// Its name, or its id, is another.
export function renameInDocument(element, attribute) {
  if (!element._connected || (attribute !== "name" && attribute !== "id")) return;
  unnameInDocument(element);
  nameInDocument(element);
}

function addName(document, name, element) {
  document._namedElements ??= new Map();
  const known = document._namedElements.get(name) ?? NO_NAMES;
  document._namedElements.set(name, [...known, element]);
  if (known.length === 0) nameOnWindow(name);
  showNamed(document, name, known);
}

function dropName(document, name, element) {
  const known = elementsNamed(document, name);
  const left = known.filter((each) => each !== element);
  if (left.length > 0) document._namedElements.set(name, left);
  else {
    document._namedElements.delete(name);
    unnameOnWindow(name);
  }
  showNamed(document, name, known);
}

// One is itself; several are a list, and the same as long as there are several. What a page has put there stays.
function showNamed(document, name, before) {
  if (LEFT.has(name)) return;
  const own = Object.getOwnPropertyDescriptor(document, name);
  const isOurs = own !== undefined && (before.includes(own.value) || isListOf(own.value, name));
  if (own !== undefined && !isOurs) return;
  const elements = elementsNamed(document, name);
  if (elements.length === 0) delete document[name];
  else if (elements.length === 1 || before.length < 2) {
    const value = elements.length === 1 ? elements[0] : listNamed(document, name);
    const property = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(document, name, property);
  }
}

const LISTED_NAME = ownField("listedName");

function listNamed(document, name) {
  const list = collectionOf(() =>
    allElements(document).filter((each) => namesOf(each).includes(name)),
  );
  list._raw[LISTED_NAME] = name;
  return list;
}

function isListOf(value, name) {
  return typeof value === "object" && value !== null && value[LISTED_NAME] === name;
}
