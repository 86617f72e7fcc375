// Which constraints a control does not meet (HTML standard 4.10.20), as Chromium counts them.

import { hasHalfADate } from "./date-fields.js";
import { parseURL } from "./url.js";
import { isDisabled, isInDatalist } from "./form-owner.js";
import { numberOf, stepMismatches, stepRange } from "./input-numbers.js";
import { groupIsMissing } from "./radio-groups.js";
import { hasPlaceholderLabel } from "./select-state.js";

const LOCAL_PART = "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const EMAIL = new RegExp(`^${LOCAL_PART}@${LABEL}(?:\\.${LABEL})*$`);

export function isEmail(text) {
  return EMAIL.test(text);
}

// Can it be invalid at all ("candidate for constraint validation")?
export function isCandidate(element) {
  if (isDisabled(element) || isInDatalist(element)) return false;
  switch (element._localName) {
    case "input": {
      const type = element._type;
      if (type.neverValidated || type.name === "image") return false;
      return !element._attributes.has("readonly");
    }
    case "textarea":
      return !element._attributes.has("readonly");
    case "select":
      return true;
    case "button":
      return element._submits;
    default:
      return false;
  }
}

function isMutable(element) {
  return !isDisabled(element) && !element._attributes.has("readonly");
}

function inputIsMissing(input) {
  const type = input._type;
  if (type.name === "radio") return groupIsMissing(input);
  if (!type.required || !input._attributes.has("required")) return false;
  if (type.name === "checkbox") return !input._checked;
  if (type.name === "file") return input.files.length === 0;
  return input.value === "" && isMutable(input);
}

function selectIsMissing(select) {
  if (!select._attributes.has("required")) return false;
  const index = select.selectedIndex;
  return index < 0 || (index === 0 && hasPlaceholderLabel(select));
}

function isMissing(element) {
  if (element._localName === "input") return inputIsMissing(element);
  if (element._localName === "select") return selectIsMissing(element);
  return element._attributes.has("required") && element.value === "" && isMutable(element);
}

function typeMismatches(input) {
  const name = input._type.name;
  if (name === "url") return input.value !== "" && parseURL(input.value) === null;
  if (name !== "email") return false;
  return emailsOf(input).some((text) => !isEmail(text));
}

export function emailsOf(input) {
  const value = input.value;
  if (value === "") return [];
  return input._attributes.has("multiple") ? value.split(",") : [value];
}

const patterns = new Map();
const MOST_PATTERNS = 200;

// What is written outside of classes of letters, in pieces: an escape, the head of a group, a mark by itself or twice.
const PATTERN_PIECES =
  /\\(?:[pP]\{[^}]*\}|[^])|\(\?(?:<?[=!]|<[^>]*>|[a-z]*-?[a-z]*:)|[[\]/-]|([&!#%,:;<=>@`~])(?=\1)/g;

// QuickJS takes marks for those of a class everywhere, and refuses "a-b" and "a/b": they are written as numbers.
function acceptedPattern(text) {
  let depth = 0;
  return text.replace(PATTERN_PIECES, (piece) => {
    if (piece === "[") depth++;
    else if (piece === "]") depth--;
    else if (depth === 0 && piece.length === 1) return `\\x${piece.charCodeAt(0).toString(16)}`;
    return piece;
  });
}

// A pattern that does not compile is ignored; it is anchored at both ends.
function patternOf(text) {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    try {
      const source = acceptedPattern(text);
      // Alone first: a stray parenthesis must not close ours.
      new RegExp(source, "v");
      pattern = new RegExp(`^(?:${source})$`, "v");
    } catch {
      pattern = null;
    }
    if (patterns.size > MOST_PATTERNS) patterns.clear();
    patterns.set(text, pattern);
  }
  return pattern;
}

function patternMismatches(input) {
  const text = input._attributes.get("pattern");
  if (text === undefined || !input._type.length || input.value === "") return false;
  const pattern = patternOf(text);
  if (pattern === null) return false;
  const values = input._type.name === "email" ? emailsOf(input) : [input.value];
  return values.some((value) => !pattern.test(value));
}

// Lengths matter only for what the user has typed.
function lengthMismatch(element, longer) {
  if (!element._editedByUser) return false;
  const limit = longer ? element.maxLength : element.minLength;
  const length = element.value.length;
  if (limit < 0) return false;
  return longer ? length > limit : length > 0 && length < limit;
}

function hasLength(element) {
  return element._localName === "textarea" || element._type?.length === true;
}

function rangeStates(input, flags) {
  const number = numberOf(input._type.name, input.value);
  if (Number.isNaN(number)) return;
  const range = stepRange(input);
  const { minimum, maximum } = range;
  if (input._type.name === "time" && maximum < minimum) {
    // Times go round: the allowed ones lie outside.
    const between = number > maximum && number < minimum;
    flags.rangeUnderflow = between;
    flags.rangeOverflow = between;
  } else {
    flags.rangeUnderflow = number < minimum;
    flags.rangeOverflow = number > maximum;
  }
  flags.stepMismatch = stepMismatches(number, range);
}

// All flags of ValidityState but `customError` and `valid`.
export function validityFlags(element) {
  const flags = {};
  const name = element._localName;
  if (name !== "input" && name !== "select" && name !== "textarea") return flags;
  flags.valueMissing = isMissing(element);
  if (hasLength(element)) {
    flags.tooLong = lengthMismatch(element, true);
    flags.tooShort = lengthMismatch(element, false);
  }
  if (name !== "input") return flags;
  flags.typeMismatch = typeMismatches(element);
  flags.patternMismatch = patternMismatches(element);
  flags.badInput =
    (element._type.name === "number" && element._shownText !== null && element._value === "") ||
    hasHalfADate(element);
  if (element._type.steps) rangeStates(element, flags);
  return flags;
}
