// Which class an element gets by its name (DOM standard 4.9, "create an element").

import { customElementFor } from "./custom-elements.js";
import { expose } from "./expose.js";
import { Element } from "./element.js";
import { HTMLElement, HTMLUnknownElement } from "./html-element.js";
import { MathMLElement, SVGElement } from "./foreign-elements.js";
import { HTML_NS, MATHML_NS, SVG_NS } from "./names.js";

const htmlClasses = new Map();
const svgClasses = new Map();
// What makes those that begin with nothing of their own.
const plainMakers = new Map();

export function defineHTML(names, type) {
  for (const name of names) {
    htmlClasses.set(name, type);
    if (type.prototype._made === HTMLElement.prototype._made) {
      plainMakers.set(name, plainMaker(type.prototype));
    }
  }
  expose(type);
}

export function defineSVG(names, type) {
  for (const name of names) svgClasses.set(name, type);
  expose(type);
}

// Makes elements with this name that begin with nothing of their own, in their document's namespace of HTML; or
// undefined.
export function makerNamed(name) {
  return plainMakers.get(name);
}

export function isKnownHTML(name) {
  return htmlClasses.has(name);
}

// A new element. The qualified name is not checked.
export function createElementIn(document, namespace, qualifiedName) {
  const colon = qualifiedName.indexOf(":");
  if (colon < 0) return createNamed(document, namespace, qualifiedName);
  const prefix = qualifiedName.slice(0, colon);
  return createNamed(document, namespace, qualifiedName.slice(colon + 1), prefix);
}

// The same by its parts. `when` an element of the page's own is upgraded: "now" or "soon".
export function createNamed(
  document,
  namespace,
  localName,
  prefix = null,
  is = null,
  when = "soon",
) {
  if (namespace === HTML_NS) {
    const PlainElement = plainMakers.get(localName);
    if (PlainElement !== undefined && prefix === null && is === null) {
      return new PlainElement(document, localName);
    }
    const type = htmlClasses.get(localName);
    if (localName.includes("-") || is !== null) {
      const custom = customElementFor(document, localName, prefix, is, type ?? HTMLElement, when);
      if (custom !== null) return custom;
      return new (type ?? HTMLElement)(document, localName, prefix);
    }
    return new (type ?? HTMLUnknownElement)(document, localName, prefix);
  }
  if (namespace === SVG_NS) {
    const type = svgClasses.get(localName) ?? SVGElement;
    return new type(document, localName, prefix);
  }
  if (namespace === MATHML_NS) return new MathMLElement(document, localName, prefix);
  return new Element(document, localName, prefix, namespace);
}

// Makes what the constructors make of an element of HTML without a prefix, in a third of their time.
function plainMaker(prototype) {
  function PlainElement(document, localName) {
    this._document = document;
    this._localName = localName;
  }
  PlainElement.prototype = prototype;
  return PlainElement;
}
