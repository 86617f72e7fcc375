// What `min`, `max` and `step` make of the fields of a date or a time, as Chromium has it.

import { TEMPORAL } from "./date-values.js";
import { stepRange } from "./input-numbers.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
// How long one of a field is, and all that it goes through, in milliseconds.
const FIELD_LENGTHS = {
  hour: [HOUR_MS, 12 * HOUR_MS],
  minute: [MINUTE_MS, HOUR_MS],
  second: [1000, MINUTE_MS],
  fraction: [1, 1000],
};

// Where the limits agree in all that is greater, they are a field's own, too: {name: [least, most]}.
function limitsOfFields(input, partsOfValue) {
  const { minimum, maximum } = stepRange(input);
  if (minimum > maximum) return {};
  const { write } = TEMPORAL[input._type.name];
  const low = partsOfValue(write(minimum));
  const high = partsOfValue(write(maximum));
  const limits = {};
  for (const name of ["year", "month", "week", "day", "half", "hour", "minute", "second"]) {
    if (low[name] === undefined) continue;
    // The half of a day can be turned all the same.
    if (name !== "half" && low[name] <= high[name]) limits[name] = [low[name], high[name]];
    if (low[name] !== high[name]) break;
  }
  return limits;
}

// The steps of a field: how many, and from where; what a step of all leaves as it is has none (null).
function stepsOfField(name, { step, base }) {
  const [unit, all] = FIELD_LENGTHS[name];
  if (step === null) return { size: 1, from: 0 };
  if (step % all === 0) return null;
  if (all % step !== 0 || step % unit !== 0) return { size: 1, from: 0 };
  return { size: step / unit, from: Math.floor(base / unit) % (all / unit) };
}

// The fields, each with `least` and `most` of the arrow keys, and its `steps`.
export function limitedFields(input, fields, partsOfValue) {
  const has = (name) => input._attributes.has(name);
  const limits = has("min") || has("max") ? limitsOfFields(input, partsOfValue) : {};
  const range = stepRange(input);
  return fields.map((field) => {
    const [least, most] = limits[field.name] ?? [field.least, field.most];
    const steps =
      field.name in FIELD_LENGTHS ? stepsOfField(field.name, range) : { size: 1, from: 0 };
    return { ...field, least, most, steps };
  });
}

// The field's next value up or down from `current`; null if it has no other.
export function steppedField({ least, most, steps }, current, isUp) {
  if (steps === null) return null;
  const { size, from } = steps;
  const round = isUp ? Math.ceil : Math.floor;
  const onStep = (value) => from + round((value - from) / size) * size;
  const next = onStep(current + (isUp ? 1 : -1));
  return next >= least && next <= most ? next : onStep(isUp ? least : most);
}
