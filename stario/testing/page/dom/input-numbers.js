// Numbers, ranges and steps of <input> (HTML standard 4.10.5.3.7 and .8). Decimal fractions are counted in
// integers, as Chromium's own decimals are exact where floats are not.

import { TEMPORAL } from "./date-values.js";

const FLOAT = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const MANTISSA = 2 ** 53;
const SINGLE_MANTISSA = 2 ** 24;
const MOST_DIGITS = 15;

export function parseNumber(text) {
  if (!FLOAT.test(text)) return NaN;
  const number = Number(text);
  return Number.isFinite(number) ? number + 0 : NaN;
}

export function numberOf(type, text) {
  return TEMPORAL[type]?.parse(text) ?? parseNumber(text);
}

export function textOfNumber(type, number) {
  const temporal = TEMPORAL[type];
  if (temporal !== undefined) return temporal.write(number);
  return Number.isFinite(number) ? String(number) : "";
}

function digitsOf(number) {
  const [mantissa, exponent] = String(number).split("e");
  const fraction = mantissa.split(".")[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent ?? 0));
}

// Of a number as it is written: its last digit stands for so many tens, "1.50" for -2.
function exponentOf(text) {
  const [mantissa, exponent = "0"] = text.toLowerCase().split("e");
  return Number(exponent) - (mantissa.split(".")[1]?.length ?? 0);
}

// A function that takes numbers to integers of one unit, and one that takes them back.
function unitOf(numbers) {
  const digits = Math.min(MOST_DIGITS, Math.max(...numbers.map(digitsOf)));
  const unit = 10 ** digits;
  return {
    up: (number) => (digits === 0 ? number : Math.round(number * unit)),
    down: (number) => (digits === 0 ? number : Number((number / unit).toFixed(digits))),
  };
}

function roundAway(number) {
  return number < 0 ? -Math.round(-number) : Math.round(number);
}

// {minimum, maximum, hasMinimum, hasMaximum, step (null: any), base, isFiner: the minimum is written with more
// decimals than the step} of an element.
export function stepRange(element) {
  const type = element._type.name;
  const limit = (name) => numberOf(type, element._attributes.get(name) ?? "");
  const minimum = limit("min");
  const maximum = limit("max");
  const temporal = TEMPORAL[type];
  const fallback = temporal?.base ?? 0;
  let base = Number.isNaN(minimum) ? limit("value") : minimum;
  if (Number.isNaN(base)) base = fallback;
  const step = stepOf(element, temporal);
  const isFiner = temporal === undefined && !Number.isNaN(minimum) && isMinimumFiner(element);
  if (type === "range") {
    const least = Number.isNaN(minimum) ? 0 : minimum;
    const most = Math.max(least, Number.isNaN(maximum) ? 100 : maximum);
    return {
      minimum: least,
      maximum: most,
      hasMinimum: true,
      hasMaximum: true,
      step,
      base,
      isFiner,
    };
  }
  return {
    minimum: Number.isNaN(minimum) ? (temporal?.least ?? -Infinity) : minimum,
    maximum: Number.isNaN(maximum) ? (temporal?.most ?? Infinity) : maximum,
    hasMinimum: !Number.isNaN(minimum),
    hasMaximum: !Number.isNaN(maximum),
    step,
    base,
    isFiner,
  };
}

function isMinimumFiner({ _attributes: attributes }) {
  const step = attributes.get("step") ?? "";
  const steps = parseNumber(step) > 0 ? exponentOf(step) : 0;
  return exponentOf(attributes.get("min")) < steps;
}

function stepOf(element, temporal) {
  const scale = temporal?.scale ?? 1;
  const fallback = (temporal?.step ?? 1) * scale;
  const text = element._attributes.get("step");
  if (text === undefined) return fallback;
  if (text.toLowerCase() === "any") return null;
  const number = parseNumber(text);
  if (!(number > 0)) return fallback;
  // Days, months and weeks are whole; times have milliseconds.
  if (temporal === undefined) return number;
  if (scale === 1000) return Math.max(1, roundAway(number * scale));
  return Math.max(1, roundAway(number)) * scale;
}

export function stepMismatches(number, { step, base }) {
  if (step === null || !Number.isFinite(number)) return false;
  const distance = Math.abs(number - base);
  if (!Number.isFinite(distance) || distance / MANTISSA > step) return false;
  const remainder = Math.abs(distance - step * Math.round(distance / step));
  const accepted = step / SINGLE_MANTISSA;
  return accepted < remainder && remainder < step - accepted;
}

// The allowed value next to a number, as range controls have it.
export function clampToStep(number, range) {
  const { minimum, maximum, step, base } = range;
  const inside = Math.max(minimum, Math.min(number, maximum));
  if (step === null) return inside;
  const { up, down } = unitOf([inside, step, base, minimum, maximum]);
  const rounded = up(base) + roundAway((up(inside) - up(base)) / up(step)) * up(step);
  let clamped = down(rounded);
  if (clamped > maximum) clamped = down(rounded - up(step));
  else if (clamped < minimum) clamped = down(rounded + up(step));
  return clamped < minimum || clamped > maximum ? inside : clamped;
}

export function middleOf(range) {
  return clampToStep((range.minimum + range.maximum) / 2, range);
}

// The greatest allowed value, or NaN if there is none.
function alignedMaximum({ minimum, maximum, step, base }) {
  if (!Number.isFinite(maximum)) return Infinity;
  const { up, down } = unitOf([maximum, step, base]);
  const aligned = down(up(base) + Math.floor((up(maximum) - up(base)) / up(step)) * up(step));
  return aligned < minimum ? NaN : aligned;
}

// The number that so many steps lead to, from a number or from nothing (null); null if it stays as it is.
export function stepped(given, count, range) {
  const current = given ?? 0;
  const { minimum, maximum, step, base, isFiner, isAny } = range;
  if (minimum > maximum) return null;
  const most = alignedMaximum(range);
  if (Number.isNaN(most)) return null;
  const finite = [current, step, base, minimum].filter(Number.isFinite);
  const { up, down } = unitOf(finite);
  const size = up(step);
  let at = up(current);
  let left = count;
  const offset = (at - up(base)) / size;
  if (count !== 0 && !isAny && !Number.isInteger(offset)) {
    at = up(base) + (count < 0 ? Math.floor(offset) : Math.ceil(offset)) * size;
    left += count < 0 ? 1 : -1;
  }
  let next = down(at + size * left);
  if (next < minimum) {
    const steps = Math.ceil((up(minimum) - up(base)) / size);
    // No steps come to one in Chromium, if the minimum is the finer: "1.5" and steps of "1" lead to 2.5.
    next = down(up(base) + (steps === 0 && isFiner ? 1 : steps) * size);
  }
  if (next > most) next = most;
  // To the next allowed value it may go either way.
  const goesBack = (left < 0 && current < next) || (left > 0 && current > next);
  if (given !== null && goesBack) return null;
  return next;
}

// The allowed values below and above one that is not, for the message.
export function nearestSteps(number, { step, base, minimum, maximum }) {
  const { up, down } = unitOf([number, step, base].filter(Number.isFinite));
  const steps = (up(number) - up(base)) / up(step);
  const below = down(up(base) + Math.floor(steps) * up(step));
  const above = down(up(base) + Math.ceil(steps) * up(step));
  return [below, above].filter((value) => value >= minimum && value <= maximum);
}
