// FormData (XMLHttpRequest standard 4.5): names with texts or files, in order.

import { Blob, File, fileOfLatin1 } from "./blob.js";
import { entriesOfForm } from "./entry-list.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { HTMLElement } from "./html-element.js";
import { HTMLFormElement } from "./form.js";
import { isSubmitButton } from "./form-control.js";

function usv(value) {
  return String(value).toWellFormed();
}

// An entry as it is kept: a blob becomes a file.
export function entryOf(name, value, filename) {
  if (!(value instanceof Blob)) return [usv(name), usv(value)];
  if (value instanceof File && filename === undefined) return [usv(name), value];
  const options = { type: value.type };
  if (value instanceof File) options.lastModified = value.lastModified;
  const called = filename === undefined ? "blob" : usv(filename);
  return [usv(name), fileOfLatin1(value._bytes, called, options)];
}

function checkedEntry(method, values) {
  needsArguments(method, "FormData", 2, values.length);
  if (values.length > 2 && !(values[1] instanceof Blob)) {
    throw new TypeError(failed(method, "FormData", "parameter 2 is not of type 'Blob'."));
  }
  return entryOf(values[0], values[1], values[2]);
}

export class FormData {
  constructor(form, submitter = null) {
    this._entries = [];
    if (form === undefined) return;
    if (!(form instanceof HTMLFormElement)) {
      const reason = "parameter 1 is not of type 'HTMLFormElement'.";
      throw new TypeError(`Failed to construct 'FormData': ${reason}`);
    }
    if (submitter !== null && submitter !== undefined) checkSubmitter(form, submitter);
    const entries = entriesOfForm(form, submitter ?? null);
    if (entries === null) {
      throwDOM(
        "InvalidStateError",
        "Failed to construct 'FormData': The form is constructing entry list.",
      );
    }
    this._entries = entries;
  }

  append() {
    this._entries.push(checkedEntry("append", arguments));
  }

  set() {
    const entry = checkedEntry("set", arguments);
    const at = this._entries.findIndex(([name]) => name === entry[0]);
    if (at < 0) {
      this._entries.push(entry);
      return;
    }
    this._entries[at] = entry;
    this._entries = this._entries.filter(([name], index) => index <= at || name !== entry[0]);
  }

  delete(name) {
    const wanted = usv(name);
    this._entries = this._entries.filter((entry) => entry[0] !== wanted);
  }

  get(name) {
    const wanted = usv(name);
    return this._entries.find((entry) => entry[0] === wanted)?.[1] ?? null;
  }

  getAll(name) {
    const wanted = usv(name);
    return this._entries.filter((entry) => entry[0] === wanted).map((entry) => entry[1]);
  }

  has(name) {
    const wanted = usv(name);
    return this._entries.some((entry) => entry[0] === wanted);
  }

  forEach(callback, receiver) {
    for (const [name, value] of this) Reflect.apply(callback, receiver, [value, name, this]);
  }

  *entries() {
    for (let at = 0; at < this._entries.length; at++) yield [...this._entries[at]];
  }

  *keys() {
    for (let at = 0; at < this._entries.length; at++) yield this._entries[at][0];
  }

  *values() {
    for (let at = 0; at < this._entries.length; at++) yield this._entries[at][1];
  }

  get [Symbol.toStringTag]() {
    return "FormData";
  }
}
Object.defineProperty(FormData.prototype, Symbol.iterator, {
  value: FormData.prototype.entries,
  writable: true,
  configurable: true,
});

function checkSubmitter(form, submitter) {
  if (!(submitter instanceof HTMLElement)) {
    const reason = "parameter 2 is not of type 'HTMLElement'.";
    throw new TypeError(`Failed to construct 'FormData': ${reason}`);
  }
  if (!isSubmitButton(submitter)) {
    const reason = "The specified element is not a submit button.";
    throw new TypeError(`Failed to construct 'FormData': ${reason}`);
  }
  if (submitter.form !== form) {
    throwDOM(
      "NotFoundError",
      "Failed to construct 'FormData': The specified element is not owned by this form element.",
    );
  }
}

// Around a list of entries that stays shared (the `formdata` event's).
export function formDataOver(entries) {
  const data = new FormData();
  data._entries = entries;
  return data;
}
