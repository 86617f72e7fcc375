// Documents (DOM standard 4.5, HTML standard 3.1).

import { expose } from "./expose.js";
import { newAttr } from "./attribute-nodes.js";
import { CDATASection, Comment, createInstruction, newText } from "./character-data.js";
import { cloneNode } from "./clone-node.js";
import { adoptTree } from "./adopt.js";
import { DocumentFragment } from "./document-fragment.js";
import { createEventOf } from "./legacy-events.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { makeHandlers, makeOwnHandlers } from "./handlers.js";
import { HTML_NS, asciiLower, extractName, isAttributeName, isElementName } from "./names.js";
import { Node } from "./node.js";
import { checkInstance } from "./own-fields.js";
import { makeParent } from "./parent-node.js";
import { createNamed } from "./registry.js";
import { remove } from "./tree.js";
import { elementsById } from "./tree-ids.js";

export class Document extends Node {
  constructor(isHTML = false, contentType = isHTML ? "text/html" : "application/xml") {
    super(9, null);
    this._document = this;
    this._connected = true;
    this._ids = new Map();
    this._asParsed = null;
    this._isHTMLDocument = isHTML;
    this._contentType = contentType;
    this._url = "about:blank";
    // Do scripts run in it? Only in that of a window.
    this._scripted = false;
    this._readyState = "complete";
    this._templates = null;
    this._isTemplates = false;
    this._quirks = false;
  }

  get nodeName() {
    return "#document";
  }

  get documentElement() {
    let node = this._first;
    while (node !== null && node._kind !== 1) node = node._next;
    return node;
  }

  get doctype() {
    let node = this._first;
    while (node !== null && node._kind !== 10) node = node._next;
    return node;
  }

  get contentType() {
    return this._contentType;
  }

  get characterSet() {
    return "UTF-8";
  }

  get charset() {
    return "UTF-8";
  }

  get inputEncoding() {
    return "UTF-8";
  }

  get compatMode() {
    return this._quirks ? "BackCompat" : "CSS1Compat";
  }

  get URL() {
    return this._url;
  }

  get documentURI() {
    return this._url;
  }

  get readyState() {
    return this._readyState;
  }

  get defaultView() {
    return this === globalThis.document ? globalThis : null;
  }

  get implementation() {
    checkInstance(this);
    this._implementation ??= this._makeImplementation();
    return this._implementation;
  }

  getElementById(id) {
    const text = String(id);
    const known = this._ids.get(text);
    if (known === undefined) return null;
    return Array.isArray(known) ? elementsById(this._ids, text)[0] : known;
  }

  createElement(name, options) {
    needsArguments("createElement", "Document", 1, arguments.length);
    const text = String(name);
    if (!isElementName(text)) {
      const reason = `The tag name provided ('${text}') is not a valid name.`;
      throwDOM("InvalidCharacterError", failed("createElement", "Document", reason));
    }
    const namespace =
      this._isHTMLDocument || this._contentType === "application/xhtml+xml" ? HTML_NS : null;
    const localName = this._isHTMLDocument ? asciiLower(text) : text;
    return createNamed(this, namespace, localName, null, isOption(options), "now");
  }

  createElementNS(namespace, qualifiedName, options) {
    needsArguments("createElementNS", "Document", 2, arguments.length);
    const where = "Failed to execute 'createElementNS' on 'Document'";
    const given = namespace === null || namespace === undefined ? null : String(namespace);
    const name = extractName(given, String(qualifiedName), where, isElementName);
    return createNamed(this, name.namespace, name.localName, name.prefix, isOption(options), "now");
  }

  createTextNode(data) {
    return newText(String(data), this);
  }

  createComment(data) {
    return new Comment(String(data), this);
  }

