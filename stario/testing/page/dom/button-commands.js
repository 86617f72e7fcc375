// What a button does to a popover or a dialog (HTML standard 4.10.6.1, 6.12).

import { namedElement } from "./button-members.js";
import { closeDialog, requestCloseDialog, showModalDialog } from "./dialog.js";
import { CommandEvent, fire } from "./events.js";
import { hidePopover, isPopover, isShowing, showPopover } from "./popover.js";

function runCommand(button, target) {
  const command = button.command;
  if (command === "") return;
  const init = { cancelable: true, composed: true, command, source: button };
  if (!fire(target, "command", init, CommandEvent) || !target._connected) return;
  if (isPopover(target)) {
    if (command === "toggle-popover" || command === "show-popover" || command === "hide-popover") {
      togglePopoverBy(button, target, command.slice(0, 6).replace("-", ""));
    }
  }
  if (target._localName !== "dialog") return;
  const open = target._attributes.has("open");
  const value = button._attributes.get("value") ?? null;
  if (command === "show-modal" && !open) showModalDialog(target, button);
  else if (command === "close" && open) closeDialog(target, value);
  else if (command === "request-close" && open) requestCloseDialog(target, value);
}

function togglePopoverBy(button, popover, action) {
  const showing = isShowing(popover);
  if (action === "show" && showing) return;
  if (action === "hide" && !showing) return;
  if (showing) hidePopover(popover, { focusPrevious: true, fireEvents: true, source: button });
  else showPopover(popover, { throws: false, source: button });
}

// A button without a form to submit or reset.
export function runButtonCommand(button) {
  const commanded = namedElement(button, "commandfor");
  if (commanded !== null && button._localName === "button") {
    runCommand(button, commanded);
    return;
  }
  const popover = namedElement(button, "popovertarget");
  if (popover !== null && isPopover(popover)) {
    togglePopoverBy(button, popover, button.popoverTargetAction);
  }
}
