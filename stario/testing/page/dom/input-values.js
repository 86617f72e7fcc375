// The value sanitization algorithms of <input> (HTML standard 4.10.5.1).

import { colorValue } from "./color-values.js";
import { TEMPORAL } from "./date-values.js";
import { parseURL } from "./url.js";
import { clampToStep, middleOf, parseNumber, stepRange } from "./input-numbers.js";

export function stripNewlines(text) {
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, "") : text;
}

export function trimSpaces(text) {
  return text.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
}

// Without spaces around it, and with a domain in ASCII if it can be written so.
function sanitizeAddress(text) {
  const address = trimSpaces(text);
  const at = address.lastIndexOf("@");
  if (at < 0 || !/[^\0-\x7f]/.test(address.slice(at))) return address;
  const host = parseURL(`http://${address.slice(at + 1)}/`)?.host;
  return host === undefined ? address : address.slice(0, at + 1) + host;
}

function sanitizeEmail(element, text) {
  const line = stripNewlines(text);
  if (!element._attributes.has("multiple")) return sanitizeAddress(line);
  return line.split(",").map(sanitizeAddress).join(",");
}

function sanitizeRange(element, text) {
  const range = stepRange(element);
  const number = parseNumber(text);
  return String(clampToStep(Number.isNaN(number) ? middleOf(range) : number, range));
}

function sanitizeTemporal(element, text) {
  const type = element._type.name;
  const number = TEMPORAL[type].parse(text);
  if (Number.isNaN(number)) return "";
  if (type !== "datetime-local") return text;
  // What is given is kept as short as it can be said.
  return TEMPORAL[type].write(number).replace(/(\.\d+?)0+$/, "$1");
}

const SANITIZERS = {
  text: (element, text) => stripNewlines(text),
  search: (element, text) => stripNewlines(text),
  tel: (element, text) => stripNewlines(text),
  password: (element, text) => stripNewlines(text),
  url: (element, text) => trimSpaces(stripNewlines(text)),
  email: sanitizeEmail,
  number: (element, text) => (Number.isNaN(parseNumber(text)) ? "" : text),
  range: sanitizeRange,
  color: (element, text) => colorValue(text),
  date: sanitizeTemporal,
  month: sanitizeTemporal,
  week: sanitizeTemporal,
  time: sanitizeTemporal,
  "datetime-local": sanitizeTemporal,
};

// The value that an input in value mode takes for a text.
export function sanitize(element, text) {
  const sanitizer = SANITIZERS[element._type.name];
  return sanitizer === undefined ? text : sanitizer(element, text);
}
