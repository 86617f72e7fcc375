// Namespaces, and which names elements and attributes may have (DOM standard 1.4).

import { throwDOM } from "./exceptions.js";
import { onReset } from "./host.js";

export const HTML_NS = "http://www.w3.org/1999/xhtml";
export const SVG_NS = "http://www.w3.org/2000/svg";
export const MATHML_NS = "http://www.w3.org/1998/Math/MathML";
export const XLINK_NS = "http://www.w3.org/1999/xlink";
export const XML_NS = "http://www.w3.org/XML/1998/namespace";
export const XMLNS_NS = "http://www.w3.org/2000/xmlns/";

// HTML elements that a form may have: its listed ones, and images.
const OF_FORMS = new Set("button fieldset img input object output select textarea".split(" "));

export function isOfForms(localName) {
  return OF_FORMS.has(localName);
}

const KEPT = 2000;
const lowered = new Map();
const uppered = new Map();

onReset(() => {
  if (lowered.size > KEPT) lowered.clear();
  if (uppered.size > KEPT) uppered.clear();
});

// ASCII only, as HTML means it: toLowerCase() alone would change other letters too.
export function asciiLower(text) {
  const known = lowered.get(text);
  if (known !== undefined) return known;
  const lower = text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
  if (text.length < 100) lowered.set(text, lower);
  return lower;
}

function asciiUpper(text) {
  const known = uppered.get(text);
  if (known !== undefined) return known;
  const upper = text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  if (text.length < 100) uppered.set(text, upper);
  return upper;
}

export function isElementName(name) {
  // eslint-disable-next-line no-control-regex
  if (/^[A-Za-z]/.test(name)) return !/[\t\n\f\r \0/>]/.test(name);
  return /^[:_\x80-\uffff][-A-Za-z0-9.:_\x80-\uffff]*$/.test(name);
}

export function isAttributeName(name) {
  // eslint-disable-next-line no-control-regex
  return name !== "" && !/[\t\n\f\r \0/=>]/.test(name);
}

function isPrefix(name) {
  // eslint-disable-next-line no-control-regex
  return name !== "" && !/[\t\n\f\r \0/>]/.test(name);
}

// "Validate and extract": {namespace, prefix, localName}. `where` is the call, for the message.
export function extractName(namespace, qualifiedName, where, isName) {
  const space = namespace === "" || namespace === undefined ? null : namespace;
  const colon = qualifiedName.indexOf(":");
  const prefix = colon < 0 ? null : qualifiedName.slice(0, colon);
  const localName = colon < 0 ? qualifiedName : qualifiedName.slice(colon + 1);
  if ((prefix !== null && !isPrefix(prefix)) || !isName(localName)) {
    throwDOM(
      "InvalidCharacterError",
      `${where}: The qualified name provided ('${qualifiedName}') contains an invalid character.`,
    );
  }
  const wrong =
    (prefix !== null && space === null) ||
    (prefix === "xml" && space !== XML_NS) ||
    (qualifiedName === "xmlns" || prefix === "xmlns") !== (space === XMLNS_NS);
  if (wrong) {
    const reason =
      isName === isAttributeName
        ? `'${space ?? ""}' is an invalid namespace for attributes.`
        : `The namespace URI provided ('${space ?? ""}') is not valid for the qualified name provided ('${qualifiedName}').`;
    throwDOM("NamespaceError", `${where}: ${reason}`);
  }
  return { namespace: space, prefix, localName };
}

// "Locate a namespace" for an element and a prefix, null for none (DOM standard 4.4).
export function namespaceOfPrefix(element, prefix) {
  if (prefix === "xml") return XML_NS;
  if (prefix === "xmlns") return XMLNS_NS;
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    if (at._namespace !== null && at._prefix === prefix) return at._namespace;
    const declared = at._attributes.get(prefix === null ? "xmlns" : `xmlns:${prefix}`);
    if (declared !== undefined) return declared === "" ? null : declared;
  }
  return null;
}

// "Locate a namespace prefix".
export function prefixOfNamespace(element, namespace) {
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    if (at._namespace === namespace && at._prefix !== null) return at._prefix;
    for (const [name, value] of at._attributes) {
      if (value === namespace && name.startsWith("xmlns:")) return name.slice(6);
    }
  }
  return null;
}

// The name of an element in its `tagName`.
export function tagNameOf(element) {
  const name = element._prefix === null ? element._localName : element._qualifiedName;
  return element._isHTML && element._document._isHTMLDocument ? asciiUpper(name) : name;
}
