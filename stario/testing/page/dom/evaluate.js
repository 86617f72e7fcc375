// page.evaluate: an expression, or a function that is called with the argument, as Playwright has it.

import { withImports } from "./dynamic-imports.js";
import { elementInfo } from "./element-info.js";
import { host } from "./host.js";
import { describeThrown } from "./rejections.js";
import { seenKeys } from "./seen-properties.js";
import { URL } from "./url.js";

const MOST_DEEP = 100;

// What JSON cannot hold is marked: {"$": kind, value}.
function outgoing(value, depth = 0) {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") {
    return { $: "undefined" };
  }
  if (typeof value === "bigint") return { $: "bigint", value: String(value) };
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $: "number", value: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return { $: "date", value: value.getTime() };
  if (value instanceof URL) return { $: "text", value: value.href };
  if (value instanceof Error) return { $: "text", value: `${value.name}: ${value.message}` };
  if (value === globalThis) return { $: "text", value: "ref: <Window>" };
  if (value.nodeType !== undefined && value.nodeName !== undefined) {
    return { $: "text", value: elementInfo(value)?.text ?? `ref: <${value.nodeName}>` };
  }
  if (depth > MOST_DEEP) throw new Error("the value is nested too deep, or contains itself");
  if (Array.isArray(value)) return value.map((item) => outgoing(item, depth + 1));
  const copy = {};
  for (const key of seenKeys(value)) {
    if (value[key] !== undefined && typeof value[key] !== "function") {
      copy[key] = outgoing(value[key], depth + 1);
    }
  }
  return "$" in copy ? { $: "object", value: copy } : copy;
}

function valueOf(source) {
  const text = withImports(source);
  try {
    // In parentheses first: a function, or an object's braces, is an expression there.
    return (0, eval)(`(${text}\n)`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return (0, eval)(text);
  }
}

export function evaluateInPage(id, text, ...given) {
  const fail = (error) => host("evaluated", id, null, describeThrown(error));
  try {
    let value = valueOf(text);
    if (typeof value === "function") value = value(...given);
    if (typeof value?.then === "function") {
      Promise.resolve(value)
        .then((found) => host("evaluated", id, outgoing(found), null))
        .catch(fail);
    } else {
      host("evaluated", id, outgoing(value), null);
    }
  } catch (error) {
    fail(error);
  }
}
