// The root: it imports everything there is, and gives the host its way in.

import "./built-ins.js"; // before all others
import { beginTask } from "./clock.js";
import { watchSignals } from "./datastar.js";
import { tellWindow } from "./event-target.js";
import { Event, PageTransitionEvent, fire, trustedEvent } from "./events.js";
import { runAutofocus } from "./focus.js";
import { resetAll } from "./host.js";
import { atRest } from "./at-rest.js";
import { createWindowDocument } from "./implementation.js";
import { jsonOf } from "./json.js";
import { treeVersion } from "./node.js";
import { installPlatform, platformEntries } from "./platform.js";
import { changedBuiltIns, recordRealm, restoreRealm } from "./realm.js";
import { collectScripts, waitsForParser } from "./scripts.js";
import { nodeHTML } from "./serializer.js";
import { nextScripts, stepwiseParser } from "./stepwise-parser.js";
import { testEntries } from "./test-entries.js";
import { userEntries } from "./user.js";
import { insertWhereFocused, useMouse } from "./user-mouse.js";
import { releaseToggles } from "./toggle-events.js";
import { installWindow, setWindowDocument } from "./window.js";
import "./control-elements.js";
import "./custom-registry.js";
import "./document-members.js";
import "./html-elements.js";
import "./range-contents.js";
import "./script-element.js";
import "./shadow-markup.js";
import "./slot-element.js";
import "./aria-reflection.js";
import "./borrowed-accessors.js";
import "./view-transitions.js";
import "./template.js";
import "./traversal.js";
import "./live-queries.js";
import "./selectors.js";
import "./computed-style.js";
import "./style-elements.js";
import "./inner-text.js";
import "./visibility.js";

const TRANSITION = { bubbles: true, cancelable: true, persisted: false };

function setReadyState(state) {
  globalThis.document._readyState = state;
  fire(globalThis.document, "readystatechange", {}, Event);
}

function tellContentLoaded() {
  if (globalThis.document._readyState === "loading") setReadyState("interactive");
  globalThis.document._isContentTold = true;
  fire(globalThis.document, "DOMContentLoaded", { bubbles: true }, Event);
}

function tellLoaded() {
  if (globalThis.document._isContentTold !== true) tellContentLoaded();
  setReadyState("complete");
  tellWindow(trustedEvent("load", {}, Event));
  runAutofocus(globalThis.document);
  tellWindow(trustedEvent("pageshow", TRANSITION, PageTransitionEvent));
}

function bootDocument(text, url, contentType) {
  const { document, fill } = createWindowDocument(text, url, contentType);
  document._readyState = "loading";
  setWindowDocument(document);
  collectScripts(true);
  fill();
  collectScripts(false);
}

const pageEntries = {
  ...platformEntries,
  ...userEntries,
  ...testEntries,
  mouse: (...given) => atRest(() => useMouse(...given)),
  insertText: (text) => atRest(() => insertWhereFocused(text)),

  // A document from the source of a page. No script of it has run yet.
  boot: bootDocument,

  // The same, of a page that begins. Where no script comes before it, the parser goes on to its end: then the scripts
  // are given that it has found.
  open(start, text, contentType) {
    platformEntries.start(start);
    bootDocument(text, start.url, contentType);
    watchSignals(globalThis.document);
    if (!start.goesOn || stepwiseParser() !== null) return null;
    const found = pageEntries.scripts();
    found.isTold = found.scripts.every(waitsForParser);
    if (found.isTold) pageEntries.parsed();
    return found;
  },

  // The scripts that come next: what `parsed` says whether there are more behind the last one.
  scripts: () => atRest(nextScripts),

  // The parser is done: what waits for that can run.
  parsed: () =>
    atRest(() => {
      setReadyState("interactive");
      releaseToggles();
    }),

  // All scripts that wait for the parser have run.
  contentLoaded: () => atRest(tellContentLoaded),

  // And those that wait for nothing.
  loaded: () => atRest(tellLoaded),

  unload() {
    tellWindow(trustedEvent("pagehide", TRANSITION, PageTransitionEvent));
    globalThis.document._visibility = "hidden";
    fire(globalThis.document, "visibilitychange", { bubbles: true }, Event);
    tellWindow(trustedEvent("unload", {}, Event));
  },

  html() {
    return nodeHTML(globalThis.document);
  },

  version() {
    return treeVersion();
  },

  changedBuiltIns,

  // Ready for the next page? Not if this one has left something behind that cannot be taken away.
  reset() {
    resetAll();
    return restoreRealm();
  },

  // Never called, only kept: with one of its kind at hand the engine can still tell that there is no memory.
  noMemory: Object.create(globalThis.InternalError.prototype),
};

// Values come and go as JSON: of what the binding can carry that alone is safe.
function call(name, text, tick) {
  beginTask(tick);
  const result = Reflect.apply(pageEntries[name], pageEntries, JSON.parse(text));
  return result === undefined || result === null ? null : jsonOf(result);
}

installWindow();
installPlatform();
Object.defineProperty(globalThis, "__call", { value: call, configurable: true, writable: true });
recordRealm();
