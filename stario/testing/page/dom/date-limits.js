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

// From the greatest on.
const LIMITED = ["year", "month", "week", "day", "half", "hour", "minute", "second", "fraction"];

// Where the limits agree in all that is greater, they are a field's own, too: {name: [least, most]}.
function limitsOfFields(input, partsOfValue) {
  const { minimum, maximum, hasMinimum, hasMaximum } = stepRange(input);
  const { write } = TEMPORAL[input._type.name];
  const low = partsOfValue(write(minimum));
  const high = partsOfValue(write(maximum));
  const limits = {};
  for (const name of LIMITED) {
    if (low[name] === undefined) continue;
    // One limit alone is the year's only.
    if (name !== "year" && !(hasMinimum && hasMaximum)) break;
    // Years are between the limits whichever way they stand.
    const isTurned = name === "year" && low.year > high.year;
    const [least, most] = isTurned ? [high.year, low.year] : [low[name], high[name]];
    // Twelve comes before one. The half of a day can be turned all the same.
    const isRound = name === "hour" && least < 12 && most === 12;
    if (name !== "half" && least <= most && !isRound) limits[name] = [least, most];
    if (low[name] !== high[name]) break;
  }
  return limits;
}

// The steps of a field: how many, and from where. What a step of all leaves as it is has one place.
function stepsOfField(name, { step, base }) {
  const [unit, all] = FIELD_LENGTHS[name];
  if (step === null) return { size: 1, from: 0 };
  const from = Math.floor(base / unit) % (all / unit);
  if (step % all === 0) return { size: all / unit, from };
  if (all % step !== 0 || step % unit !== 0) return { size: 1, from: 0 };
  return { size: step / unit, from };
}

// Which of the seconds and their parts a time shows: those that its value, its least or its steps are made of.
export function finestFields(input) {
  const { minimum, step } = stepRange(input);
  const number = TEMPORAL[input._type.name].parse(input.value);
  const numbers = [Number.isNaN(number) ? 0 : number, minimum, step ?? MINUTE_MS];
  const isUneven = (unit) => numbers.some((each) => each % unit !== 0);
  return { hasSeconds: isUneven(MINUTE_MS), hasFractions: isUneven(1000) };
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

// The first value of the field from `start` on, up or down.
export function steppedField({ least, most, steps }, start, isUp) {
  const { size, from } = steps;
  const round = isUp ? Math.ceil : Math.floor;
  const onStep = (value) => from + round((value - from) / size) * size;
  const next = onStep(start);
  return next >= least && next <= most ? next : onStep(isUp ? least : most);
}
