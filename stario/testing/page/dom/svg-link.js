// <a> in SVG (SVG 2, 16.1): a click on it leads somewhere, as on one of HTML.

import { expose } from "./expose.js";
import { isForeignLink } from "./focus.js";
import { SVGGraphicsElement } from "./foreign-elements.js";
import { followLink } from "./links.js";
import { defineSVG } from "./registry.js";

export class SVGAElement extends SVGGraphicsElement {
  get _activation() {
    return isForeignLink(this) ? activateForeignLink : undefined;
  }
}
defineSVG(["a"], SVGAElement);

function activateForeignLink(event) {
  followLink(this, event);
}

expose(SVGAElement);
