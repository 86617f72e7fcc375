// Elements of HTML that are little more than their attributes (HTML standard 4).

import { setAttributeOf } from "./attributes.js";
import { makeBodyHandlers } from "./handlers.js";
import { host } from "./host.js";
import { HTMLElement } from "./html-element.js";
import { baseChanged } from "./page-url.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { parseURL } from "./url.js";

// Without members of their own.
defineHTML(
  (
    "abbr acronym address article aside b basefont bdi bdo big center cite code dd dfn dt em figcaption figure " +
    "footer header hgroup i kbd main mark nav nobr noembed noframes noscript plaintext rb rp rt rtc ruby s samp " +
    "search section small strike strong sub sup tt u var wbr"
  ).split(" "),
  HTMLElement,
);

export class HTMLHtmlElement extends HTMLElement {}
reflect(HTMLHtmlElement, { version: "string" });
defineHTML(["html"], HTMLHtmlElement);

export class HTMLHeadElement extends HTMLElement {}
defineHTML(["head"], HTMLHeadElement);

export class HTMLBodyElement extends HTMLElement {}
makeBodyHandlers(HTMLBodyElement);
defineHTML(["body"], HTMLBodyElement);

export class HTMLFrameSetElement extends HTMLElement {}
makeBodyHandlers(HTMLFrameSetElement);
defineHTML(["frameset"], HTMLFrameSetElement);

export class HTMLTitleElement extends HTMLElement {
  get text() {
    let text = "";
    for (let child = this._first; child !== null; child = child._next) {
      if (child._kind === 3) text += child._data;
    }
    return text;
  }

  set text(value) {
    this.textContent = value;
  }
}
defineHTML(["title"], HTMLTitleElement);

export class HTMLBaseElement extends HTMLElement {
  _made() {
    baseChanged();
  }

  _inserted() {
    baseChanged();
  }

  _removed() {
    baseChanged();
  }

  _attributeChanged(name) {
    if (name === "href") baseChanged();
  }

  // Against the URL of the document, whatever other bases there are.
  get href() {
    const text = this._attributes.get("href") ?? "";
    return parseURL(text, this._document._url)?.href ?? text;
  }

  set href(value) {
    setAttributeOf(this, "href", String(value));
  }
}
reflect(HTMLBaseElement, { target: "string" });
defineHTML(["base"], HTMLBaseElement);

export class HTMLMetaElement extends HTMLElement {
  _inserted() {
    const { name } = this;
    if (name.toLowerCase() === "referrer") host("referrerPolicy", this.content);
  }

  _attributeChanged(name) {
    if ((name === "name" || name === "content") && this._connected) this._inserted();
  }
}
reflect(HTMLMetaElement, {
  name: "string",
  httpEquiv: "string",
  content: "string",
  media: "string",
});
defineHTML(["meta"], HTMLMetaElement);

export class HTMLDivElement extends HTMLElement {}
reflect(HTMLDivElement, { align: "string" });
defineHTML(["div"], HTMLDivElement);

export class HTMLSpanElement extends HTMLElement {}
defineHTML(["span"], HTMLSpanElement);

export class HTMLParagraphElement extends HTMLElement {}
reflect(HTMLParagraphElement, { align: "string" });
defineHTML(["p"], HTMLParagraphElement);

export class HTMLHeadingElement extends HTMLElement {}
reflect(HTMLHeadingElement, { align: "string" });
defineHTML(["h1", "h2", "h3", "h4", "h5", "h6"], HTMLHeadingElement);

export class HTMLHRElement extends HTMLElement {}
reflect(HTMLHRElement, { align: "string", noShade: "boolean", size: "string", width: "string" });
defineHTML(["hr"], HTMLHRElement);

export class HTMLBRElement extends HTMLElement {}
reflect(HTMLBRElement, { clear: "string" });
defineHTML(["br"], HTMLBRElement);

export class HTMLPreElement extends HTMLElement {}
reflect(HTMLPreElement, { width: "number" });
defineHTML(["pre", "listing", "xmp"], HTMLPreElement);

export class HTMLQuoteElement extends HTMLElement {}
reflect(HTMLQuoteElement, { cite: "url" });
defineHTML(["blockquote", "q"], HTMLQuoteElement);

export class HTMLOListElement extends HTMLElement {}
reflect(HTMLOListElement, {
  reversed: "boolean",
  start: ["number", 1],
  type: "string",
  compact: "boolean",
});
defineHTML(["ol"], HTMLOListElement);

export class HTMLUListElement extends HTMLElement {}
reflect(HTMLUListElement, { compact: "boolean", type: "string" });
defineHTML(["ul"], HTMLUListElement);

export class HTMLLIElement extends HTMLElement {}
reflect(HTMLLIElement, { value: "number", type: "string" });
defineHTML(["li"], HTMLLIElement);

export class HTMLMenuElement extends HTMLElement {}
reflect(HTMLMenuElement, { compact: "boolean" });
defineHTML(["menu"], HTMLMenuElement);

export class HTMLDirectoryElement extends HTMLElement {}
reflect(HTMLDirectoryElement, { compact: "boolean" });
defineHTML(["dir"], HTMLDirectoryElement);

export class HTMLDListElement extends HTMLElement {}
reflect(HTMLDListElement, { compact: "boolean" });
defineHTML(["dl"], HTMLDListElement);

export class HTMLDataElement extends HTMLElement {}
reflect(HTMLDataElement, { value: "string" });
defineHTML(["data"], HTMLDataElement);

export class HTMLTimeElement extends HTMLElement {}
reflect(HTMLTimeElement, { dateTime: "string" });
defineHTML(["time"], HTMLTimeElement);

export class HTMLModElement extends HTMLElement {}
reflect(HTMLModElement, { cite: "url", dateTime: "string" });
defineHTML(["ins", "del"], HTMLModElement);

export class HTMLMapElement extends HTMLElement {}
reflect(HTMLMapElement, { name: "string" });
defineHTML(["map"], HTMLMapElement);

export class HTMLFontElement extends HTMLElement {}
reflect(HTMLFontElement, { color: "string", face: "string", size: "string" });
defineHTML(["font"], HTMLFontElement);

export class HTMLParamElement extends HTMLElement {}
reflect(HTMLParamElement, { name: "string", value: "string", type: "string", valueType: "string" });
defineHTML(["param"], HTMLParamElement);

export class HTMLMarqueeElement extends HTMLElement {}
reflect(HTMLMarqueeElement, { direction: "string", behavior: "string" });
defineHTML(["marquee"], HTMLMarqueeElement);
