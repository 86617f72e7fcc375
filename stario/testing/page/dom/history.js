// History (HTML standard 7.2.5). The host keeps the session's entries, since they outlive a document.

import { throwDOM } from "./exceptions.js";
import { fire, HashChangeEvent, PopStateEvent } from "./events.js";
import { blurFocused, focusElement } from "./focus.js";
import { host, onReset } from "./host.js";
import { baseURI, pageOrigin, pageURL, setPageURL } from "./page-url.js";
import { startTimer } from "./timers.js";
import { structuredClone } from "./clone.js";
import { parseURL } from "./url.js";

// As many as the host keeps entries.
const MOST_STATES = 50;

let historyState = null;
// The historyStates of this document's entries: what JSON cannot hold stays here.
let historyStates = new Map();

onReset(() => {
  historyState = null;
  historyStates = new Map();
});

function keepState(entry, state) {
  historyStates.set(entry, state);
  historyStates.delete(entry - MOST_STATES);
}

function fragmentOfURL(href) {
  const at = href.indexOf("#");
  return at < 0 ? "" : href.slice(at);
}

// A new fragment: an entry of its own, and events that tell of it.
export function moveTo(href, replace) {
  const before = pageURL();
  historyState = null;
  keepState(host("history", replace ? "replace" : "push", href), null);
  setPageURL(href);
  if (fragmentOfURL(before) !== fragmentOfURL(href)) {
    fire(globalThis, "popstate", { state: null }, PopStateEvent);
    focusFragment(fragmentOfURL(href).slice(1));
    startTimer(() => fireHashChange(before, href), 0);
  }
}

// What the fragment names gets the focus if it can have it; then nothing else keeps it (7.4.6.4).
function focusFragment(fragment) {
  const { document } = globalThis;
  const target =
    document.getElementById(fragment) ?? document.getElementById(decodedFragment(fragment));
  if (target !== null && !focusElement(target)) blurFocused(document);
}

function decodedFragment(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function fireHashChange(oldURL, newURL) {
  fire(globalThis, "hashchange", { oldURL, newURL }, HashChangeEvent);
}

// The host has gone back or forth, to another entry of this document.
export function traversed(entry, href) {
  const before = pageURL();
  setPageURL(href);
  historyState = historyStates.get(entry) ?? null;
  fire(
    globalThis,
    "popstate",
    { state: historyState, hasUAVisualTransition: false },
    PopStateEvent,
  );
  if (fragmentOfURL(before) !== fragmentOfURL(href)) fireHashChange(before, href);
}

export class History {
  constructor() {
    this._scrollRestoration = "auto";
  }

  get length() {
    return host("history", "length", "");
  }

  get state() {
    return historyState;
  }

  get scrollRestoration() {
    return this._scrollRestoration;
  }

  set scrollRestoration(value) {
    if (value === "auto" || value === "manual") this._scrollRestoration = value;
  }

  pushState(data, unused, url) {
    updateHistory("push", data, url);
  }

  replaceState(data, unused, url) {
    updateHistory("replace", data, url);
  }

  back() {
    this.go(-1);
  }

  forward() {
    this.go(1);
  }

  go(delta = 0) {
    if (Number(delta) === 0) {
      host("navigate", {
        url: pageURL(),
        method: "GET",
        contentType: null,
        body: null,
        replace: true,
      });
      return;
    }
    host("history", "go", Number(delta));
  }
}

function updateHistory(how, data, url) {
  const copy = structuredClone(data);
  let href = pageURL();
  if (url !== undefined && url !== null) {
    const record = parseURL(String(url), baseURI());
    if (record === null || record.origin !== pageOrigin()) {
      throwDOM(
        "SecurityError",
        `Failed to execute '${how}State' on 'History': A history state object with URL '${record?.href ?? url}' cannot be created in a document with origin '${pageOrigin()}' and URL '${pageURL()}'.`,
      );
    }
    href = record.href;
  }
  historyState = copy;
  keepState(host("history", how, href), copy);
  setPageURL(href);
}

export const history = new History();
