// The page's own URL, and what relative ones are resolved against.

import { onReset } from "./host.js";
import { treeVersion } from "./node.js";
import { parseURL } from "./url.js";

let currentURL = "about:blank";
let baseOfVersion = -1;
let knownBase = "about:blank";
// Whether there has ever been a <base>.
let baseMade = false;

onReset(() => {
  currentURL = "about:blank";
  baseOfVersion = -1;
  baseMade = false;
});

export function noteBase() {
  baseMade = true;
}

export function basesExist() {
  return baseMade;
}

export function pageURL() {
  return currentURL;
}

export function setPageURL(href) {
  currentURL = href;
  baseOfVersion = -1;
  if (globalThis.document) globalThis.document._url = href;
}

// The first <base href>, or the page's own URL (HTML standard 2.4.3).
export function baseURI() {
  const version = treeVersion();
  if (version !== baseOfVersion) {
    baseOfVersion = version;
    knownBase = currentURL;
    for (let node = globalThis.document?.head?._first ?? null; node !== null; node = node._next) {
      const href = node.localName === "base" ? node.getAttribute("href") : null;
      if (href === null) continue;
      knownBase = parseURL(href, currentURL)?.href ?? currentURL;
      break;
    }
  }
  return knownBase;
}

export function pageOrigin() {
  return parseURL(currentURL)?.origin ?? "null";
}
