// Focus (HTML standard 6.6): who has it, and the events when it moves, in Chromium's order.

import { leaveFields } from "./date-fields.js";
import { includesAcrossShadow, retarget } from "./event-path.js";
import { fire } from "./events.js";
import { delegatesFocus, focusDelegateIn } from "./focus-delegate.js";
import { isDisabled } from "./form-owner.js";
import { askAfterTasks, onReset } from "./host.js";
import { elementsVersion, rootOf, treeVersion } from "./node.js";
import { mixin } from "./parent-node.js";
import { parseLong } from "./reflect.js";
import { allElements } from "./selectors.js";
import { anySheets } from "./style-sheets.js";
import { FocusEvent } from "./ui-events.js";

let isRendered = () => true;

// Who knows style sheets says here what is not displayed: that gets no focus.
export function useRendering(test) {
  isRendered = test;
}

// The version of the tree when the focus was last looked after.
let lookedAfter = -1;

onReset(() => {
  lookedAfter = -1;
});

export function focusedElement(document) {
  const focused = document._focused;
  return focused !== undefined && focused !== null && focused._connected ? focused : null;
}

// Where keys go.
export function keyTargetOf(document) {
  return focusedElement(document) ?? document.body ?? document.documentElement;
}

// What the tree of a document or of a shadow root shows of it.
export function activeElementIn(root) {
  const focused = focusedElement(root._document);
  const shown = focused === null ? null : retarget(focused, root);
  if (shown !== null && rootOf(shown) === root) return shown;
  return root._kind === 9 ? (root.body ?? root.documentElement) : null;
}

// To itself and to those around it an element has the focus also for what is in its shadow tree.
export function hasFocus(element) {
  const focused = element._document._focused;
  if (focused === undefined || focused === null) return false;
  if (focused === element) return true;
  return element._shadow !== null && retarget(focused, element) === element;
}

export function tabIndexOf(element) {
  return parseLong(element._attributes.get("tabindex") ?? "");
}

export function isInert(element) {
  for (let at = element; at !== null; at = at._parent ?? at._host ?? null) {
    if (at._kind === 1 && at._attributes.has("inert")) return true;
  }
  const modals = element._document._modals;
  const modal = modals === undefined ? undefined : modals[modals.length - 1];
  return modal !== undefined && modal._connected && !includesAcrossShadow(modal, element);
}

function isFirstSummary(element) {
  const details = element._parent;
  if (details === null || details._localName !== "details") return false;
  for (let child = details._first; child !== null; child = child._next) {
    if (child._kind === 1 && child._localName === "summary") return child === element;
  }
  return false;
}

// Without a tabindex: what takes focus by itself.
function takesFocus(element) {
  switch (element._localName) {
    case "a":
    case "area":
      return element._attributes.has("href");
    case "input":
      return element._type.name !== "hidden";
    case "button":
    case "select":
    case "textarea":
    case "iframe":
    case "embed":
    case "object":
      return true;
    case "summary":
      return isFirstSummary(element);
    case "audio":
    case "video":
      return element._attributes.has("controls");
    default:
      return false;
  }
}

// Whether an <a> of SVG or MathML leads somewhere.
export function isForeignLink({ _localName, _attributes }) {
  return _localName === "a" && (_attributes.has("href") || _attributes.has("xlink:href"));
}

// What `tabIndex` says where there is no attribute: it is not what takes the focus.
function defaultTabIndex(element) {
  const name = element._localName;
  if (name === "a" || (element._isHTML && (name === "area" || name === "input"))) return 0;
  return element._isHTML && name !== "embed" && takesFocus(element) ? 0 : -1;
}

function isEditingHost(element) {
  if (!element._attributes.has("contenteditable") || !element.isContentEditable) return false;
  return element._parent === null || !element._parent.isContentEditable;
}

// It takes the focus when nothing in it does; the Tab key leads past it.
export function isOpenDialog(element) {
  return element._localName === "dialog" && element._attributes.has("open");
}

export function isFocusable(element) {
  if (!element._connected || element._document !== globalThis.document) return false;
  if (delegatesFocus(element)) return false;
  if (!element._isHTML) {
    if (tabIndexOf(element) === null && !isForeignLink(element)) return false;
  } else {
    if (element._canBeDisabled === true && isDisabled(element)) return false;
    if (element._localName === "input" && element._type.name === "hidden") return false;
    if (tabIndexOf(element) === null && !takesFocus(element) && !isEditingHost(element))
      return isOpenDialog(element) && !isInert(element) && isRendered(element);
  }
  return !isInert(element) && isRendered(element);
}

