// Style sheets as objects (CSSOM 6.1), and those that a tree has.

import "./css-at-rules.js";
import "./css-group-rules.js";
import { itemsOfSheet, prefixesOf, sourceOf } from "./css-items.js";
import { onlyItem, releaseRule, rulesIn } from "./css-rule-holders.js";
import { collectionOfRules } from "./css-rule-list.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { expose } from "./expose.js";
import { onReset } from "./host.js";
import { mediaListOf } from "./media-list.js";
import { treeChanged } from "./node.js";
import { rulesOf } from "./style-rules.js";

// Elements that have a sheet, of all trees of the page, in no order.
let sheetOwners = new Set();
let hasAdopted = false;

onReset(() => {
  sheetOwners = new Set();
  hasAdopted = false;
});

export class StyleSheet {
  get type() {
    return "text/css";
  }

  get href() {
    return this._owner?.href ?? null;
  }

  // None once the element has another sheet.
  get ownerNode() {
    return this._owner?._sheet === this ? this._owner : null;
  }

  get parentStyleSheet() {
    return null;
  }

  get title() {
    return this._owner?._attributes.get("title") ?? null;
  }

  get media() {
    this._mediaList ??= mediaListOf(
      () => this._media,
      (text) => this._useMedia(text),
    );
    return this._mediaList;
  }

  set media(text) {
    this.media.mediaText = text;
  }

  get disabled() {
    return this._disabled;
  }

  set disabled(value) {
    this._disabled = Boolean(value);
    treeChanged();
  }
}
expose(StyleSheet);

const OF_THE_BEGINNING = new Set(["import", "namespace"]);

export class CSSStyleSheet extends StyleSheet {
  constructor(options = {}) {
    super();
    if (options !== null && Object(options) !== options) {
      const reason = "The provided value is not of type 'CSSStyleSheetInit'.";
      throw new TypeError(`Failed to construct 'CSSStyleSheet': ${reason}`);
    }
    const media = options?.media;
    this._owner = null;
    this._document = globalThis.document;
    this._media = media === undefined ? "" : String(media);
    this._disabled = Boolean(options?.disabled);
    // Its text is taken apart when a script asks for the rules, and put together when they were changed.
    this._text = "";
    this._parts = null;
    this._prefixes = null;
    this._imports = null;
  }

  get ownerRule() {
    return null;
  }

  get cssRules() {
    this._list ??= collectionOfRules(() => rulesIn(this));
    return this._list;
  }

  get rules() {
    return this.cssRules;
  }

  insertRule(text, index = 0) {
    needsArguments("insertRule", "CSSStyleSheet", 1, arguments.length);
    const at = index >>> 0;
    const items = this._items;
    this._checkIndex(at, "insertRule", items.length);
    const item = onlyItem(String(text), this._around());
    const refuse = (name, reason) => throwDOM(name, failed("insertRule", "CSSStyleSheet", reason));
    if (item === null) refuse("SyntaxError", `Failed to parse the rule '${text}'.`);
    if (item.name === "import" && this._owner === null) {
      refuse("SyntaxError", "Can't insert @import rules into a constructed stylesheet.");
    }
    if (item.name === "namespace" && !items.every(({ name }) => OF_THE_BEGINNING.has(name))) {
      refuse("InvalidStateError", "Failed to insert the rule");
    }
    if (!mayStand(item, at, items)) {
      refuse("HierarchyRequestError", "Failed to insert the rule.");
    }
    items.splice(at, 0, item);
    if (item.name === "namespace") this._prefixes = null;
    this._changed();
    return at;
  }

  deleteRule(index) {
    needsArguments("deleteRule", "CSSStyleSheet", 1, arguments.length);
    const at = index >>> 0;
    this._checkIndex(at, "deleteRule", this._items.length - 1);
    const [item] = this._items.splice(at, 1);
    releaseRule(item);
    if (item.name === "namespace") this._prefixes = null;
    this._changed();
  }

