// Location (HTML standard 7.2.4). The host navigates; a new fragment is no new document.

import { throwDOM } from "./exceptions.js";
import { host } from "./host.js";
import { moveTo } from "./history.js";
import { isJavaScriptURL, runJavaScriptURL } from "./javascript-urls.js";
import { baseURI, pageURL } from "./page-url.js";
import { parseURL } from "./url.js";

const LOCATION_PARTS = ["protocol", "host", "hostname", "port", "pathname", "search", "hash"];

function withoutFragment(href) {
  const at = href.indexOf("#");
  return at < 0 ? href : href.slice(0, at);
}

// Go to a URL, as a link, a script or a form's GET does.
export function navigateTo(href, replace, referrerPolicy = "") {
  if (isJavaScriptURL(href)) {
    runJavaScriptURL(href);
    return;
  }
  if (href.includes("#") && withoutFragment(href) === withoutFragment(pageURL())) {
    moveTo(href, replace || href === pageURL());
    return;
  }
  host("navigate", {
    url: href,
    method: "GET",
    contentType: null,
    body: null,
    replace,
    referrerPolicy,
  });
}

function resolvedLocation(value) {
  const record = parseURL(String(value), baseURI());
  if (record === null) {
    throwDOM(
      "SyntaxError",
      `Failed to set a property on 'Location': '${value}' is not a valid URL.`,
    );
  }
  return record.href;
}

export class Location {
  get href() {
    return pageURL();
  }

  set href(value) {
    navigateTo(resolvedLocation(value), false);
  }

  get origin() {
    return parseURL(pageURL())?.origin ?? "null";
  }

  get ancestorOrigins() {
    return [];
  }

  assign(url) {
    navigateTo(resolvedLocation(url), false);
  }

  replace(url) {
    navigateTo(resolvedLocation(url), true);
  }

  reload() {
    host("navigate", {
      url: pageURL(),
      method: "GET",
      contentType: null,
      body: null,
      replace: true,
    });
  }

  toString() {
    return pageURL();
  }
}

const VALID_SCHEME = /^[a-z][a-z0-9+.-]*(?::|$)/i;

function setLocationPart(part, text) {
  if (part === "protocol" && !VALID_SCHEME.test(text)) {
    const reason = `'${text}' is an invalid protocol.`;
    throwDOM("SyntaxError", `Failed to set the 'protocol' property on 'Location': ${reason}`);
  }
  const record = host("urlSet", pageURL(), part, text.toWellFormed());
  if (record === null) return;
  if (part !== "hash") navigateTo(record.href, false);
  else if (record.hash !== location.hash) {
    // An empty fragment is one, too: without it the page would be loaded anew.
    navigateTo(record.hash === "" ? `${withoutFragment(pageURL())}#` : record.href, false);
  }
}

for (const part of LOCATION_PARTS) {
  Object.defineProperty(Location.prototype, part, {
    configurable: true,
    enumerable: true,
    get() {
      return parseURL(pageURL())?.[part] ?? "";
    },
    set(value) {
      setLocationPart(part, String(value));
    },
  });
}

export const location = new Location();
