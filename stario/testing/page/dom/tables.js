// Tables (HTML standard 4.9).

import { HTMLCollection, FoundItems } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { expose } from "./expose.js";
import { HTMLElement } from "./html-element.js";
import { mixin } from "./parent-node.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { insert, remove } from "./tree.js";
import { isHTMLNamed } from "./select-state.js";

function childrenNamed(parent, ...names) {
  const found = [];
  for (let child = parent._first; child !== null; child = child._next) {
    if (names.some((name) => isHTMLNamed(child, name))) found.push(child);
  }
  return found;
}

function liveChildren(parent, ...names) {
  return new HTMLCollection(new FoundItems(() => childrenNamed(parent, ...names)));
}

function wrongIndex(method, type, index, most) {
  const reason = `The provided index (${index}) is ${index < 0 ? "less than -1" : `greater than the number of ${most}`}.`;
  throwDOM("IndexSizeError", failed(method, type, reason));
}

// Put a new element before the one with this index; -1: at the end.
function insertAt(parent, items, name, index, method, type, what) {
  const at = Number(index) | 0;
  if (at < -1 || at > items.length) wrongIndex(method, type, at, what);
  const made = parent._document.createElement(name);
  const next = at === -1 ? null : (items[at] ?? null);
  insert(next === null ? parent : next._parent, made, next);
  return made;
}

function deleteAt(items, index, method, type, what) {
  const at = Number(index) | 0;
  if (at < -1 || at >= items.length) wrongIndex(method, type, at, what);
  const item = at === -1 ? items.at(-1) : items[at];
  if (item !== undefined) remove(item);
}

// In the order of HTMLTableElement.rows: those of the heads first, those of the feet last.
function rowsOf(table) {
  const within = (name) =>
    childrenNamed(table, name).flatMap((section) => childrenNamed(section, "tr"));
  const middle = childrenNamed(table, "tr", "tbody").flatMap((child) =>
    child._localName === "tr" ? [child] : childrenNamed(child, "tr"),
  );
  return [...within("thead"), ...middle, ...within("tfoot")];
}

export class HTMLTableElement extends HTMLElement {
  get rows() {
    return new HTMLCollection(new FoundItems(() => rowsOf(this)));
  }

  get tBodies() {
    return liveChildren(this, "tbody");
  }

  insertRow(index = -1) {
    const rows = rowsOf(this);
    if (rows.length > 0) {
      const at = Number(index) | 0;
      if (at !== -1 && at !== rows.length) {
        return insertAt(this, rows, "tr", at, "insertRow", "HTMLTableElement", "rows");
      }
      const row = this._document.createElement("tr");
      insert(rows.at(-1)._parent, row, null);
      return row;
    }
    const at = Number(index) | 0;
    if (at < -1 || at > 0) wrongIndex("insertRow", "HTMLTableElement", at, "rows");
    const body = childrenNamed(this, "tbody").at(-1) ?? this.createTBody();
    return insertAt(body, [], "tr", -1, "insertRow", "HTMLTableElement", "rows");
  }

  deleteRow(index) {
    deleteAt(rowsOf(this), index, "deleteRow", "HTMLTableElement", "rows");
  }

  createTBody() {
    const body = this._document.createElement("tbody");
    insert(this, body, childrenNamed(this, "tbody").at(-1)?._next ?? null);
    return body;
  }
}

// caption, tHead and tFoot: one each, in its place.
for (const [property, name, made, removed] of [
  ["caption", "caption", "createCaption", "deleteCaption"],
  ["tHead", "thead", "createTHead", "deleteTHead"],
  ["tFoot", "tfoot", "createTFoot", "deleteTFoot"],
]) {
  mixin(HTMLTableElement, {
    [made]() {
      if (this[property] === null) this[property] = this._document.createElement(name);
      return this[property];
    },
    [removed]() {
      if (this[property] !== null) remove(this[property]);
    },
  });
  Object.defineProperty(HTMLTableElement.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return childrenNamed(this, name)[0] ?? null;
    },
    set(value) {
      if (this[property] !== null) remove(this[property]);
      if (value !== null) insert(this, value, placeInTable(this, name));
    },
  });
}

