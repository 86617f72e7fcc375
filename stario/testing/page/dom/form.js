// <form> (HTML standard 4.10.3).

import { setAttributeOf } from "./attributes.js";
import { failed, throwDOM } from "./exceptions.js";
import { nameInDocument, renameInDocument, unnameInDocument } from "./document-names.js";
import { controlsOf, foundInForm } from "./form-names.js";
import { isSubmitButton } from "./form-control.js";
import { listedElements } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { exposeNamed } from "./named-properties.js";
import { putFields } from "./own-fields.js";
import { ownersMayDiffer } from "./radio-groups.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { resetForm, submitForm, submitNow } from "./submission.js";
import { parseURL } from "./url.js";
import { checkElement, reportTo } from "./validity.js";
import { DOMTokenList } from "./token-list.js";

const FORM_ENCODINGS = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

export class HTMLFormElement extends HTMLElement {
  get elements() {
    controlsOf(this);
    return this._controls;
  }

  get length() {
    return controlsOf(this).length;
  }

  get action() {
    const text = this._attributes.get("action");
    if (!text) return this._document.URL;
    return parseURL(text, this.baseURI)?.href ?? "";
  }

  set action(value) {
    setAttributeOf(this, "action", String(value));
  }

  get relList() {
    this._relList ??= new DOMTokenList(this, "rel");
    return this._relList;
  }

  submit() {
    submitNow(this, null);
  }

  requestSubmit(submitter = null) {
    if (submitter !== null && submitter !== undefined) {
      if (!(submitter instanceof HTMLElement)) {
        const reason = "parameter 1 is not of type 'HTMLElement'.";
        throw new TypeError(failed("requestSubmit", "HTMLFormElement", reason));
      }
      if (!isSubmitButton(submitter)) {
        const reason = "The specified element is not a submit button.";
        throw new TypeError(failed("requestSubmit", "HTMLFormElement", reason));
      }
      if (submitter.form !== this) {
        const reason = "The specified element is not owned by this form element.";
        throwDOM("NotFoundError", failed("requestSubmit", "HTMLFormElement", reason));
      }
    }
    submitForm(this, submitter ?? null);
  }

  reset() {
    resetForm(this);
  }

  checkValidity() {
    return checkControls(this, null);
  }

  reportValidity() {
    const unhandled = [];
    const valid = checkControls(this, unhandled);
    reportTo(unhandled);
    return valid;
  }

  [Symbol.iterator]() {
    return controlsOf(this)[Symbol.iterator]();
  }

  _itemNames() {
    return Object.keys(controlsOf(this)._items.nodes);
  }

  _named(key) {
    return foundInForm(this, key);
  }

  _attributeChanged(name) {
    if (name === "id" && this._connected) ownersMayDiffer();
    renameInDocument(this, name);
  }

  _inserted() {
    nameInDocument(this);
    ownersMayDiffer();
  }

  _removed() {
    unnameInDocument(this);
    ownersMayDiffer();
  }
}
putFields(HTMLFormElement.prototype, {
  _controls: null,
  _listed: null,
  _relList: null,
  // What may not begin again while it runs.
  _submitting: false,
  _resetting: false,
  _constructing: false,
});
reflect(HTMLFormElement, {
  acceptCharset: "string",
  autocomplete: ["enumerated", ["on", "off"], "on", "on"],
  encoding: ["enumerated:enctype", FORM_ENCODINGS, FORM_ENCODINGS[0], FORM_ENCODINGS[0]],
  enctype: ["enumerated", FORM_ENCODINGS, FORM_ENCODINGS[0], FORM_ENCODINGS[0]],
  method: ["enumerated", ["get", "post", "dialog"], "get", "get"],
  name: "string",
  noValidate: "boolean",
  rel: "string",
  target: "string",
});
defineHTML(["form"], HTMLFormElement);
exposeNamed(HTMLFormElement);

// False if one of its controls is not valid; each such one gets an `invalid` event.
export function checkControls(form, unhandled) {
  let valid = true;
  for (const control of [...listedElements(form)]) {
    if (control._validity === undefined || control.form !== form) continue;
    if (!checkElement(control, unhandled)) valid = false;
  }
  return valid;
}
