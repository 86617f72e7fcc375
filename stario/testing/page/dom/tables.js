// Tables (HTML standard 4.9).

import { HTMLCollection, FoundItems } from "./collections.js";
import { throwDOM } from "./exceptions.js";
import { expose } from "./expose.js";
import { HTMLElement } from "./html-element.js";
import { ownField, checkInstance } from "./own-fields.js";
import { mixin } from "./parent-node.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { isHTMLNamed } from "./select-state.js";
import { keptFor, structureVersion } from "./structure-version.js";
import {
  DELETE_IN_ROW,
  DELETE_IN_SECTION,
  DELETE_IN_TABLE,
  INSERT_IN_ROW,
  INSERT_IN_SECTION,
  INSERT_IN_TABLE,
  deleteAt,
  insertAt,
  wrongIndex,
} from "./table-places.js";
import { insert, remove } from "./tree.js";
import { preInsert } from "./tree-validity.js";

const KEPT_CELLS = ownField("keptCells");
const KEPT_SECTION = ownField("keptSection");
const KEPT_ROWS = ownField("keptRows");

function childrenNamed(parent, ...names) {
  const found = [];
  for (let child = parent._first; child !== null; child = child._next) {
    if (names.some((name) => isHTMLNamed(child, name))) found.push(child);
  }
  return found;
}

function liveElements(find) {
  return new HTMLCollection(new FoundItems(find, structureVersion));
}

function lastNamed(parent, ...names) {
  let child = parent._last;
  while (child !== null && !names.some((name) => isHTMLNamed(child, name))) child = child._previous;
  return child;
}

// In the order of HTMLTableElement.rows: those of the heads first, those of the feet last.
function rowsOf(table) {
  return keptFor(table, KEPT_ROWS, findRows);
}

// The last of them in the sections of a name.
function lastRowIn(table, name) {
  let section = lastNamed(table, name);
  while (section !== null) {
    const row = isHTMLNamed(section, name) ? lastNamed(section, "tr") : null;
    if (row !== null) return row;
    section = section._previous;
  }
  return null;
}

function lastRowOf(table) {
  const inFoot = lastRowIn(table, "tfoot");
  if (inFoot !== null) return inFoot;
  for (let child = table._last; child !== null; child = child._previous) {
    if (isHTMLNamed(child, "tr")) return child;
    const row = isHTMLNamed(child, "tbody") ? lastNamed(child, "tr") : null;
    if (row !== null) return row;
  }
  return lastRowIn(table, "thead");
}

function findRows(table) {
  const within = (name) =>
    childrenNamed(table, name).flatMap((section) => childrenNamed(section, "tr"));
  const middle = childrenNamed(table, "tr", "tbody").flatMap((child) =>
    child._localName === "tr" ? [child] : childrenNamed(child, "tr"),
  );
  return [...within("thead"), ...middle, ...within("tfoot")];
}

function sectionRowsOf(section) {
  return keptFor(section, KEPT_SECTION, () => childrenNamed(section, "tr"));
}

function cellsOf(row) {
  return keptFor(row, KEPT_CELLS, () => childrenNamed(row, "td", "th"));
}

export class HTMLTableElement extends HTMLElement {
  get rows() {
    checkInstance(this);
    this._rowList ??= liveElements(() => rowsOf(this));
    return this._rowList;
  }

  get tBodies() {
    checkInstance(this);
    this._bodyList ??= liveElements(() => childrenNamed(this, "tbody"));
    return this._bodyList;
  }

  insertRow(index = -1) {
    const last = lastRowOf(this);
    const at = Number(index) | 0;
    if (last !== null) {
      if (at !== -1 && at !== rowsOf(this).length) {
        const rows = () => rowsOf(this);
        return insertAt(this, rows, "tr", at, INSERT_IN_TABLE);
      }
      const row = this._document.createElement("tr");
      insert(last._parent, row, null);
      return row;
    }
    if (at < -1 || at > 0) wrongIndex(INSERT_IN_TABLE, at, 0);
    const row = this._document.createElement("tr");
    insert(lastNamed(this, "tbody") ?? this.createTBody(), row, null);
    return row;
  }

  deleteRow(index) {
    deleteAt(rowsOf(this), index, arguments.length, DELETE_IN_TABLE);
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
      const wanted = value ?? null;
      checkPart(property, name, wanted);
      if (this[property] !== null) remove(this[property]);
      if (wanted !== null) preInsert(this, wanted, placeInTable(this, name), "insertBefore");
    },
  });
}

function checkPart(property, name, given) {
  if (given === null) return;
  const where = `Failed to set the '${property}' property on 'HTMLTableElement'`;
  const type = name === "caption" ? HTMLTableCaptionElement : HTMLTableSectionElement;
  if (!(given instanceof type))
    throw new TypeError(`${where}: Failed to convert value to '${type.name}'.`);
  if (given._localName !== name)
    throwDOM("HierarchyRequestError", `${where}: Not a ${name} element.`);
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
    checkInstance(this);
    this._rowList ??= liveElements(() => sectionRowsOf(this));
    return this._rowList;
  }

  insertRow(index = -1) {
    const rows = () => sectionRowsOf(this);
    return insertAt(this, rows, "tr", index, INSERT_IN_SECTION);
  }

  deleteRow(index) {
    deleteAt(sectionRowsOf(this), index, arguments.length, DELETE_IN_SECTION);
  }
}
defineHTML(["tbody", "thead", "tfoot"], HTMLTableSectionElement);

export class HTMLTableRowElement extends HTMLElement {
  get cells() {
    checkInstance(this);
    this._cellList ??= liveElements(() => cellsOf(this));
    return this._cellList;
  }

  get rowIndex() {
    let table = this._parent;
    if (table !== null && !isHTMLNamed(table, "table")) table = table._parent;
    return table !== null && isHTMLNamed(table, "table") ? rowsOf(table).indexOf(this) : -1;
  }

  get sectionRowIndex() {
    const parent = this._parent;
    if (!(parent instanceof HTMLTableElement || parent instanceof HTMLTableSectionElement))
      return -1;
    return sectionRowsOf(parent).indexOf(this);
  }

  insertCell(index = -1) {
    const cells = () => cellsOf(this);
    return insertAt(this, cells, "td", index, INSERT_IN_ROW);
  }

  deleteCell(index) {
    deleteAt(cellsOf(this), index, arguments.length, DELETE_IN_ROW);
  }
}
defineHTML(["tr"], HTMLTableRowElement);

export class HTMLTableCellElement extends HTMLElement {
  get cellIndex() {
    if (!isHTMLNamed(this._parent, "tr")) return -1;
    return cellsOf(this._parent).indexOf(this);
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
