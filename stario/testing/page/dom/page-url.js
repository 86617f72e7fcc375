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

// The first <base href> of a document, or its own URL (HTML standard 2.4.3). One that is no URL leaves Chromium with
// nothing that a relative URL could be resolved against; one of a scheme for data or scripts counts for none.
export function baseURIOf(document) {
  const known = document._knownBase;
  if (known?.changes === baseChanges && known.url === document._url) return known.base;
  const base = findBase(document);
  document._knownBase = { changes: baseChanges, url: document._url, base };
  return base;
}

function baseOf(url, document) {
  if (url === null) return "about:blank";
  return /^(?:data|javascript):$/.test(url.protocol) ? document._url : url.href;
}

function findBase(document) {
  if (baseChanges === 0) return document._url; // a page without any looks for none
  for (let node = document._first; node !== null; node = following(node, document)) {
    if (node._kind !== 1 || node._localName !== "base" || !node._isHTML) continue;
    const href = node._attributes.get("href");
    if (href !== undefined) return baseOf(parseURL(href, document._url), document);
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
