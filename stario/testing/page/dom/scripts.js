// Script elements (HTML standard 4.12.1.1): which run, when, and what they leave behind.
// The host fetches and rewrites; what is inline and classic runs at once, here.

import { attribute } from "./attributes.js";
import { clientStarts } from "./datastar.js";
import { reportException } from "./errors.js";
import { withImports } from "./dynamic-imports.js";
import { Event, fire } from "./events.js";
import { host, onReset, runMicrotasks } from "./host.js";
import { runScriptModule, takeSlot } from "./module-records.js";
import { baseURI } from "./page-url.js";
import { startTimer } from "./timers.js";
import { resolveURL } from "./url.js";

const JAVASCRIPT =
  /^(?:(?:application|text)\/(?:x-)?(?:ecma|java)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/i;
const DECLARES = /\b(?:let|const|class)\b|["']use strict["']/;

let pendingScripts = new Map();
let lastScript = 0;
let currentScript = null;
let parserScripts = null;
let parserDepth = 0;
let ignoredDepth = 0;

onReset(() => {
  pendingScripts = new Map();
  lastScript = 0;
  currentScript = null;
  parserScripts = null;
  parserDepth = 0;
  ignoredDepth = 0;
});

export function runningScript() {
  return currentScript;
}

export function isJavaScriptType(type) {
  return JAVASCRIPT.test(type.trim());
}

// Does the parser wait until this script has run?
export function stopsParser(element) {
  if (kindOfScript(element) !== "classic" || element.hasAttribute("nomodule")) return false;
  if (element.getAttribute("src") === null) return element.textContent !== "";
  return !element.hasAttribute("async") && !element.hasAttribute("defer");
}

// Does a script run that the parser waits for? What it writes is read next.
export function parserScriptRuns() {
  return parserDepth > 0;
}

// Does a script run that may not open the document anew ("ignore-destructive-writes counter")?
export function writesAreIgnored() {
  return ignoredDepth > 0;
}

function kindOfScript(element) {
  const type = attribute(element, "type");
  const language = attribute(element, "language");
  if (type === null) {
    return language === null || language === "" || JAVASCRIPT.test(`text/${language}`)
      ? "classic"
      : null;
  }
  const wanted = type.trim().toLowerCase();
  if (wanted === "module" || wanted === "importmap") return wanted;
  return type === "" || JAVASCRIPT.test(wanted) ? "classic" : null;
}

function describeScript(element, kind) {
  const id = ++lastScript;
  pendingScripts.set(id, element);
  const source = attribute(element, "src");
  return {
    id,
    kind,
    src: source === null ? null : resolveURL(source, baseURI()),
    text: source === null ? element.textContent : null,
    async: element._attributes.has("async"),
    defer: element._attributes.has("defer"),
    order: element._order ?? null,
  };
}

// While the parser builds a page nothing runs; afterwards the host asks what there is, in order.
export function collectScripts(isParsing) {
  parserScripts = isParsing ? [] : null;
}

export function parsedScripts(elements) {
  const found = [];
  for (const element of elements) {
    const described = startScript(element);
    if (described !== null) found.push(described);
  }
  return found;
}

// Does what is described run only when all is parsed?
export function waitsForParser({ kind, src, async, defer }) {
  return kind === "module" ? !async : kind === "classic" && src !== null && defer && !async;
}

// What "prepare the script element" decides; null if it does not run (now).
function startScript(element) {
  if (element._started || !element._connected) return null;
  const source = attribute(element, "src");
  if (source === null && element.textContent === "") return null;
  const kind = kindOfScript(element);
  if (kind === null) return null;
  element._started = true;
  if (kind === "classic" && element.hasAttribute("nomodule")) return null;
  if (source !== null && (source === "" || resolveURL(source, baseURI()) === null)) {
    startTimer(() => fire(element, "error", {}, Event), 0);
    return null;
  }
  return describeScript(element, kind);
}

// A script has come into the document, or got a source or a text.
export function prepareScript(element) {
  if (parserScripts !== null) return;
  const described = startScript(element);
  if (described === null) return;
  if (described.kind === "classic" && described.src === null) {
    runClassic(described.id, described.text);
  } else {
    // In the order of insertion only if async is switched off (4.12.1.1, "force async").
    host("script", { ...described, async: element.async !== false });
  }
}

// `isTask`: no script of the page has started it, so that what it promises comes true while it is the current one.
export function runClassic(id, source, isTask = false) {
  const element = pendingScripts.get(id);
  pendingScripts.delete(id);
  if (element === undefined) return;
  const address = element.getAttribute("src");
  const text = withImports(source, address === null ? null : resolveURL(address, baseURI()));
  const before = currentScript;
  currentScript = element;
  const holds = element._holdsParser === true ? 1 : 0;
  const isExternal = element.hasAttribute("src") ? 1 : 0;
  parserDepth += holds;
  ignoredDepth += isExternal;
  try {
    runClassicText(text);
    if (isTask) runMicrotasks();
  } finally {
    currentScript = before;
    parserDepth -= holds;
    ignoredDepth -= isExternal;
  }
  if (element.hasAttribute("src")) fire(element, "load", {}, Event);
}

function runClassicText(text) {
  try {
    // What `let` and `const` declare, and a strict `var`, is seen by the next scripts: not an eval's.
    if (DECLARES.test(text) && host("declares", text)) host("evaluateScript", text);
    else (0, eval)(text);
  } catch (error) {
    reportException(asChromiumTells(error));
  }
}

// What is declared that cannot be, in the engine's words.
const DECLARED_AGAIN = /^(?:cannot define variable|redeclaration of) '(.+)'$/;

function asChromiumTells(error) {
  const name = error instanceof Error ? DECLARED_AGAIN.exec(error.message)?.[1] : undefined;
  return name === undefined
    ? error
    : new SyntaxError(`Identifier '${name}' has already been declared`);
}

// A module and all that it needs is there. Its own waiting is nobody else's.
export function runModuleScript(id, graph) {
  const element = pendingScripts.get(id);
  pendingScripts.delete(id);
  if (element === undefined) return;
  try {
    const done = runScriptModule(graph);
    if (done instanceof Promise) done.then(clientStarts, reportException);
    else clientStarts(done);
  } catch (error) {
    reportException(error);
  }
  runMicrotasks();
  if (element.hasAttribute("src")) fire(element, "load", {}, Event);
}

// It could not be fetched, or does not compile: then the error is in the slot.
export function scriptFails(id, compiled) {
  const element = pendingScripts.get(id);
  pendingScripts.delete(id);
  if (compiled) reportException(takeSlot());
  else if (element !== undefined) fire(element, "error", {}, Event);
}
