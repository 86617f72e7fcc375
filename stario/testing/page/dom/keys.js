// The keys of a US keyboard by their names, as Playwright has them (UI Events KeyboardEvent code and key values).

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = ["0)", "1!", "2@", "3#", "4$", "5%", "6^", "7&", "8*", "9("];
// [code, keyCode, what it writes, what it writes with Shift].
const SIGNS = [
  ["Semicolon", 186, ";", ":"],
  ["Equal", 187, "=", "+"],
  ["Comma", 188, ",", "<"],
  ["Minus", 189, "-", "_"],
  ["Period", 190, ".", ">"],
  ["Slash", 191, "/", "?"],
  ["Backquote", 192, "`", "~"],
  ["BracketLeft", 219, "[", "{"],
  ["Backslash", 220, "\\", "|"],
  ["BracketRight", 221, "]", "}"],
  ["Quote", 222, "'", '"'],
  ["Space", 32, " ", " "],
];
// "name:keyCode", of keys that write nothing.
const NAMED =
  "Escape:27 Backspace:8 Tab:9 CapsLock:20 Pause:19 Insert:45 Home:36 PageUp:33 Delete:46 End:35 PageDown:34 " +
  "ArrowUp:38 ArrowLeft:37 ArrowDown:40 ArrowRight:39 ContextMenu:93 PrintScreen:44 ScrollLock:145 NumLock:144";
const MODIFIER_KEYS = { Shift: 16, Control: 17, Alt: 18, Meta: 91 };
const NUMPAD = [
  ["Numpad0", 45, "Insert", "0"],
  ["Numpad1", 35, "End", "1"],
  ["Numpad2", 40, "ArrowDown", "2"],
  ["Numpad3", 34, "PageDown", "3"],
  ["Numpad4", 37, "ArrowLeft", "4"],
  ["Numpad5", 12, "Clear", "5"],
  ["Numpad6", 39, "ArrowRight", "6"],
  ["Numpad7", 36, "Home", "7"],
  ["Numpad8", 38, "ArrowUp", "8"],
  ["Numpad9", 33, "PageUp", "9"],
];

const keys = new Map();

function add(name, key) {
  if (!keys.has(name)) keys.set(name, { location: 0, text: "", shifted: null, ...key });
}

function addWriting(code, keyCode, text, shifted) {
  const key = { code, keyCode, key: text, text };
  const withShift = { ...key, key: shifted, text: shifted };
  add(code, { ...key, shifted: { location: 0, shifted: null, ...withShift } });
  // By what it writes it is meant as it is, whatever is held.
  add(text, key);
  add(shifted, withShift);
}

for (const letter of LETTERS) {
  const capital = letter.toUpperCase();
  addWriting(`Key${capital}`, capital.charCodeAt(0), letter, capital);
}
for (const [digit, sign] of DIGITS) addWriting(`Digit${digit}`, 48 + Number(digit), digit, sign);
for (const sign of SIGNS) addWriting(...sign);
for (const entry of NAMED.split(" ")) {
  const [name, keyCode] = entry.split(":");
  add(name, { code: name, key: name, keyCode: Number(keyCode) });
}
for (let at = 1; at <= 12; at++)
  add(`F${at}`, { code: `F${at}`, key: `F${at}`, keyCode: 111 + at });
for (const [name, keyCode] of Object.entries(MODIFIER_KEYS)) {
  add(name, { code: `${name}Left`, key: name, keyCode, location: 1 });
  add(`${name}Left`, keys.get(name));
  add(`${name}Right`, { code: `${name}Right`, key: name, keyCode, location: 2 });
}
for (const [code, keyCode, key, digit] of NUMPAD) {
  const shifted = { code, keyCode: 96 + Number(digit), key: digit, text: digit, location: 3 };
  add(code, { code, keyCode, key, location: 3, shifted: { shifted: null, ...shifted } });
}
for (const [code, keyCode, sign] of [
  ["NumpadMultiply", 106, "*"],
  ["NumpadAdd", 107, "+"],
  ["NumpadSubtract", 109, "-"],
  ["NumpadDivide", 111, "/"],
  ["NumpadDecimal", 110, "."],
]) {
  add(code, { code, keyCode, key: sign, text: sign, location: 3 });
}
add("Enter", { code: "Enter", key: "Enter", keyCode: 13, text: "\r" });
add("NumpadEnter", { code: "NumpadEnter", key: "Enter", keyCode: 13, text: "\r", location: 3 });
add("\n", keys.get("Enter"));
add("\r", keys.get("Enter"));

// {code, key, keyCode, text, location, shifted} of a key by its code or by what it writes, or null.
export function keyNamed(name) {
  return keys.get(name) ?? null;
}

// The parts of "Control+Shift+a"; "+" may be a key itself.
export function keysOfChord(chord) {
  const parts = [];
  let part = "";
  for (const character of chord) {
    if (character === "+" && part !== "") {
      parts.push(part);
      part = "";
    } else part += character;
  }
  parts.push(part);
  return parts.map((name) => (name === "ControlOrMeta" ? "Control" : name));
}
