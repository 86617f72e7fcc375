// HTMLElement (HTML standard 3.2.2), what all elements of HTML have.

import { expose } from "./expose.js";
import { attribute, setAttributeOf } from "./attributes.js";
import { constructCustom } from "./custom-elements.js";
import { datasetOf } from "./dataset.js";
import { Element } from "./element.js";
import { makeHandlers } from "./handlers.js";
import { HTML_NS } from "./names.js";
import { reflect } from "./reflect.js";
import { makeStyled } from "./style.js";

export class HTMLElement extends Element {
  constructor(document, localName, prefix = null) {
    if (document === undefined) {
      // `super()` in the constructor of a custom element.
      const construction = constructCustom(new.target);
      if (construction.element !== null) return construction.element;
      super(construction.document, construction.localName, null, HTML_NS);
      this._definition = construction.definition;
      if (construction.is !== null) this._is = construction.is;
    } else super(document, localName, prefix, HTML_NS);
    this._made();
  }

  // What an element begins with. An upgrade runs the constructors once more, and this not again.
  _made() {}

  get dataset() {
    this._dataset ??= datasetOf(this);
    return this._dataset;
  }

  get isContentEditable() {
    for (let at = this; at !== null && at._kind === 1; at = at._parent) {
      const text = at._attributes.get("contenteditable")?.toLowerCase();
      if (text === "" || text === "true" || text === "plaintext-only") return true;
      if (text === "false") return false;
    }
    return false;
  }

  get contentEditable() {
    const text = attribute(this, "contenteditable")?.toLowerCase();
    if (text === "" || text === "true") return "true";
    return text === "false" || text === "plaintext-only" ? text : "inherit";
  }

  set contentEditable(value) {
    if (value === "inherit") this.removeAttribute("contenteditable");
    else setAttributeOf(this, "contenteditable", String(value));
  }
}
makeStyled(HTMLElement);
makeHandlers(HTMLElement);
reflect(HTMLElement, {
  title: "string",
  lang: "string",
  accessKey: "string",
  nonce: "string",
  inert: "boolean",
  autofocus: "boolean",
  dir: ["enumerated", ["ltr", "rtl", "auto"], "", ""],
  enterKeyHint: [
    "enumerated",
    ["enter", "done", "go", "next", "previous", "search", "send"],
    "",
    "",
  ],
  inputMode: [
    "enumerated",
    ["none", "text", "tel", "url", "email", "numeric", "decimal", "search"],
    "",
    "",
  ],
  popover: ["enumerated", ["auto", "manual", "hint"], null, "manual"],
});

Object.defineProperties(HTMLElement.prototype, {
  autocapitalize: {
    configurable: true,
    enumerable: true,
    get() {
      const text = this._attributes.get("autocapitalize")?.toLowerCase() ?? "";
      if (text === "off") return "none";
      return ["", "none", "words", "characters"].includes(text) ? text : "sentences";
    },
    set(value) {
      setAttributeOf(this, "autocapitalize", String(value));
    },
  },
  hidden: {
    configurable: true,
    enumerable: true,
    get() {
      const text = this._attributes.get("hidden");
      if (text === undefined) return false;
      return text.toLowerCase() === "until-found" ? "until-found" : true;
    },
    set(value) {
      if (typeof value === "string" && value.toLowerCase() === "until-found") {
        setAttributeOf(this, "hidden", "until-found");
      } else if (value) setAttributeOf(this, "hidden", "");
      else this.removeAttribute("hidden");
    },
  },
  translate: {
    configurable: true,
    enumerable: true,
    get() {
      for (let at = this; at !== null && at._kind === 1; at = at._parent) {
        const text = at._attributes.get("translate")?.toLowerCase();
        if (text === "" || text === "yes") return true;
        if (text === "no") return false;
      }
      return true;
    },
    set(value) {
      setAttributeOf(this, "translate", value ? "yes" : "no");
    },
  },
  draggable: {
    configurable: true,
    enumerable: true,
    get() {
      const text = this._attributes.get("draggable")?.toLowerCase();
      if (text === "true" || text === "false") return text === "true";
      return this._localName === "img" || (this._localName === "a" && this._attributes.has("href"));
    },
    set(value) {
      setAttributeOf(this, "draggable", String(Boolean(value)));
    },
  },
  spellcheck: {
    configurable: true,
    enumerable: true,
    get() {
      for (let at = this; at !== null && at._kind === 1; at = at._parent) {
        const text = at._attributes.get("spellcheck")?.toLowerCase();
        if (text === "" || text === "true") return true;
        if (text === "false") return false;
      }
      return true;
    },
    set(value) {
      setAttributeOf(this, "spellcheck", String(Boolean(value)));
    },
  },
});

export class HTMLUnknownElement extends HTMLElement {}

expose(HTMLElement, HTMLUnknownElement);
