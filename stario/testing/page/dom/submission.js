// Submitting and resetting forms (HTML standard 4.10.22).

import { isJavaScriptURL } from "./javascript-urls.js";
import { encodeMultipart } from "./multipart.js";
import { formDataOver } from "./form-data.js";
import { utf8Latin1 } from "./encoding.js";
import { entriesOfForm } from "./entry-list.js";
import { closeDialog } from "./dialog.js";
import { SubmitEvent, fire } from "./events.js";
import { checkControls } from "./form.js";
import { listedElements } from "./form-owner.js";
import { memberOf } from "./hidden-members.js";
import { host } from "./host.js";
import { notSimulated } from "./not-simulated.js";
import { checkInstance } from "./own-fields.js";
import { allElements } from "./selectors.js";
import { serializeForm } from "./search-params.js";
import { parseURL } from "./url.js";
import { reportTo } from "./validity.js";
import { File } from "./blob.js";
import { navigateTo } from "./location.js";

// As a button does it, or requestSubmit(): checked, and a `submit` event first.
export function submitForm(form, submitter) {
  if (!form._connected || form._submitting) return;
  form._submitting = true;
  try {
    const unchecked = form._attributes.has("novalidate") || submitter?.formNoValidate === true;
    if (!unchecked) {
      const unhandled = [];
      if (!checkControls(form, unhandled)) {
        for (const control of listedElements(form)) control._isUsers = true;
        reportTo(unhandled);
        return;
      }
    }
    const composed = submitter !== null;
    const init = { bubbles: true, cancelable: true, composed, submitter };
    if (!fire(form, "submit", init, SubmitEvent)) return;
  } finally {
    form._submitting = false;
  }
  submitNow(form, submitter);
}

// Nothing is checked, and no `submit` event: form.submit() begins here.
export function submitNow(form, submitter) {
  if (!form._connected || form._constructing) return;
  const method = (submitter !== null && submitter.formMethod) || memberOf(form, "method");
  if (method === "dialog") {
    submitToDialog(form, submitter);
    return;
  }
  const entries = entriesOfForm(form, submitter);
  if (entries === null || !form._connected) return;
  const own = submitter?._attributes.has("formaction")
    ? submitter.formAction
    : memberOf(form, "action");
  const action = parseURL(own, form._document.baseURI);
  if (action === null) return;
  const target = targetOf(form, submitter);
  if (target !== "" && !["_self", "_top", "_parent"].includes(target.toLowerCase())) {
    notSimulated(`a form with target="${target}"`);
  }
  const encoding = (submitter !== null && submitter.formEnctype) || memberOf(form, "enctype");
  send(action, method, encoding, entries);
}

function targetOf(form, submitter) {
  const given = submitter?._attributes.get("formtarget") ?? form._attributes.get("target");
  return given ?? baseTarget(form._document);
}

function baseTarget(document) {
  const base = allElements(document).find(
    (each) => each._localName === "base" && each._isHTML && each._attributes.has("target"),
  );
  return base?._attributes.get("target") ?? "";
}

function submitToDialog(form, submitter) {
  for (let at = form._parent; at !== null; at = at._parent) {
    if (at._localName === "dialog" && at._isHTML) {
      if (at._attributes.has("open")) closeDialog(at, resultOf(submitter));
      return;
    }
  }
}

function resultOf(submitter) {
  if (submitter === null) return null;
  if (submitter._type?.name === "image") {
    const { x, y } = submitter._clickedAt ?? { x: 0, y: 0 };
    return `${x},${y}`;
  }
  return submitter._attributes.get("value") ?? null;
}

function withLineEnds(text) {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}

// Files go by their name where only texts can go.
function pairsOf(entries) {
  return entries.map(([name, value]) => [
    withLineEnds(name),
    value instanceof File ? value.name : withLineEnds(value),
  ]);
}

function send(action, method, encoding, entries) {
  if (isJavaScriptURL(action.href)) {
    navigateTo(action.href, false);
    return;
  }
  if (method === "get") {
    const record = host("urlSet", action.href, "search", serializeForm(pairsOf(entries)));
    let href = record?.href ?? action.href;
    // Without entries the URL still gets its question mark.
    if (entries.length === 0) href = `${action.href.replace(/[?#].*$/s, "")}?`;
    request(href, "GET", null, null);
    return;
  }
  if (encoding === "multipart/form-data") {
    const { text, boundary } = encodeMultipart(formDataOver(entries));
    request(action.href, "POST", `multipart/form-data; boundary=${boundary}`, text);
  } else if (encoding === "text/plain") {
    const text = pairsOf(entries)
      .map(([name, value]) => `${name}=${value}\r\n`)
      .join("");
    request(action.href, "POST", "text/plain", utf8Latin1(text));
  } else {
    const text = serializeForm(pairsOf(entries));
    request(action.href, "POST", "application/x-www-form-urlencoded", text);
  }
}

function request(url, method, contentType, body) {
  host("navigate", { url, method, contentType, body, replace: false });
}

export function resetForm(form) {
  checkInstance(form);
  if (form._resetting) return;
  form._resetting = true;
  try {
    if (!fire(form, "reset", { bubbles: true, cancelable: true })) return;
    for (const element of listedElements(form)) element._reset?.();
  } finally {
    form._resetting = false;
  }
}
