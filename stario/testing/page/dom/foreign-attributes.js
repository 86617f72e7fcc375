// The namespaces of attributes in SVG and MathML ("adjust foreign attributes", HTML standard 13.2.6.1).

import { XLINK_NS, XMLNS_NS, XML_NS } from "./names.js";

const SPACES = { xlink: XLINK_NS, xml: XML_NS, xmlns: XMLNS_NS };

const FOREIGN = new Set(
  "xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:lang xml:space xmlns:xlink".split(
    " ",
  ),
);

export function foreignAttribute(element, name) {
  if (name === "xmlns") {
    element._spaces ??= new Map();
    element._spaces.set(name, { namespace: XMLNS_NS, prefix: null, localName: name });
    return;
  }
  const colon = name.indexOf(":");
  const namespace = colon < 0 ? undefined : SPACES[name.slice(0, colon)];
  if (namespace === undefined || !FOREIGN.has(name)) return;
  element._spaces ??= new Map();
  const space = { namespace, prefix: name.slice(0, colon), localName: name.slice(colon + 1) };
  element._spaces.set(name, space);
}