  createCDATASection(data) {
    const text = String(data);
    if (this._isHTMLDocument) {
      const reason = "This operation is not supported for HTML documents.";
      throwDOM("NotSupportedError", failed("createCDATASection", "Document", reason));
    }
    if (text.includes("]]>")) {
      const reason =
        "String cannot contain ']]>' since that is the end delimiter of a CData section.";
      throwDOM("InvalidCharacterError", failed("createCDATASection", "Document", reason));
    }
    return new CDATASection(text, this);
  }

  createProcessingInstruction(target, data) {
    return createInstruction(this, String(target), String(data));
  }

  createDocumentFragment() {
    return new DocumentFragment(this);
  }

  createAttribute(name) {
    const text = String(name);
    if (!isAttributeName(text)) {
      const reason = `The localName provided ('${text}') contains an invalid character.`;
      throwDOM("InvalidCharacterError", failed("createAttribute", "Document", reason));
    }
    return newAttr(this, null, this._isHTMLDocument ? asciiLower(text) : text, "", null);
  }

  createAttributeNS(namespace, qualifiedName) {
    const where = "Failed to execute 'createAttributeNS' on 'Document'";
    const given = namespace === null || namespace === undefined ? null : String(namespace);
    const space = extractName(given, String(qualifiedName), where, isAttributeName);
    return newAttr(this, null, String(qualifiedName), "", space.namespace === null ? null : space);
  }

  createEvent(type) {
    return createEventOf(String(type));
  }

  importNode(node, options) {
    needsArguments("importNode", "Document", 1, arguments.length);
    checkNodeOf(node, "importNode");
    if (node._kind === 9) {
      const reason = "The node provided is a document, which may not be imported.";
      throwDOM("NotSupportedError", failed("importNode", "Document", reason));
    }
    if (isShadowRoot(node)) {
      const reason = "The node provided is a shadow root, which may not be imported.";
      throwDOM("NotSupportedError", failed("importNode", "Document", reason));
    }
    const deep =
      typeof options === "object" && options !== null ? !options.selfOnly : Boolean(options);
    return cloneNode(node, deep, this);
  }

  adoptNode(node) {
    needsArguments("adoptNode", "Document", 1, arguments.length);
    checkNodeOf(node, "adoptNode");
    if (node._kind === 9) {
      const reason = "The node provided is of type '#document', which may not be adopted.";
      throwDOM("NotSupportedError", failed("adoptNode", "Document", reason));
    }
    if (isShadowRoot(node)) {
      const reason = "The node provided is a shadow root, which may not be adopted.";
      throwDOM("HierarchyRequestError", failed("adoptNode", "Document", reason));
    }
    if (node._kind === 2 && node._element !== null) node._element.removeAttributeNode(node);
    if (node._parent !== null) remove(node);
    if (node._document !== this && !(node._kind === 11 && node._host !== undefined))
      adoptTree(node, this);
    return node;
  }

  // The document in which the contents of this one's templates are.
  _templateDocument() {
    if (this._isTemplates) return this;
    if (this._templates === null) {
      this._templates = new Document(this._isHTMLDocument);
      this._templates._isTemplates = true;
    }
    return this._templates;
  }

  _copy() {
    const copy = new this.constructor(this._isHTMLDocument, this._contentType);
    copy._url = this._url;
    copy._quirks = this._quirks;
    return copy;
  }
}
makeParent(Document);
makeHandlers(Document);
makeOwnHandlers(Document, [
  "readystatechange",
  "visibilitychange",
  "fullscreenchange",
  "freeze",
  "resume",
]);

export class XMLDocument extends Document {}

function isOption(options) {
  const is = typeof options === "object" && options !== null ? options.is : undefined;
  return is === undefined ? null : String(is);
}

function isShadowRoot(node) {
  return node._kind === 11 && node._mode !== undefined;
}

function checkNodeOf(node, method) {
  if (!(node instanceof Node)) {
    throw new TypeError(failed(method, "Document", "parameter 1 is not of type 'Node'."));
  }
}

expose(Document, XMLDocument);
