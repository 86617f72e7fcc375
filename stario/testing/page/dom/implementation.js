// DOMImplementation, DOMParser and XMLSerializer (DOM standard 4.5.1, HTML standard 8.5).

import { expose } from "./expose.js";
import { DocumentType } from "./document-fragment.js";
import { Document, XMLDocument } from "./document.js";
import { failed, illegalConstructor } from "./exceptions.js";
import { host } from "./host.js";
import { buildKnown, rememberDocument } from "./known-documents.js";
import { HTML_NS, SVG_NS } from "./names.js";
import { checkNode } from "./node.js";
import { numberElements } from "./page-checks.js";
import { parseInto } from "./parser.js";
import { mayPause } from "./script-tags.js";
import { parseStepwise } from "./stepwise-parser.js";
import { connectParsed } from "./tree.js";
import { parseXMLDocument } from "./xml-parser.js";
import { nodeXML } from "./xml-serializer.js";

let makes = false;

export class HTMLDocument extends Document {
  constructor(isHTML = true, contentType = "text/html") {
    super(isHTML, contentType);
  }
}

export class DOMImplementation {
  constructor(document) {
    if (!makes) illegalConstructor("DOMImplementation");
    this._document = document;
  }

  createDocumentType(name, publicId, systemId) {
    return new DocumentType(String(name), String(publicId), String(systemId), this._document);
  }

  createDocument(namespace, qualifiedName, doctype = null) {
    const type = { [HTML_NS]: "application/xhtml+xml", [SVG_NS]: "image/svg+xml" }[namespace];
    const document = new XMLDocument(false, type ?? "application/xml");
    if (doctype !== null) document.appendChild(doctype);
    const name = qualifiedName === null ? "" : String(qualifiedName);
    if (name !== "") document.appendChild(document.createElementNS(namespace, name));
    return document;
  }

  createHTMLDocument(title) {
    const document = new HTMLDocument();
    document.appendChild(new DocumentType("html", "", "", document));
    const root = document.appendChild(document.createElement("html"));
    const head = root.appendChild(document.createElement("head"));
    if (title !== undefined) {
      head.appendChild(document.createElement("title")).appendChild(document.createTextNode(title));
    }
    root.appendChild(document.createElement("body"));
    return document;
  }

  hasFeature() {
    return true;
  }
}

export function createImplementation(document) {
  makes = true;
  const implementation = new DOMImplementation(document);
  makes = false;
  return implementation;
}

const XML_TYPES = ["text/xml", "application/xml", "application/xhtml+xml", "image/svg+xml"];

export class DOMParser {
  parseFromString(text, type) {
    const kind = String(type);
    if (kind === "text/html") {
      const document = new HTMLDocument();
      document._url = globalThis.document._url;
      parseHTMLDocument(document, String(text), { isPage: false });
      return document;
    }
    if (!XML_TYPES.includes(kind)) {
      const reason = `The provided value '${kind}' is not a valid enum value of type SupportedType.`;
      throw new TypeError(failed("parseFromString", "DOMParser", reason));
    }
    const document = new XMLDocument(false, kind);
    document._url = globalThis.document._url;
    parseXMLDocument(document, String(text));
    return document;
  }
}

// Fills an empty document. In that of a page templates may declare shadow roots, scripts run, and
// elements have numbers.
export function parseHTMLDocument(document, text, { isPage, shadows = isPage }) {
  if (isPage && buildKnown(text, document, beginningRead)) return;
  const answer = host("parse", text.toWellFormed(), document._scripted);
  const [html, publicId, systemId, found] =
    typeof answer === "string" ? [answer, "", "", []] : answer;
  // Another document than a page's has no browsing context: in Chromium its forms are given to nobody.
  const owners = isPage ? found : [];
  const doctype = [publicId, systemId];
  const options = { shadows, runs: isPage, doctype, owners, beginningRead };
  if (isPage && mayPause(html)) {
    parseStepwise(html, text, document, options);
    return;
  }
  parseInto(html, document, document, null, options);
  if (isPage) rememberDocument(text, document);
  beginningRead(document);
  connectParsed(document);
}

// Its beginning has been read.
function beginningRead(document) {
  document._quirks = isQuirky(document.doctype);
}

const QUIRKY =
  /^(?:-\/\/w3c\/\/dtd html 4\.0 (?:frameset|transitional)\/\/|-\/\/w3c\/\/dtd html 3|-\/\/ietf\/\/dtd html|-\/\/w3o\/\/dtd w3 html|html$)/i;

// Good enough for what still is on the web (13.2.6.4.1, "quirks mode").
function isQuirky(doctype) {
  if (doctype === null || doctype.name !== "html") return true;
  if (doctype.publicId === "" && doctype.systemId === "") return false; // most say no more than that
  if (QUIRKY.test(doctype.publicId)) return true;
  const loose = /^-\/\/w3c\/\/dtd html 4\.01 (?:frameset|transitional)\/\//i;
  return doctype.systemId === "" && loose.test(doctype.publicId);
}

export class XMLSerializer {
  serializeToString(node) {
    checkNode(node, "serializeToString", 1);
    return nodeXML(node);
  }
}

export function createWindowDocument(text, url, contentType) {
  if (contentType !== "text/html" && XML_TYPES.includes(contentType)) {
    const document = new XMLDocument(false, contentType);
    document._url = url;
    const fill = () => {
      parseXMLDocument(document, text);
      numberElements(document);
    };
    return { document, fill };
  }
  const document = new HTMLDocument();
  document._url = url;
  document._scripted = true;
  document._ids._named = true;
  return { document, fill: () => parseHTMLDocument(document, text, { isPage: true }) };
}

expose(HTMLDocument, DOMImplementation, DOMParser, XMLSerializer);
