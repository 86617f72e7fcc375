// What a user types into a date, a time and their like: the fields that Chromium shows in American English. There is
// no such thing in a standard; tests hold this beside Chromium.

import { PageDate } from "./clock.js";
import { performance } from "./clock.js";
import { finestFields, limitedFields, steppedField } from "./date-limits.js";
import { TEMPORAL, padded } from "./date-values.js";
import { setByUser } from "./input-keys.js";
import { isDisabled } from "./form-owner.js";
import { notSimulated } from "./not-simulated.js";

const MONTH_NAMES =
  "january february march april may june july august september october november december";
const LAST_YEAR = 275760;
const WORD_MILLISECONDS = 1000;

// `least` and `most` are what arrows go through, `lowest` and `highest` what can be typed.
function numeric(name, least, most, more = {}) {
  return { name, least, most, lowest: least, highest: most, ...more };
}

const YEAR = numeric("year", 1, LAST_YEAR);
const MONTH = numeric("month", 1, 12);
const MONTH_WORDS = { words: MONTH_NAMES.split(" ") };
const HALF = numeric("half", 0, 1, { words: ["am", "pm"] });

function timeFields(input) {
  const fields = [numeric("hour", 1, 12, { lowest: 0, highest: 23 }), numeric("minute", 0, 59)];
  const { hasSeconds, hasFractions } = finestFields(input);
  if (hasSeconds) fields.push(numeric("second", 0, 59));
  if (hasFractions) fields.push(numeric("fraction", 0, 999));
  return [...fields, HALF];
}

function fieldsFor(input) {
  switch (input._type.name) {
    case "date":
      return [MONTH, numeric("day", 1, 31), YEAR];
    case "month":
      return [{ ...MONTH, ...MONTH_WORDS }, YEAR];
    case "week":
      return [numeric("week", 1, 53), YEAR];
    case "time":
      return timeFields(input);
    default:
      return [MONTH, numeric("day", 1, 31), YEAR, ...timeFields(input)];
  }
}

// How long a time is by how many fields it has: up to the minute, the second or its parts.
const TIME_LENGTHS = { 3: 5, 4: 8, 5: 12 };

const VALUE_PARTS =
  /^(?:(?<year>\d+)-(?:W(?<week>\d+)|(?<month>\d+)(?:-(?<day>\d+))?))?T?(?:(?<hour>\d+):(?<minute>\d+)(?::(?<second>\d+)(?:\.(?<fraction>\d+))?)?)?$/;

// What a value gives each field; null for nothing.
function partsOfValue(text) {
  const parts = {};
  for (const [name, value] of Object.entries(VALUE_PARTS.exec(text)?.groups ?? {})) {
    if (value !== undefined) {
      parts[name] = Number(name === "fraction" ? value.padEnd(3, "0") : value);
    }
  }
  if (parts.hour === undefined) return parts;
  parts.half = parts.hour < 12 ? 0 : 1;
  parts.hour = parts.hour % 12 || 12;
  parts.second ??= 0;
  parts.fraction ??= 0;
  return parts;
}

// "" if something is missing, or if there is no such day or time.
function valueOfParts(type, parts, fields) {
  if (fields.some(({ name }) => parts[name] === undefined)) return "";
  const { year, week, month, day, hour, minute, second = 0, fraction = 0, half } = parts;
  let text = "";
  if (year !== undefined) text = padded(year, 4);
  if (week !== undefined) text += `-W${padded(week, 2)}`;
  if (month !== undefined) text += `-${padded(month, 2)}`;
  if (day !== undefined) text += `-${padded(day, 2)}`;
  if (hour === 0) return "";
  if (hour !== undefined) {
    const time = `${padded((hour % 12) + half * 12, 2)}:${padded(minute, 2)}:${padded(second, 2)}`;
    text += `${text === "" ? "" : "T"}${time}.${padded(fraction, 3)}`;
  }
  const number = TEMPORAL[type].parse(text);
  if (Number.isNaN(number)) return "";
  // A time alone has all that is shown of it, a date's is as short as it can be.
  return type === "time"
    ? text.slice(0, TIME_LENGTHS[fields.length])
    : TEMPORAL[type].write(number);
}

function stateOf(input) {
  input._fields ??= { at: 0, typed: "", time: 0, fields: null, parts: null, isPlaced: true };
  const state = input._fields;
  if (state.parts === null) {
    state.fields = limitedFields(input, fieldsFor(input), partsOfValue);
    state.parts = partsOfValue(input.value);
    state.at = Math.min(state.at, state.fields.length);
  }
  return state;
}

// Something is typed that is no date yet, or never will be.
export function hasHalfADate(input) {
  const parts = input._fields?.parts ?? null;
  return parts !== null && input._value === "" && Object.keys(parts).length > 0;
}

// The value is another: the fields show that.
export function forgetFields(input) {
  if (input._fields) input._fields.parts = null;
}