// What the click on an element focuses: itself, or what is around it.
export function focusableAround(element) {
  for (let at = element; at !== null && at !== undefined; at = at._parent ?? at._host) {
    if (at._kind !== 1) continue;
    if (delegatesFocus(at) ? focusDelegateIn(at._shadow) !== null : isFocusable(at)) return at;
  }
  return null;
}

// A text control that its user has changed says so before it loses the focus.
export function commitEdit(control) {
  const before = control._seenValue;
  control._seenValue = null;
  if (before === null || before === undefined || before === control.value) return;
  // For :user-valid and :user-invalid.
  control._isUsers = true;
  fire(control, "change", { bubbles: true });
}

function leaveFocus(old, next) {
  old._document._focused = null;
  leaveFields(old);
  if (old._seenValue !== undefined) commitEdit(old);
  const init = { composed: true, relatedTarget: next, view: globalThis };
  fire(old, "blur", init, FocusEvent);
  // A listener may have sent the focus elsewhere: then it does not go on.
  const related = focusedElement(old._document) === null ? next : null;
  const out = { ...init, relatedTarget: related, bubbles: true };
  fire(old, "focusout", out, FocusEvent);
  if (related !== next) return false;
  return focusedElement(old._document) === null;
}

// Give it the focus. False if it cannot have it, or a listener has sent it elsewhere.
export function focusElement(given) {
  const document = given._document;
  const old = focusedElement(document);
  // A label hands it on, and a host may do so.
  let element = given._focusTarget ?? given;
  if (delegatesFocus(element)) {
    if (old !== null && includesAcrossShadow(element, old)) return true;
    element = focusDelegateIn(element._shadow);
    if (element === null) return false;
  }
  if (old === element) return true;
  if (!isFocusable(element)) return false;
  if (old !== null && !leaveFocus(old, element)) return false;
  if (!isFocusable(element)) return false;
  askAfterTasks();
  document._focused = element;
  document._focusStart = element;
  const init = { composed: true, relatedTarget: old, view: globalThis };
  fire(element, "focus", init, FocusEvent);
  if (document._focused !== element) return false;
  fire(element, "focusin", { ...init, bubbles: true }, FocusEvent);
  return document._focused === element;
}

// Before a tree is taken away: what has the focus in it loses it, while it is still there.
export function focusLeavesWith(root) {
  const focused = focusedElement(root._document);
  if (focused !== null && includesAcrossShadow(root, focused)) leaveFocus(focused, null);
}

// Whether it has the focus, and nothing has changed since that was last looked after.
export function surelyKeepsFocus(element) {
  return (
    element._document._focused === element && lookedAfter === elementsVersion() && !anySheets()
  );
}

// With the next frame the focus leaves what has been disabled or hidden ("focus fixup").
export function fixFocus() {
  const focused = focusedElement(globalThis.document);
  if (focused === null) return;
  // Texts take the focus from nothing, unless a style sheet asks for them.
  const version = anySheets() ? treeVersion() : elementsVersion();
  if (lookedAfter === version) return;
  lookedAfter = version;
  if (!isFocusable(focused)) leaveFocus(focused, null);
}

export function blurFocused(document) {
  const old = focusedElement(document);
  if (old !== null) leaveFocus(old, null);
}

const focusMembers = {
  focus() {
    focusElement(this);
  },
  blur() {
    if (hasFocus(this)) blurFocused(this._document);
  },
  get tabIndex() {
    return tabIndexOf(this) ?? defaultTabIndex(this);
  },
  set tabIndex(value) {
    this.setAttribute("tabindex", String(Number(value) | 0));
  },
};

// Give a class focus(), blur() and tabIndex.
export function makeFocusable(type) {
  mixin(type, focusMembers);
}

// The first element that asks for it, when the document has been read.
export function runAutofocus(document) {
  if (focusedElement(document) !== null) return;
  const wanted = allElements(document).find(
    (each) => each._attributes.has("autofocus") && isFocusable(each),
  );
  if (wanted !== undefined) focusElement(wanted);
}