function placeInTable(table, name) {
  if (name === "caption") return table._first;
  if (name === "tfoot") return null;
  let at = table._first;
  while (at !== null && (at._kind !== 1 || ["caption", "colgroup"].includes(at._localName))) {
    at = at._next;
  }
  return at;
}
reflect(HTMLTableElement, {
  align: "string",
  bgColor: "string",
  border: "string",
  cellPadding: "string",
  cellSpacing: "string",
  frame: "string",
  rules: "string",
  summary: "string",
  width: "string",
});
defineHTML(["table"], HTMLTableElement);

export class HTMLTableSectionElement extends HTMLElement {
  get rows() {
    return liveChildren(this, "tr");
  }

  insertRow(index = -1) {
    const rows = childrenNamed(this, "tr");
    return insertAt(this, rows, "tr", index, "insertRow", "HTMLTableSectionElement", "rows");
  }

  deleteRow(index) {
    const rows = childrenNamed(this, "tr");
    deleteAt(rows, index, "deleteRow", "HTMLTableSectionElement", "rows");
  }
}
defineHTML(["tbody", "thead", "tfoot"], HTMLTableSectionElement);

export class HTMLTableRowElement extends HTMLElement {
  get cells() {
    return liveChildren(this, "td", "th");
  }

  get rowIndex() {
    let table = this._parent;
    if (table !== null && !isHTMLNamed(table, "table")) table = table._parent;
    return table !== null && isHTMLNamed(table, "table") ? rowsOf(table).indexOf(this) : -1;
  }

  get sectionRowIndex() {
    return this._parent === null ? -1 : childrenNamed(this._parent, "tr").indexOf(this);
  }

  insertCell(index = -1) {
    const cells = childrenNamed(this, "td", "th");
    return insertAt(this, cells, "td", index, "insertCell", "HTMLTableRowElement", "cells");
  }

  deleteCell(index) {
    const cells = childrenNamed(this, "td", "th");
    deleteAt(cells, index, "deleteCell", "HTMLTableRowElement", "cells");
  }
}
defineHTML(["tr"], HTMLTableRowElement);

export class HTMLTableCellElement extends HTMLElement {
  get cellIndex() {
    if (!isHTMLNamed(this._parent, "tr")) return -1;
    return childrenNamed(this._parent, "td", "th").indexOf(this);
  }
}
reflect(HTMLTableCellElement, {
  abbr: "string",
  axis: "string",
  colSpan: ["unsigned", 1, true],
  headers: "string",
  height: "string",
  noWrap: "boolean",
  rowSpan: ["unsigned", 1],
  scope: ["enumerated", ["row", "col", "rowgroup", "colgroup"], "", ""],
  width: "string",
});
defineHTML(["td", "th"], HTMLTableCellElement);

export class HTMLTableColElement extends HTMLElement {}
reflect(HTMLTableColElement, { span: ["unsigned", 1, true], width: "string" });
defineHTML(["col", "colgroup"], HTMLTableColElement);

export class HTMLTableCaptionElement extends HTMLElement {}
defineHTML(["caption"], HTMLTableCaptionElement);

for (const type of [HTMLTableSectionElement, HTMLTableRowElement, HTMLTableCellElement]) {
  reflect(type, { ch: "string:char", chOff: "string:charoff", vAlign: "string", align: "string" });
}
for (const type of [HTMLTableColElement, HTMLTableCaptionElement]) {
  reflect(type, { align: "string" });
}
for (const type of [HTMLTableRowElement, HTMLTableCellElement])
  reflect(type, { bgColor: "string" });

expose(
  HTMLTableElement,
  HTMLTableSectionElement,
  HTMLTableRowElement,
  HTMLTableCellElement,
  HTMLTableColElement,
  HTMLTableCaptionElement,
);
