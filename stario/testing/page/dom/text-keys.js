// The editing keys of text controls, as on Linux.

import { ClipboardEvent, fire } from "./events.js";
import { DataTransfer } from "./files.js";
import { onReset } from "./host.js";
import {
  deleteText,
  insertText,
  isEditableText,
  reaches,
  textSelectionOf,
} from "./text-editing.js";
import { editedText, setSelection, tellOfSelection } from "./text-selection.js";

let copied = "";

onReset(() => {
  copied = "";
});

const MOVES = {
  ArrowLeft: ["previous", "previousWord"],
  ArrowRight: ["next", "nextWord"],
  ArrowUp: ["lineAbove", "lineAbove"],
  ArrowDown: ["lineBelow", "lineBelow"],
  Home: ["lineStart", "start"],
  End: ["lineEnd", "end"],
};

const DELETIONS = {
  Backspace: [
    ["deleteContentBackward", "previous"],
    ["deleteWordBackward", "previousWord"],
  ],
  Delete: [
    ["deleteContentForward", "next"],
    ["deleteWordForward", "nextWord"],
  ],
};

// True if that has changed the selection.
export function selectWhole(control, tells = true) {
  const changed = setSelection(control, 0, editedText(control).length);
  if (changed && tells) tellOfSelection(control);
  return changed;
}

function moveInText(control, name, byWord, extends_) {
  const { start, end } = textSelectionOf(control);
  const text = editedText(control);
  const backward = control._selectionDirection === "backward";
  const caret = backward ? start : end;
  const isHorizontal = name === "ArrowLeft" || name === "ArrowRight";
  if (!extends_ && start !== end && isHorizontal && !byWord) {
    const at = name === "ArrowLeft" ? start : end;
    setSelection(control, at, at);
    return;
  }
  const at = reaches[MOVES[name][byWord ? 1 : 0]](text, caret);
  if (!extends_) {
    setSelection(control, at, at);
    return;
  }
  const anchor = backward ? end : start;
  const changed = setSelection(
    control,
    Math.min(anchor, at),
    Math.max(anchor, at),
    at < anchor ? "backward" : "forward",
  );
  if (changed) tellOfSelection(control);
}

function clipboardEvent(control, type) {
  const clipboardData = new DataTransfer();
  if (type === "paste") clipboardData.setData("text/plain", copied);
  const init = { bubbles: true, cancelable: true, composed: true, clipboardData };
  const goesOn = fire(control, type, init, ClipboardEvent);
  // Who prevents a copy has put something else there.
  if (!goesOn && type !== "paste") copied = clipboardData.getData("text/plain");
  return goesOn;
}

function selectedText(control) {
  const { start, end } = textSelectionOf(control);
  return editedText(control).slice(start, end);
}

function commandKey(control, name) {
  switch (name) {
    case "a":
      selectWhole(control);
      return true;
    case "c":
      if (clipboardEvent(control, "copy") && selectedText(control) !== "") {
        copied = selectedText(control);
      }
      return true;
    case "x":
      if (
        clipboardEvent(control, "cut") &&
        selectedText(control) !== "" &&
        isEditableText(control)
      ) {
        copied = selectedText(control);
        deleteText(control, "deleteByCut", (text, at) => at);
      }
      return true;
    case "v":
      if (clipboardEvent(control, "paste") && copied !== "" && isEditableText(control)) {
        insertText(control, copied, "insertFromPaste");
      }
      return true;
    default:
      return false;
  }
}

// True if the key is one of these.
export function editingKey(control, key, modifiers) {
  if (modifiers.altKey || modifiers.metaKey) return false;
  const byWord = modifiers.ctrlKey === true;
  if (Object.hasOwn(MOVES, key.key)) {
    moveInText(control, key.key, byWord, modifiers.shiftKey === true);
    return true;
  }
  if (Object.hasOwn(DELETIONS, key.key)) {
    const { start, end } = textSelectionOf(control);
    const [inputType, reach] = DELETIONS[key.key][byWord && start === end ? 1 : 0];
    deleteText(control, inputType, reaches[reach]);
    return true;
  }
  return byWord && commandKey(control, key.key.toLowerCase());
}