  addRule(selector = "undefined", style = "undefined", index = this._items.length) {
    this.insertRule(`${selector} { ${style} }`, index);
    return -1;
  }

  removeRule(index = 0) {
    this.deleteRule(index);
  }

  replaceSync(text) {
    needsArguments("replaceSync", "CSSStyleSheet", 1, arguments.length);
    if (this._owner !== null) {
      const reason = "Can't call replaceSync on non-constructed CSSStyleSheets.";
      throwDOM("NotAllowedError", failed("replaceSync", "CSSStyleSheet", reason));
    }
    this._parts?.forEach(releaseRule);
    this._useText(String(text));
  }

  async replace(text) {
    needsArguments("replace", "CSSStyleSheet", 1, arguments.length);
    if (this._owner !== null) {
      const reason = "Can't call replace on non-constructed CSSStyleSheets.";
      throwDOM("NotAllowedError", failed("replace", "CSSStyleSheet", reason));
    }
    this.replaceSync(text);
    return this;
  }

  _checkIndex(index, method, most) {
    if (index <= most) return;
    const reason = `The index provided (${index}) is larger than the maximum index (${most}).`;
    throwDOM("IndexSizeError", failed(method, "CSSStyleSheet", reason));
  }

  get _items() {
    this._parts ??= itemsOfSheet(this._text, this._owner !== null);
    return this._parts;
  }

  _around() {
    this._prefixes ??= prefixesOf(this._items);
    return { prefixes: this._prefixes, isNested: false };
  }

  _useMedia(media) {
    this._media = media;
    treeChanged();
  }

  _useText(text, imports = null) {
    this._text = text;
    this._parts = null;
    this._prefixes = null;
    this._imports = imports;
    treeChanged();
  }

  _changed() {
    this._text = null;
    treeChanged();
  }

  // As the cascade wants it: {rules, layers}.
  _parsed() {
    this._text ??= this._parts.map(sourceOf).join("\n");
    return rulesOf(this._text, (url) => this._imports?.get(url) ?? null);
  }
}
expose(CSSStyleSheet);

// @import and @namespace stand before all else but the names of layers, @import before @namespace.
function mayStand({ name }, at, items) {
  const first = items.findIndex((each) => !mayStandFirst(each));
  const beginning = first < 0 ? items : items.slice(0, first);
  const after = beginning.slice(at);
  if (name === "namespace") return !after.some((each) => each.name === "import");
  if (name !== "import") return !after.some((each) => OF_THE_BEGINNING.has(each.name));
  return (
    at <= beginning.length && !beginning.slice(0, at).some((each) => each.name === "namespace")
  );
}

function mayStandFirst({ name, body }) {
  return OF_THE_BEGINNING.has(name) || (name === "layer" && body === null);
}

// The sheet of an element.
export function sheetOfElement(element, text, imports) {
  const sheet = new CSSStyleSheet({ media: element._attributes.get("media") });
  sheet._owner = element;
  sheet._useText(text, imports);
  return sheet;
}

// Does anything but the browser's own sheet count?
export function anySheets() {
  return sheetOwners.size > 0 || hasAdopted;
}

export function noteAdopted() {
  hasAdopted = true;
}

export function noteSheet(element, has) {
  if (has) sheetOwners.add(element);
  else sheetOwners.delete(element);
}

function isBefore(one, other) {
  return Boolean(one.compareDocumentPosition(other) & 4);
}

// The sheets that hold for a document or a shadow tree, in order.
export function sheetsOf(root) {
  const owners = [];
  for (const owner of sheetOwners) {
    let top = owner;
    while (top._parent !== null) top = top._parent;
    if (top === root && owner._sheet !== null) owners.push(owner);
  }
  if (owners.length > 1) owners.sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const sheets = owners.map((owner) => owner._sheet);
  return root._sheets ? [...sheets, ...root._sheets] : sheets;
}
