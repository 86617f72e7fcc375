// <a> and <area>: where they lead (HTML standard 4.6), and the parts of their URL (4.6.3).

import { setAttributeOf } from "./attributes.js";
import { HTMLElement } from "./html-element.js";
import { host } from "./host.js";
import { navigateTo } from "./location.js";
import { setTextOf, textOf } from "./node.js";
import { notSimulated } from "./not-simulated.js";
import { mixin } from "./parent-node.js";
import { REFERRER_POLICY, reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { parseURL } from "./url.js";
import { checkInstance, ownField } from "./own-fields.js";

const PARTS = ["username", "password", "host", "hostname", "port", "pathname", "search", "hash"];

const NO_REFERRER = /(?:^|\s)noreferrer(?:\s|$)/i;

function recordOf(link) {
  const text = link._attributes.get("href") ?? link._attributes.get("xlink:href");
  return text === undefined ? null : parseURL(text.trim(), link.baseURI);
}

const linkMembers = {
  get href() {
    const text = this._attributes.get("href");
    if (text === undefined) return "";
    return recordOf(this)?.href ?? text;
  },
  set href(value) {
    setAttributeOf(this, "href", String(value));
  },
  get origin() {
    return recordOf(this)?.origin ?? "";
  },
  get protocol() {
    return recordOf(this)?.protocol ?? ":";
  },
  set protocol(value) {
    setPart(this, "protocol", value);
  },
  toString() {
    checkInstance(this);
    return this.href;
  },
};
for (const part of PARTS) {
  Object.defineProperty(linkMembers, part, {
    configurable: true,
    enumerable: true,
    get() {
      return recordOf(this)?.[part] ?? "";
    },
    set(value) {
      setPart(this, part, value);
    },
  });
}

function setPart(link, part, value) {
  const record = recordOf(link);
  if (record === null) return;
  const changed = host("urlSet", record.href, part, String(value).toWellFormed());
  if (changed !== null) setAttributeOf(link, "href", changed.href);
}

// How much it tells the application of the page that it stands in.
function referrerPolicyOf(link) {
  if (NO_REFERRER.test(link._attributes.get("rel") ?? "")) return "no-referrer";
  return (link._attributes.get("referrerpolicy") ?? "").toLowerCase();
}

// Follow it, as a click does.
export function followLink(link, event) {
  const record = recordOf(link);
  if (record === null) return;
  const target = link._attributes.get("target") ?? "";
  const here = ["", "_self", "_top", "_parent"].includes(target.toLowerCase());
  const aside = event.ctrlKey || event.metaKey || event.shiftKey;
  if (link._attributes.has("download")) {
    host("navigate", {
      url: record.href,
      method: "GET",
      contentType: null,
      body: null,
      replace: false,
      referrerPolicy: referrerPolicyOf(link),
      download: link._attributes.get("download"),
    });
  } else if (!here || aside) {
    notSimulated(here ? "a link opened in a new tab" : `a link with target="${target}"`);
  } else {
    navigateTo(record.href, false, referrerPolicyOf(link));
  }
}

// Without an href it is no link: what is around it is activated.
function makeLink(type) {
  mixin(type, linkMembers);
  Object.defineProperty(type.prototype, ownField("activation"), {
    get() {
      return this._attributes.has("href") ? activateLink : undefined;
    },
  });
}

function activateLink(event) {
  followLink(this, event);
}

export class HTMLAnchorElement extends HTMLElement {
  get text() {
    return textOf(this);
  }

  set text(value) {
    setTextOf(this, String(value));
  }
}
makeLink(HTMLAnchorElement);
reflect(HTMLAnchorElement, {
  charset: "string",
  coords: "string",
  download: "string",
  hreflang: "string",
  name: "string",
  ping: "string",
  referrerPolicy: REFERRER_POLICY,
  rel: "string",
  relList: "tokens:rel",
  rev: "string",
  shape: "string",
  target: "string",
  type: "string",
});
defineHTML(["a"], HTMLAnchorElement);

export class HTMLAreaElement extends HTMLElement {}
makeLink(HTMLAreaElement);
reflect(HTMLAreaElement, {
  alt: "string",
  coords: "string",
  download: "string",
  noHref: "boolean",
  ping: "string",
  referrerPolicy: REFERRER_POLICY,
  rel: "string",
  relList: "tokens:rel",
  shape: "string",
  target: "string",
});
defineHTML(["area"], HTMLAreaElement);
