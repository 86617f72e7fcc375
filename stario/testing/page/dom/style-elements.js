// <style> and <link rel="stylesheet"> (HTML standard 4.2.6 and 4.2.4), and `document.styleSheets`.

import { adoptSheets, adoptedSheetsOf } from "./adopted-sheets.js";
import { itemsOf } from "./css-blocks.js";
import { collectionOfSheets } from "./css-rule-list.js";
import { Document } from "./document.js";
import { fire } from "./events.js";
import { fetch } from "./fetch.js";
import { HTMLElement } from "./html-element.js";
import { host } from "./host.js";
import { textOf, treeChanged } from "./node.js";
import { checkInstance } from "./own-fields.js";
import { mixin } from "./parent-node.js";
import { REFERRER_POLICY, reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { ShadowRoot } from "./shadow.js";
import { noteSheet, sheetOfElement, sheetsOf } from "./style-sheets.js";
import { parseURL } from "./url.js";

// Give an element the sheet with this text; null takes it away.
function setSheet(element, text, imports = null) {
  element._sheet = text === null ? null : sheetOfElement(element, text, imports);
  noteSheet(element, text !== null);
  treeChanged();
}

async function textAt(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.text();
}

// What a sheet imports, and what that imports: address as it is written to text.
async function importsOf(text, base, found = new Map()) {
  for (const item of itemsOf(text)) {
    if (item.kind !== "at" || item.name !== "import") continue;
    const written = /^(?:url\(\s*)?["']?([^"')\s]+)/.exec(item.prelude)?.[1];
    const url = written === undefined ? null : parseURL(written, base)?.href;
    if (!url || found.has(written)) continue;
    found.set(written, "");
    try {
      const imported = await textAt(url);
      found.set(written, imported);
      await importsOf(imported, url, found);
    } catch (error) {
      tellMissing(url, error);
    }
  }
  return found;
}

// Nothing that the test asks for can show it otherwise: what is hidden by this sheet is taken for visible.
function tellMissing(url, error) {
  host("report", "console", {
    type: "warning",
    text: `The style sheet ${url} was not loaded: ${error.message}`,
  });
}

export class HTMLStyleElement extends HTMLElement {
  _made() {
    this._sheet = null;
  }

  get sheet() {
    return this._sheet;
  }

  get disabled() {
    return this._sheet?.disabled ?? false;
  }

  set disabled(value) {
    if (this._sheet !== null) this._sheet.disabled = value;
  }

  _inserted() {
    this._update();
  }

  _removed() {
    setSheet(this, null);
  }

  _childrenChanged() {
    if (this._connected) this._update();
  }

  _attributeChanged(name) {
    if (name === "media") this._sheet?._useMedia(this.media);
    else if (name === "type" && this._connected) this._update();
  }

  _update() {
    const type = (this._attributes.get("type") ?? "").toLowerCase();
    const text = textOf(this);
    setSheet(this, type === "" || type === "text/css" ? text : null);
    if (!text.includes("@import")) return;
    importsOf(text, this.baseURI).then((imports) => {
      if (this._connected && textOf(this) === text) setSheet(this, text, imports);
    });
  }
}
reflect(HTMLStyleElement, { media: "string", type: "string" });
defineHTML(["style"], HTMLStyleElement);

export class HTMLLinkElement extends HTMLElement {
  _made() {
    this._sheet = null;
    this._loading = 0;
  }

  get sheet() {
    return this._sheet;
  }

  _inserted() {
    this._load();
  }

  _removed() {
    this._loading++;
    setSheet(this, null);
  }

  _attributeChanged(name) {
    if (name === "media") this._sheet?._useMedia(this.media);
    else if (["href", "rel", "disabled", "type"].includes(name) && this._connected) this._load();
  }

  _load() {
    const rel = (this._attributes.get("rel") ?? "").toLowerCase().split(/[\t\n\f\r ]+/);
    const isSheet = rel.includes("stylesheet") && !rel.includes("alternate");
    const isUsed = isSheet && !this._attributes.has("disabled") && this._attributes.has("href");
    const turn = ++this._loading;
    if (!isUsed || this._document !== globalThis.document) {
      if (this._sheet !== null) setSheet(this, null);
      return;
    }
    const { href } = this;
    textAt(href)
      .then(async (text) => ({ text, imports: await importsOf(text, href) }))
      .then(
        ({ text, imports }) => {
          if (turn !== this._loading) return;
          setSheet(this, text, imports);
          fire(this, "load");
        },
        (error) => {
          if (turn !== this._loading) return;
          tellMissing(href, error);
          fire(this, "error");
        },
      );
  }
}
reflect(HTMLLinkElement, {
  href: "url",
  rel: "string",
  relList: ["tokens:rel", ["alternate", "icon", "modulepreload", "preload", "stylesheet"]],
  media: "string",
  type: "string",
  hreflang: "string",
  as: "string",
  integrity: "string",
  disabled: "boolean",
  crossOrigin: ["enumerated", ["anonymous", "use-credentials"], null, "anonymous"],
  referrerPolicy: REFERRER_POLICY,
  sizes: ["tokens", null],
});
defineHTML(["link"], HTMLLinkElement);

const sheetMembers = {
  get styleSheets() {
    checkInstance(this);
    this._styleSheets ??= collectionOfSheets(() =>
      sheetsOf(this).filter(({ _owner }) => _owner !== null),
    );
    return this._styleSheets;
  },
  get adoptedStyleSheets() {
    return adoptedSheetsOf(this);
  },
  set adoptedStyleSheets(sheets) {
    adoptSheets(this, sheets, this._kind === 9 ? "Document" : "ShadowRoot");
  },
};
mixin(Document, sheetMembers);
mixin(ShadowRoot, sheetMembers);
