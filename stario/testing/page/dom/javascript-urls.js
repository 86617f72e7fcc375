// javascript: URLs (HTML standard 7.4.2.3): the script is a task of its own, and a text that comes of it is a
// document in this one's place.

import { withImports } from "./dynamic-imports.js";
import { decodeUTF8, percentDecoded } from "./encoding.js";
import { host } from "./host.js";
import { startTimer } from "./timers.js";

const SCHEME = "javascript:";
// By another name it runs in the global scope.
const runInScope = globalThis.eval;

export function isJavaScriptURL(href) {
  return href.startsWith(SCHEME);
}

export function runJavaScriptURL(href) {
  const bytes = percentDecoded(href.slice(SCHEME.length));
  startTimer(() => {
    const result = runInScope(withImports(decodeUTF8(bytes, false, true)));
    if (typeof result === "string") host("replaceDocument", result.toWellFormed());
  }, 0);
}
