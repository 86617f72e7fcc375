// Date and performance on the test's clock (High Resolution Time 2, ECMA-262 21.4).

import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { host, onReset } from "./host.js";

export function PageDate(...parts) {
  if (new.target === undefined) return new Date(host("now")).toString();
  const made = parts.length === 0 ? [Math.floor(host("now"))] : parts;
  return Reflect.construct(Date, made, new.target);
}
Object.defineProperty(PageDate, "name", { value: "Date" });
Object.defineProperty(PageDate, "length", { value: 7 });
Object.defineProperty(PageDate, "prototype", { value: Date.prototype, writable: false });
PageDate.now = () => Math.floor(host("now"));
PageDate.parse = Date.parse;
PageDate.UTC = Date.UTC;
for (const name of ["now", "parse", "UTC"]) {
  Object.defineProperty(PageDate, name, { enumerable: false });
}

// The page's Date is the only one: what a value's constructor is, too.
export function installDate() {
  globalThis.Date = PageDate;
  const { prototype } = Date;
  Object.defineProperty(prototype, "constructor", {
    value: PageDate,
    writable: true,
    configurable: true,
  });
}

let startedAt = 0;
let timeOrigin = 0;
let entries = [];
// What time it is in the task that runs, once somebody has asked; else negative.
let knownTaskTime = -1;

onReset(() => {
  entries = [];
});

// What time it is comes with the page.
export function startPerformance(tick = host("tick"), now = host("now")) {
  startedAt = tick;
  timeOrigin = now;
  knownTaskTime = -1;
}

// The host says with each task what time it is, if it has a clock.
export function beginTask(tick) {
  knownTaskTime = tick >= 0 ? tick - startedAt : -1;
}

// The time that events of a task carry: to ask for each of them would take longer than to make it.
export function taskTime() {
  if (knownTaskTime < 0) knownTaskTime = performance.now();
  return knownTaskTime;
}

// A mark by its name, or a time.
function timeOfMark(mark) {
  if (typeof mark === "number") return mark;
  const found = entries.findLast(({ entryType, name }) => entryType === "mark" && name === mark);
  if (found === undefined) {
    const reason = `The mark '${mark}' does not exist.`;
    throwDOM("SyntaxError", failed("measure", "Performance", reason));
  }
  return found.startTime;
}

function checkMeasure({ start, end, duration }, endMark) {
  const refuse = (reason) => {
    const what = "If a non-empty PerformanceMeasureOptions object was passed, ";
    throw new TypeError(failed("measure", "Performance", what + reason));
  };
  if (endMark !== undefined) refuse("|end_mark| must not be passed.");
  if (start === undefined && end === undefined) {
    refuse("at least one of its 'start' or 'end' properties must be present.");
  }
  if (start !== undefined && end !== undefined && duration !== undefined) {
    refuse("it must not have all of its 'start', 'duration', and 'end' properties defined");
  }
}

export class Performance {
  get timeOrigin() {
    return timeOrigin;
  }

  now() {
    return host("tick") - startedAt;
  }

  mark(name, options = {}) {
    const startTime = options.startTime ?? this.now();
    if (startTime < 0) {
      const reason = `'${name}' cannot have a negative start time.`;
      throw new TypeError(failed("mark", "Performance", reason));
    }
    const entry = { name: String(name), entryType: "mark", startTime, duration: 0 };
    entries.push({ ...entry, detail: options.detail ?? null });
    return entries.at(-1);
  }

  measure(name, given, endMark) {
    needsArguments("measure", "Performance", 1, arguments.length);
    const options = typeof given === "object" ? given : null;
    const isNamed = options === null || Object.keys(options).length === 0;
    if (!isNamed) checkMeasure(options, endMark);
    const { start, end, duration, detail } = isNamed
      ? { start: options === null ? given : undefined, end: endMark }
      : options;
    const lasts = duration === undefined ? null : Number(duration);
    const starts = start === undefined ? null : timeOfMark(start);
    let ends = end === undefined ? null : timeOfMark(end);
    ends ??= lasts === null || starts === null ? this.now() : starts + lasts;
    const startTime = starts ?? (lasts === null ? 0 : ends - lasts);
    const entry = { name: String(name), entryType: "measure", startTime };
    entries.push({ ...entry, duration: ends - startTime, detail: detail ?? null });
    return entries.at(-1);
  }

  clearMarks(name) {
    this._clear("mark", name);
  }

  clearMeasures(name) {
    this._clear("measure", name);
  }

  getEntries() {
    return [...entries];
  }

  getEntriesByType(type) {
    return entries.filter((entry) => entry.entryType === type);
  }

  getEntriesByName(name, type) {
    return entries.filter(
      (entry) => entry.name === name && (type === undefined || entry.entryType === type),
    );
  }

  toJSON() {
    return { timeOrigin };
  }

  _clear(type, name) {
    entries = entries.filter(
      (entry) => entry.entryType !== type || (name !== undefined && entry.name !== name),
    );
  }
}

export const performance = new Performance();
