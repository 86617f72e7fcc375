// SVG and MathML, as far as a page without layout has them.

import { expose } from "./expose.js";
import { datasetOf } from "./dataset.js";
import { Element } from "./element.js";
import { makeHandlers } from "./handlers.js";
import { MATHML_NS, SVG_NS } from "./names.js";
import { makeStyled } from "./style.js";
import { defineSVG } from "./registry.js";
import { mixin } from "./parent-node.js";

const members = {
  get dataset() {
    this._dataset ??= datasetOf(this);
    return this._dataset;
  },
  get nonce() {
    return this._attributes.get("nonce") ?? "";
  },
};

export class SVGElement extends Element {
  constructor(document, localName, prefix = null) {
    super(document, localName, prefix, SVG_NS);
  }

  get ownerSVGElement() {
    for (let at = this._parent; at !== null && at._namespace === SVG_NS; at = at._parent) {
      if (at._localName === "svg") return at;
    }
    return null;
  }

  get viewportElement() {
    return this.ownerSVGElement;
  }
}
mixin(SVGElement, members);
makeStyled(SVGElement);
makeHandlers(SVGElement);

export class SVGGraphicsElement extends SVGElement {}
export class SVGSVGElement extends SVGGraphicsElement {}
defineSVG(["svg"], SVGSVGElement);
defineSVG(
  "circle defs ellipse foreignObject g image line path polygon polyline rect switch text tspan use".split(
    " ",
  ),
  SVGGraphicsElement,
);

export class MathMLElement extends Element {
  constructor(document, localName, prefix = null) {
    super(document, localName, prefix, MATHML_NS);
  }
}
mixin(MathMLElement, members);
makeStyled(MathMLElement);
makeHandlers(MathMLElement);

expose(SVGElement, SVGGraphicsElement, SVGSVGElement, MathMLElement);