// The focus goes, and comes back to the first field.
export function leaveFields(input) {
  if (input._fields) Object.assign(input._fields, { at: 0, typed: "", isPlaced: true });
}

// The focus comes by the Tab key, which may go backward.
export function enterFields(input, backward) {
  const state = stateOf(input);
  state.at = backward ? state.fields.length : 0;
}

// The mouse puts the focus to the field that is under it.
export function pressFields(input) {
  stateOf(input).isPlaced = false;
}

export function hasFields(element) {
  return element._isHTML && element._localName === "input" && element._type.temporal === true;
}

function fieldAt(input) {
  const state = stateOf(input);
  if (!state.isPlaced) {
    const name = `typing into <input type="${input.type}"> after a click: which of its fields that was takes a layout. Use fill(), or focus() it first`;
    notSimulated(name);
  }
  return state.fields[state.at];
}

// To the field before or after this one, or with Tab to the button that opens the calendar, behind them; false at the
// end.
export function moveInFields(input, steps, byTab = false) {
  fieldAt(input);
  const state = input._fields;
  const to = state.at + steps;
  if (to < 0 || to >= state.fields.length + (byTab ? 1 : 0)) return false;
  state.at = to;
  state.typed = "";
  return true;
}

function setField(input, { name }, value) {
  const state = input._fields;
  const { parts } = state;
  if (value === null) delete parts[name];
  else parts[name] = value;
  if (name === "hour" && value > 12) {
    parts.hour = value - 12;
    parts.half = 1;
  }
  const text = valueOfParts(input._type.name, parts, state.fields);
  setByUser(input, text, () => {
    state.parts = parts;
  });
}

function isReadOnly(input) {
  return isDisabled(input) || input._attributes.has("readonly");
}

function arrow(input, up) {
  const field = fieldAt(input);
  const state = input._fields;
  state.typed = "";
  const current = state.parts[field.name];
  if (current === undefined) {
    const first =
      field.name === "year" ? new PageDate().getFullYear() : up ? field.least : field.most;
    setField(input, field, steppedField(field, first, up));
  } else {
    const value = steppedField(field, current + (up ? 1 : -1), up);
    if (value === current) return;
    // Limits that lead back to twelve turn nothing.
    const noon = up ? current < 12 && value === 12 && field.least < 12 : current === 12;
    if (field.name === "hour" && noon && state.parts.half !== undefined) {
      state.parts.half = 1 - state.parts.half;
    }
    setField(input, field, value);
  }
}

// True if the key has done something.
export function fieldKey(input, name) {
  if (name === "ArrowLeft" || name === "ArrowRight") {
    if (fieldAt(input) !== undefined) moveInFields(input, name === "ArrowLeft" ? -1 : 1);
    return true;
  }
  if (isReadOnly(input)) return false;
  const isButton = fieldAt(input) === undefined;
  if (name === " " || (name === "Enter" && isButton)) {
    notSimulated(`the calendar of <input type="${input.type}">: use fill()`);
  }
  if (isButton) return false;
  if (name === "ArrowUp" || name === "ArrowDown") arrow(input, name === "ArrowUp");
  else if (name === "Backspace" || name === "Delete") {
    const field = fieldAt(input);
    input._fields.typed = "";
    setField(input, field, null);
  } else return false;
  return true;
}

export function typeIntoFields(input, text) {
  if (isReadOnly(input)) return;
  const field = fieldAt(input);
  if (field === undefined) return;
  if (field.words !== undefined) typeWord(input, field, text.toLowerCase());
  else if (/^[0-9]$/.test(text)) typeDigit(input, field, text);
}

function typeDigit(input, field, digit) {
  const state = input._fields;
  const length = String(field.most).length;
  // What is too long goes on with its last digits.
  state.typed = state.typed.slice(Math.max(0, state.typed.length - length + 1)) + digit;
  const { typed } = state;
  const number = Number(typed);
  setField(input, field, number < field.lowest ? null : Math.min(number, field.highest));
  if (typed.length >= length || number * 10 > field.most) moveInFields(input, 1);
}

// The words that begin so, or the word with that number; the same letter again leads on to the next of them.
function typeWord(input, field, letter) {
  const state = input._fields;
  const now = performance.now();
  state.typed = (now - state.time < WORD_MILLISECONDS ? state.typed : "") + letter;
  state.time = now;
  const repeats = [...state.typed].every((each) => each === letter);
  const wanted = repeats ? letter : state.typed;
  const first = field.least;
  const current = state.parts[field.name] ?? first;
  const { words } = field;
  const number = /^[0-9]+$/.test(state.typed) ? Number(state.typed) : 0;
  if (number >= 1 && number <= words.length) {
    setField(input, field, number - 1 + first);
    return;
  }
  for (let i = 0; i < words.length; i++) {
    const at = (current - first + i + (repeats ? 1 : 0)) % words.length;
    if (!words[at].startsWith(wanted)) continue;
    setField(input, field, at + first);
    return;
  }
}
