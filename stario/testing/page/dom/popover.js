// Popovers (HTML standard 6.12): shown, hidden, and the light dismissal of the automatic ones.

import { failed, throwDOM } from "./exceptions.js";
import { includesAcrossShadow } from "./event-path.js";
import { ToggleEvent, fire } from "./events.js";
import { focusElement, focusedElement, isFocusable } from "./focus.js";
import { following, treeChanged } from "./node.js";
import { mixin } from "./parent-node.js";
import { queueToggle } from "./toggle-events.js";

export function isPopover(element) {
  return element._kind === 1 && element._isHTML && element._attributes.has("popover");
}

export function isShowing(element) {
  return element._popoverShown === true;
}

function kindOf(element) {
  const kind = element._attributes.get("popover").toLowerCase();
  return kind === "" || kind === "auto" ? "auto" : kind === "hint" ? "hint" : "manual";
}

// The automatic ones that are shown, the outermost first.
export function shownPopovers(document) {
  document._popovers ??= [];
  return document._popovers;
}

function checked(element, showing, method, throws) {
  const fail = (name, reason) => {
    if (throws) throwDOM(name, failed(method, "HTMLElement", reason));
    return false;
  };
  if (!isPopover(element)) {
    return fail("NotSupportedError", "Not supported on elements that are not popovers.");
  }
  if (isShowing(element) !== showing) return false;
  if (!element._connected)
    return fail("InvalidStateError", "Invalid on disconnected popover elements.");
  return true;
}

export function showPopover(element, { throws = true, source = null } = {}) {
  if (!checked(element, false, "showPopover", throws)) return;
  const composed = source !== null;
  const init = { cancelable: true, composed, oldState: "closed", newState: "open", source };
  if (!fire(element, "beforetoggle", init, ToggleEvent)) return;
  if (!checked(element, false, "showPopover", false)) return;
  const document = element._document;
  if (kindOf(element) === "auto") {
    const around = shownPopovers(document).findLast((each) =>
      isWithinPopover(element, each, source),
    );
    hidePopoversAbove(document, around ?? null);
    shownPopovers(document).push(element);
  }
  element._popoverShown = true;
  treeChanged();
  element._focusedBefore = focusedElement(document);
  element._popoverSource = source;
  for (let node = element; node !== null; node = following(node, element)) {
    if (node._kind === 1 && node._attributes.has("autofocus") && isFocusable(node)) {
      focusElement(node);
      break;
    }
  }
  queueToggle(element, "closed", "open", { composed, source });
}

function isWithinPopover(element, popover, source) {
  return popover.contains(element) || (source !== null && popover.contains(source));
}

export function hidePopoversAbove(document, kept) {
  const shown = [...shownPopovers(document)];
  const from = kept === null ? 0 : shown.indexOf(kept) + 1;
  for (const popover of shown.slice(from).reverse()) {
    hidePopover(popover, { focusPrevious: false, fireEvents: true });
  }
}

export function hidePopover(element, { throws = false, focusPrevious = true, source = null } = {}) {
  if (!checked(element, true, "hidePopover", throws)) return;
  const document = element._document;
  if (shownPopovers(document).includes(element)) hidePopoversAbove(document, element);
  const composed = source !== null;
  const init = { composed, oldState: "open", newState: "closed", source };
  fire(element, "beforetoggle", init, ToggleEvent);
  if (!isShowing(element)) return;
  queueToggle(element, "open", "closed", { composed, source });
  forget(element);
  const before = element._focusedBefore;
  const focused = focusedElement(document);
  if (focusPrevious && before && focused !== null && includesAcrossShadow(element, focused)) {
    focusElement(before);
  }
}

function forget(element) {
  element._popoverShown = false;
  treeChanged();
  const document = element._document;
  document._popovers = shownPopovers(document).filter((each) => each !== element);
}

// Taken out of the document, it is hidden without a word.
export function forgetRemovedPopovers(document) {
  for (const popover of shownPopovers(document)) if (!popover._connected) forget(popover);
}

// A press outside of them closes them; on what has opened one it does not.
export function lightDismiss(document, target) {
  const shown = shownPopovers(document);
  if (shown.length === 0) return;
  const kept = shown.findLast(
    (popover) => popover.contains(target) || popover._popoverSource?.contains(target),
  );
  hidePopoversAbove(document, kept ?? null);
}

const popoverMembers = {
  showPopover(options = {}) {
    showPopover(this, { throws: true, source: options?.source ?? null });
  },
  hidePopover() {
    hidePopover(this, { throws: true });
  },
  togglePopover(options = undefined) {
    const force = typeof options === "boolean" ? options : options?.force;
    if (isShowing(this) && force !== true) hidePopover(this, { throws: true });
    else if (!isShowing(this) && force !== false) showPopover(this, { throws: true });
    return isShowing(this);
  },
};

export function makePopover(type) {
  mixin(type, popoverMembers);
}
