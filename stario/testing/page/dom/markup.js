// innerHTML and its like (DOM Parsing and Serialization; HTML standard 8.5).

import { withReactions } from "./custom-elements.js";
import { wrongPosition } from "./element.js";
import { failed, throwDOM } from "./exceptions.js";
import { isForm } from "./form-owner.js";
import { host } from "./host.js";
import { HTML_NS } from "./names.js";
import { parseInto } from "./parser.js";
import { childrenHTML, nodeHTML } from "./serializer.js";
import { insert, replaceAll } from "./tree.js";
import { childrenXML, nodeXML } from "./xml-serializer.js";
import { parseXMLFragment } from "./xml-parser.js";

// A fragment of what `markup` says in the place of the children of `context`.
export function parseFragment(markup, context, options, document = context._document) {
  const fragment = document.createDocumentFragment();
  if (markup === "" && context._localName !== "html") return fragment;
  if (!document._isHTMLDocument) return parseXMLFragment(markup, context, fragment);
  // Without a character that markup is made of it is one text.
  if (!/[<&\0\r]/.test(markup) && takesText(context)) {
    fragment.appendChild(document.createTextNode(markup));
    return fragment;
  }
  const { _localName: name, _namespace: namespace } = context;
  const isInForm = /<form/i.test(markup) && isWithinForm(context);
  const html = host("parseFragment", markup.toWellFormed(), name, namespace, isInForm);
  parseInto(html, fragment, document, context, options);
  return fragment;
}

function isWithinForm(element) {
  for (let at = element; at !== null; at = at._parent) if (isForm(at)) return true;
  return false;
}

const STRICT = new Set("table tbody thead tfoot tr colgroup select frameset html head".split(" "));

function takesText(context) {
  return context._namespace === HTML_NS && !STRICT.has(context._localName);
}

export function innerHTMLOf(element) {
  return element._document._isHTMLDocument ? childrenHTML(element) : childrenXML(element);
}

export function outerHTMLOf(element) {
  return element._document._isHTMLDocument ? nodeHTML(element) : nodeXML(element);
}

function textOfMarkup(value) {
  return value === null ? "" : String(value);
}

export function setInnerHTML(element, value, options) {
  const target = element._content ?? element;
  const context = element._kind === 11 ? element._host : element;
  withReactions(() => {
    const fragment = parseFragment(textOfMarkup(value), context, options, target._document);
    replaceAll(target, fragment._first === null ? null : fragment);
  });
}

export function setOuterHTML(element, value) {
  const parent = element._parent;
  if (parent === null) return;
  if (parent._kind === 9) {
    const reason = "This element's parent is a Document, which may not be modified.";
    throwDOM(
      "NoModificationAllowedError",
      `Failed to set the 'outerHTML' property on 'Element': ${reason}`,
    );
  }
  const context = parent._kind === 1 ? parent : element._document.createElement("body");
  withReactions(() => {
    parent.replaceChild(parseFragment(textOfMarkup(value), context), element);
  });
}

export function adjacentHTML(element, position, markup) {
  const place = String(position).toLowerCase();
  const outside = place === "beforebegin" || place === "afterend";
  const inside = place === "afterbegin" || place === "beforeend";
  if (!outside && !inside) wrongPosition(position, "insertAdjacentHTML");
  const parent = element._parent;
  if (outside && (parent === null || parent._kind === 9)) {
    const reason =
      parent === null ? "The element has no parent." : "The element's parent is the document.";
    throwDOM("NoModificationAllowedError", failed("insertAdjacentHTML", "Element", reason));
  }
  let context = outside ? parent : element;
  if (context._kind !== 1 || (context._isHTML && context._localName === "html")) {
    context = element._document.createElement("body");
  }
  withReactions(() => {
    const fragment = parseFragment(markup, context);
    if (place === "beforebegin") insert(parent, fragment, element);
    else if (place === "afterbegin") insert(element, fragment, element._first);
    else if (place === "beforeend") insert(element, fragment, null);
    else insert(parent, fragment, element._next);
  });
}
