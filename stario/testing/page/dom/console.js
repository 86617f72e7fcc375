// console (Console standard): each message goes to the host, and nowhere else.

import { host, onReset } from "./host.js";
import { inspect } from "./inspect.js";

const CONSOLE_KINDS = {
  debug: "debug",
  dir: "dir",
  dirxml: "dirxml",
  error: "error",
  group: "startGroup",
  groupCollapsed: "startGroupCollapsed",
  groupEnd: "endGroup",
  info: "info",
  log: "log",
  table: "table",
  trace: "trace",
  warn: "warning",
};

let consoleCounts = new Map();
let consoleTimers = new Map();

onReset(() => {
  consoleCounts = new Map();
  consoleTimers = new Map();
});

function isPlain(value) {
  return (
    value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
  );
}

export function tellConsole(type, values) {
  const errors = values
    .filter((value) => value instanceof Error)
    .map((error) => ({ name: error.name, message: error.message }));
  const text = values.map((value) => inspect(value)).join(" ");
  // The client tells of a patch without a target so: an error, and what it looked for.
  const details = errors.length > 0 ? values.find(isPlain) : undefined;
  host("report", "console", { type, text, errors, details });
}

export const console = {
  assert(condition, ...values) {
    if (!condition) tellConsole("assert", values.length > 0 ? values : ["console.assert"]);
  },
  clear() {},
  count(given = "default") {
    const label = String(given);
    consoleCounts.set(label, (consoleCounts.get(label) ?? 0) + 1);
    tellConsole("count", [`${label}: ${consoleCounts.get(label)}`]);
  },
  countReset(label = "default") {
    consoleCounts.delete(String(label));
  },
  time(label = "default") {
    consoleTimers.set(String(label), host("tick"));
  },
  timeLog(given = "default", ...values) {
    const label = String(given);
    tellConsole("log", [
      `${label}: ${host("tick") - (consoleTimers.get(label) ?? host("tick"))} ms`,
      ...values,
    ]);
  },
  timeEnd(given = "default") {
    const label = String(given);
    tellConsole("timeEnd", [
      `${label}: ${host("tick") - (consoleTimers.get(label) ?? host("tick"))} ms`,
    ]);
    consoleTimers.delete(label);
  },
  timeStamp() {},
  profile() {},
  profileEnd() {},
};

Object.defineProperty(console, Symbol.toStringTag, { value: "console", configurable: true });
for (const [name, kind] of Object.entries(CONSOLE_KINDS)) {
  console[name] = (...values) => tellConsole(kind, values);
}
