// A page that is opened again is not parsed again: what its parser had made of it is kept as a list of nodes, in
// tree order. The list holds no nodes. Its attributes are those that the page's elements have as long as none of them
// is changed: who changes one has attributes of its own from then on.

import { NO_ATTRIBUTES, areHooked, sharedAttributes } from "./attributes.js";
import { Comment, newText } from "./character-data.js";
import { DocumentType } from "./document-fragment.js";
import { giveForm } from "./given-forms.js";
import { hasOddName, noteOddName } from "./good-names.js";
import { hasHandlerName } from "./handlers.js";
import { hideMembers, hidingNames } from "./hidden-members.js";
import { HTML_NS } from "./names.js";
import { following, treeChanged } from "./node.js";
import { placeTree, placesMatter } from "./placement.js";
import { createNamed, makerNamed } from "./registry.js";
import { keepAsParsed, structureChanged } from "./structure-version.js";
import { addId } from "./tree-ids.js";

// Many texts never come again: a list is made when one comes for the second time.
const MOST_DOCUMENTS = 50;
const LONGEST = 20_000;
const seenTexts = new Set();
const knownDocuments = new Map();

// What a node is made of. `parent` and `previous` are places in the list, -1 the document's and nobody's; `isOdd`: an
// attribute has a name that has to be looked at; `isTold`: the element is told of its attributes, or has handlers
// among them.
class NodePlan {
  constructor(node, parent, previous) {
    this.kind = node._kind;
    this.parent = parent;
    this.previous = previous;
    this.isLast = node._next === null;
    this.data = this.kind === 10 ? [node.name, node.publicId, node.systemId] : node._data;
    if (this.kind !== 1) return;
    this.name = node._localName;
    this.PlainElement = makerNamed(this.name);
    this.attributes = sharedAttributes(node);
    const names = [...this.attributes.keys()];
    this.isOdd = hasOddName(names);
    this.hiding = hidingNames(this.name, this.attributes);
    const isHooked = areHooked(node, this.attributes);
    this.isTold =
      names.length > 0 &&
      ((isHooked && node._attributeChanged !== undefined) || hasHandlerName(names));
    this.id = this.attributes.get("id");
    this.isHooked = isHooked && node._inserted !== undefined;
  }
}

// What is like no other stays the parser's: other namespaces, templates, elements of the page's own.
function isPlanned(node) {
  if (node._kind !== 1) return node._kind === 3 || node._kind === 8 || node._kind === 10;
  if (!node._isHTML || node._content !== undefined || node._shadow !== null) return false;
  return !node._localName.includes("-") && !node._attributes.has("is");
}

function knownDocument(document) {
  const places = new Map([[document, -1]]);
  const list = [];
  for (let node = document._first; node !== null; node = following(node, document)) {
    if (!isPlanned(node)) return null;
    places.set(node, list.length);
    list.push(new NodePlan(node, places.get(node._parent), places.get(node._previous) ?? -1));
  }
  return { list, given: givenForms(places) };
}

// The controls to which the parser has given a form, with it, by their places in the list.
function givenForms(places) {
  const given = [];
  for (const [node, place] of places) {
    if (node._givenForm) given.push([place, places.get(node._givenForm)]);
  }
  return given;
}

// To be called when a page has been parsed, and no script of it has run: has it to be known?
export function rememberDocument(text, document) {
  if (text.length > LONGEST || knownDocuments.has(text)) return;
  if (!seenTexts.has(text)) {
    if (seenTexts.size >= MOST_DOCUMENTS) seenTexts.clear();
    seenTexts.add(text);
    return;
  }
  if (knownDocuments.size >= MOST_DOCUMENTS) knownDocuments.clear();
  knownDocuments.set(text, knownDocument(document));
}

// Fill an empty document of a window with what the text stands for, each element with its number; false if that
// is not known. `begun` is called before the nodes are part of the document.
export function buildKnown(text, document, begun) {
  const known = text.length > LONGEST ? undefined : knownDocuments.get(text);
  if (known === undefined || known === null) return false;
  const { list, given } = known;
  const nodes = [];
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    const plan = list[i];
    const node = plan.kind === 1 ? builtElement(plan, document) : builtData(plan, document);
    if (plan.kind === 1) node._order = count++;
    nodes.push(node);
    const parent = plan.parent < 0 ? document : nodes[plan.parent];
    node._parent = parent;
    if (plan.previous < 0) parent._first = node;
    else {
      const previous = nodes[plan.previous];
      previous._next = node;
      node._previous = previous;
    }
    if (plan.isLast) parent._last = node;
  }
  for (const [control, form] of given) giveForm(nodes[control], nodes[form]);
  if (placesMatter()) placeTree(document);
  begun(document);
  connectBuilt(list, nodes, document);
  return true;
}

function builtElement(plan, document) {
  const { name, PlainElement } = plan;
  const element =
    PlainElement === undefined
      ? createNamed(document, HTML_NS, name)
      : new PlainElement(document, name);
  if (plan.attributes === NO_ATTRIBUTES) return element;
  element._attributes = plan.attributes;
  if (plan.isOdd) noteOddName();
  if (plan.hiding !== null) hideMembers(plan.hiding);
  if (plan.isTold) element._attributesParsed();
  return element;
}

function builtData({ kind, data }, document) {
  if (kind === 3) return newText(data, document);
  return kind === 8
    ? new Comment(data, document)
    : new DocumentType(data[0], data[1], data[2], document);
}

// What `connectParsed` does: there are no shadow trees yet, nor elements of the page's own.
function connectBuilt(list, nodes, document) {
  treeChanged();
  structureChanged();
  const elements = [];
  const hooked = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    node._connected = true;
    const plan = list[i];
    if (plan.kind !== 1) continue;
    elements.push(node);
    if (plan.id !== undefined) addId(document._ids, plan.id, node);
    if (plan.isHooked) hooked.push(node);
  }
  keepAsParsed(document, elements);
  for (let i = 0; i < hooked.length; i++) if (hooked[i]._connected) hooked[i]._inserted();
}
