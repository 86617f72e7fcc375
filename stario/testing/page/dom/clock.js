// Date and performance on the test's clock (High Resolution Time 2, ECMA-262 21.4).

import { host, onReset } from "./host.js";

const NativeDate = Date;

function PageDate(...parts) {
  if (new.target === undefined) return new NativeDate(host("now")).toString();
  const made = parts.length === 0 ? [Math.floor(host("now"))] : parts;
  return Reflect.construct(NativeDate, made, new.target);
}
Object.defineProperty(PageDate, "name", { value: "Date" });
Object.defineProperty(PageDate, "length", { value: 7 });
Object.defineProperty(PageDate, "prototype", { value: NativeDate.prototype, writable: false });
PageDate.now = () => Math.floor(host("now"));
PageDate.parse = NativeDate.parse;
PageDate.UTC = NativeDate.UTC;
for (const name of ["now", "parse", "UTC"]) {
  Object.defineProperty(PageDate, name, { enumerable: false });
}

// The page's Date is the only one: what a value's constructor is, too.
export function installDate() {
  globalThis.Date = PageDate;
  Object.defineProperty(NativeDate.prototype, "constructor", {
    value: PageDate,
    writable: true,
    configurable: true,
  });
}

let startedAt = 0;
let timeOrigin = 0;
let entries = [];

onReset(() => {
  entries = [];
});

// What time it is comes with the page.
export function startPerformance(tick = host("tick"), now = host("now")) {
  startedAt = tick;
  timeOrigin = now;
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
    const entry = { name: String(name), entryType: "mark", startTime, duration: 0 };
    entries.push({ ...entry, detail: options.detail ?? null });
    return entries.at(-1);
  }

  measure(name, start, end) {
    const at = (mark, fallback) => {
      if (mark === undefined) return fallback;
      const found = entries.findLast((entry) => entry.entryType === "mark" && entry.name === mark);
      if (found === undefined) {
        throw new SyntaxError(
          `Failed to execute 'measure' on 'Performance': The mark '${mark}' does not exist.`,
        );
      }
      return found.startTime;
    };
    const startTime = at(start, 0);
    const duration = at(end, this.now()) - startTime;
    entries.push({ name: String(name), entryType: "measure", startTime, duration, detail: null });
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
