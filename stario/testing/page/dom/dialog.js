// <dialog> (HTML standard 4.11.4).

import { removeAttributeOf, setAttributeOf } from "./attributes.js";
import { failed, throwDOM } from "./exceptions.js";
import { includesAcrossShadow } from "./event-path.js";
import { ToggleEvent, fire } from "./events.js";
import { flatElementsIn } from "./flat-tree.js";
import { focusElement, focusedElement, isFocusable } from "./focus.js";
import { HTMLElement } from "./html-element.js";
import { treeChanged } from "./node.js";
import { isShowing } from "./popover.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { startTimer } from "./timers.js";
import { queueToggle } from "./toggle-events.js";

export class HTMLDialogElement extends HTMLElement {
  _made() {
    this._returnValue = "";
    this._modal = false;
    this._focusedBefore = null;
    this._requestedClose = false;
  }

  get returnValue() {
    return this._returnValue;
  }

  set returnValue(value) {
    this._returnValue = String(value);
  }

  show() {
    showDialog(this);
  }

  showModal() {
    showModalDialog(this, null);
  }

  close(result) {
    closeDialog(this, result === undefined ? null : String(result));
  }

  requestClose(result) {
    requestCloseDialog(this, result === undefined ? null : String(result));
  }

  _removed() {
    leaveTopLayer(this);
  }
}
reflect(HTMLDialogElement, {
  open: "boolean",
  closedBy: ["enumerated", ["any", "closerequest", "none"], "none", "none"],
});
defineHTML(["dialog"], HTMLDialogElement);

export function modalsOf(document) {
  document._modals ??= [];
  return document._modals;
}

function leaveTopLayer(dialog) {
  dialog._modal = false;
  treeChanged();
  const modals = modalsOf(dialog._document);
  if (modals.includes(dialog)) dialog._document._modals = modals.filter((each) => each !== dialog);
}

function openDialog(dialog, source) {
  const init = { cancelable: true, composed: source !== null, source };
  init.oldState = "closed";
  init.newState = "open";
  if (!fire(dialog, "beforetoggle", init, ToggleEvent)) return false;
  if (dialog._attributes.has("open")) return false;
  queueToggle(dialog, "closed", "open", { composed: source !== null, source });
  setAttributeOf(dialog, "open", "");
  return true;
}

function showDialog(dialog) {
  if (dialog._attributes.has("open")) {
    if (!dialog._modal) return;
    throwDOM(
      "InvalidStateError",
      failed(
        "show",
        "HTMLDialogElement",
        "The dialog is already open as a modal dialog, and therefore cannot be opened as a non-modal dialog.",
      ),
    );
  }
  if (!openDialog(dialog, null)) return;
  dialog._focusedBefore = focusedElement(dialog._document);
  focusWithin(dialog);
}

export function showModalDialog(dialog, source) {
  const fail = (reason) => {
    throwDOM("InvalidStateError", failed("showModal", "HTMLDialogElement", reason));
  };
  if (dialog._attributes.has("open")) {
    if (dialog._modal) return;
    fail(
      "The dialog is already open as a non-modal dialog, and therefore cannot be opened as a modal dialog.",
    );
  }
  if (!dialog._connected) fail("The element is not in a Document.");
  if (isShowing(dialog))
    fail(
      "The dialog is already open as a Popover, and therefore cannot be opened as a modal dialog.",
    );
  if (!openDialog(dialog, source) || !dialog._connected) return;
  dialog._modal = true;
  treeChanged();
  modalsOf(dialog._document).push(dialog);
  dialog._focusedBefore = focusedElement(dialog._document);
  focusWithin(dialog);
}

// "Dialog focusing steps": what asks for it, else the first that can have it.
function focusWithin(dialog) {
  let first = null;
  let asking = dialog._attributes.has("autofocus") && isFocusable(dialog) ? dialog : null;
  for (const element of flatElementsIn(dialog)) {
    if (!isFocusable(element)) continue;
    first ??= element;
    if (element._attributes.has("autofocus")) asking ??= element;
  }
  focusElement(asking ?? first ?? dialog);
}

export function closeDialog(dialog, result) {
  if (!dialog._attributes.has("open")) return;
  const source = null;
  const init = { oldState: "open", newState: "closed", source };
  fire(dialog, "beforetoggle", init, ToggleEvent);
  if (!dialog._attributes.has("open")) return;
  startTimer(() => fire(dialog, "close", {}), 0);
  queueToggle(dialog, "open", "closed");
  removeAttributeOf(dialog, "open");
  const wasModal = dialog._modal;
  leaveTopLayer(dialog);
  if (result !== null) dialog._returnValue = result;
  const before = dialog._focusedBefore;
  dialog._focusedBefore = null;
  if (before !== null) {
    const focused = focusedElement(dialog._document);
    if (wasModal || (focused !== null && includesAcrossShadow(dialog, focused)))
      focusElement(before);
  }
}

// As the Escape key does: one may say no.
export function requestCloseDialog(dialog, result) {
  if (!dialog._attributes.has("open") || dialog._requestedClose) return;
  dialog._requestedClose = true;
  const goesOn = fire(dialog, "cancel", { cancelable: true });
  dialog._requestedClose = false;
  if (goesOn && dialog._attributes.has("open")) closeDialog(dialog, result);
}
