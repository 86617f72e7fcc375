// Style sheets as objects (CSSOM 6.1), and those that a tree has.

import { expose } from "./expose.js";
import { rulesOf } from "./style-rules.js";
import { itemsOf } from "./css-blocks.js";
import { CSSStyleDeclaration } from "./style.js";
import { failed, throwDOM } from "./exceptions.js";
import { collectionOfRules } from "./css-rule-list.js";
import { onReset } from "./host.js";
import { treeChanged } from "./node.js";

// Elements that have a sheet, of all trees of the page, in no order.
let sheetOwners = new Set();
let hasAdopted = false;

onReset(() => {
  sheetOwners = new Set();
  hasAdopted = false;
});

// A rule as the page's script sees it. A change of its style is a change of the sheet.
export class CSSRule {
  constructor(sheet, item) {
    this._sheet = sheet;
    this._item = item;
  }

  get parentStyleSheet() {
    return this._sheet;
  }

  get parentRule() {
    return null;
  }

  get cssText() {
    return textOfItem(this._item);
  }
}
expose(CSSRule);

export class CSSStyleRule extends CSSRule {
  get selectorText() {
    return this._item.prelude.trim();
  }

  set selectorText(text) {
    this._item.prelude = String(text);
    this._sheet._changed();
  }

  get type() {
    return 1;
  }

  get cssText() {
    const { body } = this._item;
    const text = body.includes("{") ? body.trim() : this.style.cssText;
    return text === "" ? `${this.selectorText} { }` : `${this.selectorText} { ${text} }`;
  }

  get style() {
    this._style ??= new CSSStyleDeclaration(
      () => this._item.body,
      (text) => {
        this._item.body = text;
        this._sheet._changed();
      },
    );
    return this._style;
  }
}
expose(CSSStyleRule);

function textOfItem(item) {
  if (item.kind === "rule") return `${item.prelude.trim()} { ${item.body.trim()} }`;
  const head = `@${item.name} ${item.prelude}`.trim();
  return item.body === null ? `${head};` : `${head} { ${item.body.trim()} }`;
}

export class CSSStyleSheet {
  constructor(options = {}, owner = null) {
    this._items = [];
    this._owner = owner;
    this._document = globalThis.document;
    this._media = String(options?.media ?? "");
    this._imports = null;
    this._text = null;
    this._disabled = Boolean(options?.disabled);
  }

  get disabled() {
    return this._disabled;
  }

  set disabled(value) {
    this._disabled = Boolean(value);
    treeChanged();
  }

  // None once the element has another sheet.
  get ownerNode() {
    return this._owner?._sheet === this ? this._owner : null;
  }

  get type() {
    return "text/css";
  }

  get href() {
    return this._owner?.href ?? null;
  }

  get title() {
    return this._owner?._attributes.get("title") ?? null;
  }

  get cssRules() {
    this._list ??= collectionOfRules(() => this._rules());
    return this._list;
  }

  get rules() {
    return this.cssRules;
  }

  insertRule(text, index = 0) {
    const items = itemsOf(String(text));
    const at = index >>> 0;
    if (items.length !== 1) {
      const reason = `Failed to parse the rule '${text}'.`;
      throwDOM("SyntaxError", failed("insertRule", "CSSStyleSheet", reason));
    }
    this._checkIndex(at, "insertRule", this._items.length);
    this._items.splice(at, 0, items[0]);
    this._changed();
    return at;
  }

  deleteRule(index) {
    const at = index >>> 0;
    this._checkIndex(at, "deleteRule", this._items.length - 1);
    this._items.splice(at, 1);
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
    this._items = itemsOf(String(text));
    this._changed();
  }

  replace(text) {
    this.replaceSync(text);
    return Promise.resolve(this);
  }

  _checkIndex(index, method, most) {
    if (index <= most) return;
    const reason = `The index provided (${index}) is larger than the maximum index (${most}).`;
    throwDOM("IndexSizeError", failed(method, "CSSStyleSheet", reason));
  }

  _rules() {
    return this._items.map((item) => {
      item.rule ??= item.kind === "rule" ? new CSSStyleRule(this, item) : new CSSRule(this, item);
      return item.rule;
    });
  }

  _useMedia(media) {
    this._media = media;
    treeChanged();
  }

  _changed() {
    this._text = null;
    treeChanged();
  }

  // As the cascade wants it: {rules, layers}.
  _parsed() {
    this._text ??= this._items.map(textOfItem).join("\n");
    return rulesOf(this._text, (url) => this._imports?.get(url) ?? null);
  }
}
expose(CSSStyleSheet);

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
