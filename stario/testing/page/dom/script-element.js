// <script> (HTML standard 4.12.1). What runs, and when, is in scripts.js.

import { HTMLElement } from "./html-element.js";
import { setTextOf } from "./node.js";
import { putFields } from "./own-fields.js";
import { REFERRER_POLICY, reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { prepareScript } from "./scripts.js";
import { switchAttribute } from "./attributes.js";

export class HTMLScriptElement extends HTMLElement {
  static supports(type) {
    return ["classic", "module", "importmap"].includes(String(type));
  }

  get text() {
    let text = "";
    for (let child = this._first; child !== null; child = child._next) {
      if (child._kind === 3 || child._kind === 4) text += child._data;
    }
    return text;
  }

  set text(value) {
    setTextOf(this, String(value));
  }

  get async() {
    return this._forceAsync || this._attributes.has("async");
  }

  set async(value) {
    switchAttribute(this, "async", Boolean(value));
    this._forceAsync = false;
  }

  _inserted() {
    this._prepare();
  }

  _childrenChanged() {
    if (this._connected) this._prepare();
  }

  _attributeChanged(name, old, value) {
    if (name === "src" && old === null && this._connected) this._prepare();
    else if (name === "async" && value !== null) this._forceAsync = false;
  }

  _prepare() {
    if (!this._started && this._document._scripted) prepareScript(this);
  }

  _cloned(copy) {
    copy._started = this._started;
  }
}
putFields(HTMLScriptElement.prototype, {
  _started: false,
  // "Force async": a script that a script has made does not wait for its turn.
  _forceAsync: true,
});
reflect(HTMLScriptElement, {
  src: "url",
  type: "string",
  noModule: "boolean",
  defer: "boolean",
  charset: "string",
  integrity: "string",
  event: "string",
  htmlFor: "string",
  crossOrigin: ["enumerated", ["anonymous", "use-credentials"], null, "anonymous"],
  referrerPolicy: REFERRER_POLICY,
});
defineHTML(["script"], HTMLScriptElement);
