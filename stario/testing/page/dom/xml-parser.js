// XML: the host reads it, here it becomes a tree, with its namespaces (DOM Parsing; HTML standard 14.2).

import { CDATASection, Comment, ProcessingInstruction, Text } from "./character-data.js";
import { DocumentType } from "./document-fragment.js";
import { throwDOM } from "./exceptions.js";
import { isGoodName, noteOddName } from "./good-names.js";
import { host } from "./host.js";
import { HTML_NS, XMLNS_NS, namespaceOfPrefix } from "./names.js";
import { createNamed } from "./registry.js";
import { appendNew, connectParsed, insert } from "./tree.js";

const STYLE =
  "display: block; white-space: pre; border: 2px solid #c77; padding: 0 1em 0 1em; margin: 1em; background-color: #fdd; color: black";

function splitName(name) {
  const colon = name.indexOf(":");
  return colon < 0 ? [null, name] : [name.slice(0, colon), name.slice(colon + 1)];
}

// A new element under a parent whose namespaces are in scope. Null if a prefix is not declared.
function elementFor(document, parent, name, given) {
  const [prefix, localName] = splitName(name);
  const declared = new Map();
  for (let i = 0; i < given.length; i += 2) {
    if (given[i] === "xmlns") declared.set(null, given[i + 1]);
    else if (given[i].startsWith("xmlns:")) declared.set(given[i].slice(6), given[i + 1]);
  }
  const lookUp = (wanted) => declared.get(wanted) ?? namespaceOfPrefix(parent, wanted);
  const namespace = lookUp(prefix) || null;
  if (prefix !== null && namespace === null) return null;
  const element = createNamed(document, namespace, localName, prefix);
  if (given.length === 0) return element;
  element._attributes = new Map();
  for (const i of declarationsFirst(given)) {
    const [space, local] = splitName(given[i]);
    element._attributes.set(given[i], given[i + 1]);
    if (!isGoodName(given[i])) noteOddName();
    if (space === null && given[i] !== "xmlns") continue;
    const spaceName = given[i] === "xmlns" || space === "xmlns" ? XMLNS_NS : lookUp(space);
    if (!spaceName) return null;
    element._spaces ??= new Map();
    element._spaces.set(given[i], { namespace: spaceName, prefix: space, localName: local });
  }
  element._attributesParsed();
  return element;
}

// The order that Chromium's parser gives attributes.
function declarationsFirst(given) {
  const places = [];
  for (let i = 0; i < given.length; i += 2) places.push(i);
  const isOther = (i) => !(given[i] === "xmlns" || given[i].startsWith("xmlns:"));
  return places.sort((a, b) => isOther(a) - isOther(b));
}

// Appends what the events say. Returns what was wrong, or null.
function build(events, root, document) {
  let parent = root;
  for (const [kind, first, second, third] of events) {
    switch (kind) {
      case "start": {
        const above = parent._kind === 1 ? parent : null;
        const element = elementFor(document, above, first, second);
        if (element === null) return `error: a prefix of <${first}> is not declared`;
        appendNew(parent, element);
        parent = element;
        break;
      }
      case "end":
        parent = parent._parent;
        break;
      case "text":
        // Between what is outside of the root there is only white space, which is no node.
        if (parent !== root || root._kind !== 9) appendNew(parent, new Text(first, document));
        break;
      case "cdata":
        appendNew(parent, new CDATASection(first, document));
        break;
      case "comment":
        appendNew(parent, new Comment(first, document));
        break;
      case "pi":
        appendNew(parent, new ProcessingInstruction(first, second, document));
        break;
      case "doctype":
        appendNew(parent, new DocumentType(first, second, third, document));
        break;
      default:
        return first;
    }
  }
  return null;
}

// What Chromium shows of a document that is not well-formed: what it has read, and a <parsererror>.
function showError(document, message) {
  const error = createNamed(document, HTML_NS, "parsererror");
  error.setAttribute("style", STYLE);
  const add = (name, text) => {
    const element = error.appendChild(createNamed(document, HTML_NS, name));
    element.appendChild(document.createTextNode(text));
    return element;
  };
  add("h3", "This page contains the following errors:");
  add("div", message).setAttribute("style", "font-family:monospace;font-size:12px");
  add("h3", "Below is a rendering of the page up to the first error.");
  const root = document.documentElement;
  if (root !== null) {
    insert(root, error, root._first);
    return;
  }
  while (document._first !== null) document._first.remove();
  const html = document.appendChild(createNamed(document, HTML_NS, "html"));
  html.appendChild(createNamed(document, HTML_NS, "body")).appendChild(error);
}

export function parseXMLDocument(document, text) {
  const wrong = build(host("parseXml", text.toWellFormed()), document, document);
  if (wrong !== null) showError(document, wrong);
  connectParsed(document);
}

// Within an element whose namespaces are in scope; `where` is the call, for the message.
export function parseXMLFragment(markup, context, fragment) {
  const document = fragment._document;
  const scope = new Map();
  for (let at = context; at !== null && at._kind === 1; at = at._parent) {
    for (const [name, value] of at._attributes) {
      if (name.startsWith("xmlns:") && !scope.has(name)) scope.set(name, value);
    }
    if (at._prefix !== null && !scope.has(`xmlns:${at._prefix}`)) {
      scope.set(`xmlns:${at._prefix}`, at._namespace);
    }
  }
  scope.set("xmlns", namespaceOfPrefix(context, null) ?? "");
  let head = "<wrapper";
  for (const [name, value] of scope)
    head += ` ${name}="${value.replace(/[&<"]/g, (char) => `&#${char.charCodeAt(0)};`)}"`;
  const wrapped = document.createDocumentFragment();
  const events = host("parseXml", `${head}>${markup.toWellFormed()}</wrapper>`);
  if (build(events, wrapped, document) !== null) {
    throwDOM(
      "SyntaxError",
      "Failed to set the 'innerHTML' property on 'Element': The provided markup is invalid XML, and " +
        "therefore cannot be inserted into an XML document.",
    );
  }
  const wrapper = wrapped._first;
  while (wrapper._first !== null) insert(fragment, wrapper._first, null);
  return fragment;
}
