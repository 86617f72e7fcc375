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

for (const part of LOCATION_PARTS) {
  Object.defineProperty(Location.prototype, part, {
    configurable: true,
    enumerable: true,
    get() {
      return parseURL(pageURL())?.[part] ?? "";
    },
    set(value) {
      const record = host("urlSet", pageURL(), part, String(value).toWellFormed());
      if (record !== null) navigateTo(record.href, false);
    },
  });
}

export const location = new Location();
