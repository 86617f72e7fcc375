// The page's own URL, and what relative ones are resolved against.

import { onReset } from "./host.js";
import { following } from "./node.js";
import { parseURL } from "./url.js";

let currentURL = "about:blank";
// Grows with each change of a <base>.
let baseChanges = 0;

onReset(() => {
  currentURL = "about:blank";
  baseChanges = 0;
});

export function pageURL() {
  return currentURL;
}

export function setPageURL(href) {
  currentURL = href;
  if (globalThis.document) globalThis.document._url = href;
}

export function baseChanged() {
  baseChanges++;
}

// The first <base href> of a document, or its own URL (HTML standard 2.4.3).
export function baseURIOf(document) {
  const known = document._knownBase;
  if (known?.changes === baseChanges && known.url === document._url) return known.base;
  const base = findBase(document);
  document._knownBase = { changes: baseChanges, url: document._url, base };
  return base;
}

function findBase(document) {
  if (baseChanges === 0) return document._url; // a page without any looks for none
  for (let node = document._first; node !== null; node = following(node, document)) {
    if (node._kind !== 1 || node._localName !== "base" || !node._isHTML) continue;
    const href = node._attributes.get("href");
    if (href !== undefined) return parseURL(href, document._url)?.href ?? document._url;
  }
  return document._url;
}

// That of the page.
export function baseURI() {
  return globalThis.document ? baseURIOf(globalThis.document) : currentURL;
}

export function pageOrigin() {
  return parseURL(currentURL)?.origin ?? "null";
}
