// Typing into what is contenteditable. There is no selection here: the caret is where the last typing left it, at
// first at the beginning, in the text as a whole.

import { setData } from "./character-data.js";
import { following, setTextOf, textOf } from "./node.js";
import { afterInput, beforeInput } from "./text-editing.js";

// The outermost element around this one that is edited with it, or null.
export function editingHostOf(element) {
  if (element._isHTML !== true || !element.isContentEditable) return null;
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

function caretOf(host) {
  return Math.min(host._caret ?? 0, textOf(host).length);
}

// The text node that a position is in, and the place in it.
function placeAt(host, position) {
  let left = position;
  let last = null;
  for (let node = host._first; node !== null; node = following(node, host)) {
    if (node._kind !== 3) continue;
    if (left <= node._data.length) return { node, at: left };
    left -= node._data.length;
    last = node;
  }
  return { node: last, at: last === null ? 0 : last._data.length };
}

// The whole of an element's text, as fill() does it.
export function replaceEdited(element, text) {
  const host = editingHostOf(element);
  const inputType = text === "" ? "deleteContentForward" : "insertText";
  if (!beforeInput(host, inputType, text === "" ? null : text)) return;
  setTextOf(element, text);
  host._caret = text.length;
  afterInput(host, inputType, text === "" ? null : text);
}

export function typeInto(host, text) {
  if (!beforeInput(host, "insertText", text)) return;
  const caret = caretOf(host);
  const { node, at } = placeAt(host, caret);
  if (node === null) setTextOf(host, text);
  else setData(node, node._data.slice(0, at) + text + node._data.slice(at));
  host._caret = caret + text.length;
  afterInput(host, "insertText", text);
}

export function deleteIn(host, backward) {
  const inputType = backward ? "deleteContentBackward" : "deleteContentForward";
  if (!beforeInput(host, inputType, null)) return;
  const caret = caretOf(host);
  const start = backward ? caret - 1 : caret;
  if (start < 0 || start >= textOf(host).length) return;
  const { node, at } = placeAt(host, start + 1);
  setData(node, node._data.slice(0, at - 1) + node._data.slice(at));
  host._caret = start;
  afterInput(host, inputType, null);
}

export function moveCaret(host, steps) {
  host._caret = Math.max(0, Math.min(textOf(host).length, caretOf(host) + steps));
}
