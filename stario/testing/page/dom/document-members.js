// What documents have besides their tree (HTML standard 3.1, "resource metadata" and "DOM tree accessors").

import { PageDate } from "./clock.js";
import { setAttributeOf } from "./attributes.js";
import { FoundItems, HTMLCollection } from "./collections.js";
import { Document } from "./document.js";
import { failed, throwDOM } from "./exceptions.js";
import { host } from "./host.js";
import { createImplementation } from "./implementation.js";
import { location } from "./location.js";
import { SVG_NS } from "./names.js";
import { following, setTextOf, textOf } from "./node.js";
import { mixin } from "./parent-node.js";
import { parserScriptRuns, runningScript } from "./scripts.js";
import { abortParser } from "./stepwise-parser.js";
import { writeMarkup } from "./document-write.js";
import { ownField } from "./own-fields.js";

function isNamedHTML(node, name) {
  return node !== null && node._kind === 1 && node._isHTML && node._localName === name;
}

function rootNamed(document, name) {
  const root = document.documentElement;
  return isNamedHTML(root, name) ? root : null;
}

function childNamed(parent, ...names) {
  for (let child = parent?._first ?? null; child !== null; child = child._next) {
    if (names.some((name) => isNamedHTML(child, name))) return child;
  }
  return null;
}

function firstTitle(document) {
  const root = document.documentElement;
  if (root === null) return null;
  if (root._namespace === SVG_NS && root._localName === "svg") {
    for (let child = root._first; child !== null; child = child._next) {
      if (child._kind === 1 && child._namespace === SVG_NS && child._localName === "title")
        return child;
    }
    return null;
  }
  for (let node = root; node !== null; node = following(node, root))
    if (isNamedHTML(node, "title")) return node;
  return null;
}

function collected(document, field, matches) {
  document[field] ??= new HTMLCollection(
    new FoundItems(() => {
      const found = [];
      for (let node = document._first; node !== null; node = following(node, document)) {
        if (node._kind === 1 && node._isHTML && matches(node)) found.push(node);
      }
      return found;
    }),
  );
  return document[field];
}

function isOneOf(...names) {
  return (element) => names.includes(element._localName);
}

mixin(Document, {
  get title() {
    const title = firstTitle(this);
    return title === null
      ? ""
      : textOf(title)
          .replace(/[\t\n\f\r ]+/g, " ")
          .replace(/^ | $/g, "");
  },
  set title(value) {
    let title = firstTitle(this);
    if (title === null) {
      const head = this.head;
      if (head === null) return;
      title = head.appendChild(this.createElement("title"));
    }
    setTextOf(title, value);
  },
  get head() {
    return childNamed(rootNamed(this, "html"), "head");
  },
  get body() {
    return childNamed(rootNamed(this, "html"), "body", "frameset");
  },
  set body(value) {
    const root = this.documentElement;
    const fail = (reason) => {
      throwDOM(
        "HierarchyRequestError",
        `Failed to set the 'body' property on 'Document': ${reason}`,
      );
    };
    if ((value ?? null) !== null && value._kind !== 1) {
      const reason = "Failed to convert value to 'HTMLElement'.";
      throw new TypeError(`Failed to set the 'body' property on 'Document': ${reason}`);
    }
    if (!isNamedHTML(value ?? null, "body") && !isNamedHTML(value ?? null, "frameset")) {
      const kind = value?.tagName ?? "NULL";
      fail(
        `The new body element is of type '${kind}'. It must be either a 'BODY' or 'FRAMESET' element.`,
      );
    }
    if (root === null) fail("No document element exists.");
    const body = this.body;
    if (body === value) return;
    if (body !== null) body._parent.replaceChild(value, body);
    else root.appendChild(value);
  },
  get dir() {
    return rootNamed(this, "html")?.dir ?? "";
  },
  set dir(value) {
    const root = rootNamed(this, "html");
    if (root !== null) setAttributeOf(root, "dir", String(value));
  },
  get scrollingElement() {
    return this._quirks ? this.body : this.documentElement;
  },
  get images() {
    return collected(this, ownField("images"), isOneOf("img"));
  },
  get forms() {
    return collected(this, ownField("forms"), isOneOf("form"));
  },
  get scripts() {
    return collected(this, ownField("scripts"), isOneOf("script"));
  },
  get embeds() {
    return collected(this, ownField("embeds"), isOneOf("embed"));
  },
  get plugins() {
    return this.embeds;
  },
  get links() {
    const isLink = isOneOf("a", "area");
    return collected(
      this,
      ownField("links"),
      (element) => isLink(element) && element._attributes.has("href"),
    );
  },
  get anchors() {
    return collected(this, ownField("anchors"), (element) => {
      return element._localName === "a" && element._attributes.has("name");
    });
  },
  get currentScript() {
    return runningScript();
  },
  get location() {
    return this.defaultView === null ? null : location;
  },
  set location(href) {
    if (this.defaultView !== null) location.href = href;
  },
  get cookie() {
    return this.defaultView === null ? "" : (host("cookie") ?? "");
  },
  set cookie(text) {
    if (this.defaultView !== null) host("setCookie", String(text).toWellFormed());
  },
  get referrer() {
    return this.defaultView === null ? "" : host("referrer");
  },
  get domain() {
    return this.defaultView === null ? "" : location.hostname;
  },
  get lastModified() {
    const two = (number) => String(number).padStart(2, "0");
    const now = new PageDate();
    const day = `${two(now.getMonth() + 1)}/${two(now.getDate())}/${now.getFullYear()}`;
    return `${day} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  },
  get hidden() {
    return this.visibilityState !== "visible";
  },
  get visibilityState() {
    return this._visibility ?? (this.defaultView === null ? "hidden" : "visible");
  },
  get designMode() {
    return this._designMode ?? "off";
  },
  set designMode(value) {
    const mode = String(value).toLowerCase();
    if (mode === "on" || mode === "off") this._designMode = mode;
  },
  get fullscreenElement() {
    return null;
  },
  get pointerLockElement() {
    return null;
  },
  write(...texts) {
    writeMarkup(this, texts.map(String).join(""), "write");
  },
  writeln(...texts) {
    writeMarkup(this, `${texts.map(String).join("")}\n`, "writeln");
  },
  open() {
    if (!this._isHTMLDocument) {
      throwDOM(
        "InvalidStateError",
        failed("open", "Document", "Only HTML documents support open()."),
      );
    }
    if (this === globalThis.document) {
      // While scripts of its parser run, it is open.
      if (parserScriptRuns()) return this;
      abortParser();
    }
    while (this._first !== null) this._first.remove();
    this._written = "";
    return this;
  },
  close() {
    this._written = null;
  },
  _makeImplementation() {
    return createImplementation(this);
  },
});
