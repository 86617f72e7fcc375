// The user's keyboard: presses as trusted events, and what they do if nobody prevents it.

import { runPendingTasks } from "./between-tasks.js";
import { fire } from "./events.js";
import { keyTargetOf } from "./focus.js";
import { onReset } from "./host.js";
import { keyDownDefault, keyPressDefault, keyUpDefault } from "./key-defaults.js";
import { keyNamed, keysOfChord } from "./keys.js";
import { typeText } from "./user-typing.js";
import { KeyboardEvent } from "./ui-events.js";

const MODIFIER_FLAGS = { Control: "ctrlKey", Shift: "shiftKey", Alt: "altKey", Meta: "metaKey" };

let held = new Set();

onReset(() => {
  held = new Set();
});

// The modifier keys that are held down, as events tell of them.
export function modifiersOf() {
  const flags = {};
  for (const key of held) flags[MODIFIER_FLAGS[key]] = true;
  return flags;
}

function keyTarget() {
  return keyTargetOf(globalThis.document);
}

function tellKey(type, key, extra) {
  const target = keyTarget();
  if (target === null) return null;
  const event = {
    bubbles: true,
    cancelable: true,
    composed: true,
    view: globalThis,
    ...modifiersOf(),
    key: key.key,
    code: key.code,
    location: key.location,
    keyCode: key.keyCode,
    ...extra,
  };
  return fire(target, type, event, KeyboardEvent) ? target : null;
}

function resolved(name) {
  const key = keyNamed(name);
  if (key === null) throw new Error(`Unknown key: "${name}"`);
  return held.has("Shift") && key.shifted !== null ? key.shifted : key;
}

// Each way of a key is an input of its own, and what is to be done between two of them is done. A keydown and
// its keypress are one.
export function keyDown(name) {
  runPendingTasks();
  const key = resolved(name);
  if (MODIFIER_FLAGS[key.key] !== undefined) held.add(key.key);
  // With a modifier other than Shift a key writes nothing.
  const writes = held.size > 1 || (held.size === 1 && !held.has("Shift")) ? "" : key.text;
  globalThis.document._usesKeys = true;
  const target = tellKey("keydown", key, {});
  if (target === null) return;
  if (keyDownDefault(target, key, modifiersOf()) || writes === "") return;
  const charCode = writes.charCodeAt(0);
  const pressed = tellKey("keypress", key, { charCode, keyCode: charCode });
  if (pressed !== null) keyPressDefault(pressed, key, writes, modifiersOf());
}

export function keyUp(name) {
  runPendingTasks();
  const key = resolved(name);
  held.delete(key.key);
  const target = tellKey("keyup", key, {});
  if (target !== null) keyUpDefault(target, key, modifiersOf());
}

// "a", "Enter", "Control+Shift+T".
export function pressKeys(chord) {
  holdChord(chord);
  releaseChord(chord);
}

// Its keys go down, and stay there until `releaseChord`.
export function holdChord(chord) {
  for (const name of keysOfChord(chord)) keyDown(name);
}

export function releaseChord(chord) {
  for (const name of keysOfChord(chord).reverse()) keyUp(name);
}

// Letter by letter; what no key writes comes without key events.
export function typeLetters(text) {
  for (const letter of text) {
    if (keyNamed(letter) === null) typeText(keyTarget(), letter);
    else pressKey(letter);
  }
}

function pressKey(name) {
  keyDown(name);
  keyUp(name);
}

export function holdModifiers(modifiers) {
  const names = modifiers.map((name) => (name === "ControlOrMeta" ? "Control" : name));
  for (const name of names) keyDown(name);
  if (names.length > 0) runPendingTasks();
  return () => {
    for (const name of names) keyUp(name);
  };
}
