// innerText (HTML standard 3.2.7): the text as it is rendered, with the lines that its boxes make.

import { flatChildren } from "./box-area.js";
import { computedValue, flatParent, rememberingStyles } from "./computed-values.js";
import { HTMLElement } from "./html-element.js";
import { mixin } from "./parent-node.js";
import { isHTMLNamed } from "./select-state.js";
import { preInsert } from "./tree-validity.js";
import { remove, replaceAll } from "./tree.js";
import { RenderedText } from "./rendered-text.js";
import { hasNoBox } from "./replaced-box.js";
import { isDisplayed, isFoldedAway, isLocked, skipsContent } from "./visibility.js";

const BLOCKS = /^(?:block|flex|grid|table|list-item|flow-root|table-caption)$/;
const ATOMIC = /^inline-/;
// What these hold is a fallback, or what they show is not text.
const WITHOUT_TEXT = new Set(
  "audio canvas iframe img input meter object progress textarea video".split(" "),
);

const NO_OWN_TEXT = new Set(["br", "input", "textarea", "wbr"]);

function transformed(text, transform) {
  if (transform === "uppercase") return text.toUpperCase();
  if (transform === "lowercase") return text.toLowerCase();
  if (transform !== "capitalize") return text;
  return text.replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}

function isSeenText(parent) {
  return computedValue(parent, "visibility") === "visible";
}

function addText(out, text, parent) {
  if (!isSeenText(parent)) return;
  const data = transformed(text._data, computedValue(parent, "text-transform"));
  const space = computedValue(parent, "white-space");
  if (space === "pre" || space === "pre-wrap" || space === "break-spaces") out.keep(data);
  else if (space === "pre-line") {
    data.split("\n").forEach((line, i) => {
      if (i > 0) out.mark("\n");
      out.collapse(line);
    });
  } else out.collapse(data);
}

function isFollowedBy(element, test) {
  for (let at = element._next; at !== null; at = at._next) {
    if (at._kind === 1 && test(computedValue(at, "display"))) return true;
  }
  return false;
}

const isCell = (display) => display === "table-cell";
const isRow = (display) => display === "table-row";
const isRowGroup = (display) => /^table-(?:row|header|footer)-group$/.test(display);

// Is there another row after this one in its table?
function hasNextRow(row) {
  if (isFollowedBy(row, isRow)) return true;
  const group = row._parent;
  if (group === null || group._kind !== 1 || !isRowGroup(computedValue(group, "display")))
    return false;
  return isFollowedBy(group, isRowGroup);
}

function addElement(out, element) {
  if (element === out.wanted) {
    out.isInside = true;
    out.later(() => {
      out.isInside = false;
    });
  }
  addBox(out, element);
}

function addBox(out, element) {
  if (isHTMLNamed(element, "br")) {
    if (computedValue(element, "display") !== "none" && isSeenText(element)) out.mark("\n");
    return;
  }
  const display = computedValue(element, "display");
  if (display === "none" || hasNoBox(element) || skipsContent(element)) return;
  if (element._isHTML && WITHOUT_TEXT.has(element._localName)) {
    if (BLOCKS.test(display)) out.require(1);
    else out.emptyAtom();
    return;
  }
  const isVisible = isSeenText(element);
  if (isHTMLNamed(element, "select")) addOptions(out, element);
  else if (BLOCKS.test(display)) {
    const count = isVisible ? (isHTMLNamed(element, "p") ? 2 : 1) : 0;
    out.require(count);
    out.later(() => out.require(count));
    addChildren(out, element);
  } else if (display === "table-cell") {
    out.later(() => {
      if (isVisible && isFollowedBy(element, isCell)) out.mark("\t");
      else out.require(0);
    });
    addChildren(out, element);
  } else if (display === "table-row") {
    out.later(() => {
      if (isVisible && hasNextRow(element)) out.mark("\n");
    });
    addChildren(out, element);
  } else if (ATOMIC.test(display)) {
    out.beginAtom();
    out.later(() => out.endAtom());
    addChildren(out, element);
  } else addChildren(out, element);
}

function addOptions(out, select) {
  out.beginAtom();
  for (const option of select.options) {
    if (computedValue(option, "display") === "none") continue;
    out.require(1);
    for (let child = option._first; child !== null; child = child._next) {
      if (child._kind === 3) out.collapse(child._data);
    }
    out.require(1);
  }
  out.endAtom();
}

// White space between a table's parts makes no box.
function isBetweenCells(text, display) {
  return /^table(?!-cell|-caption)|^inline-table/.test(display) && !/[^ \t\n\r\f]/.test(text._data);
}

function isGenerated(element, pseudo) {
  const content = computedValue(element, "content", pseudo);
  return content !== "normal" && content !== "none";
}

// What style sheets put into the line is no text of its own, but white space beside it stays.
function addChildren(out, element) {
  if (isGenerated(element, "before")) out.emptyAtom();
  if (isGenerated(element, "after")) out.later(() => out.emptyAtom());
  addNodes(out, element);
}

function addNodes(out, element) {
  const display = computedValue(element, "display");
  const isFolded = isHTMLNamed(element, "details") && !element._attributes.has("open");
  const children = flatChildren(element);
  let i = 0;
  const addNext = () => {
    while (i < children.length) {
      const child = children[i++];
      if (child._kind === 1) {
        if (isFolded && isFoldedAway(child, element)) continue;
        out.later(addNext);
        addElement(out, child);
        return;
      }
      if (child._kind === 3 && !isFolded && !isBetweenCells(child, display)) {
        addText(out, child, element);
      }
    }
  };
  out.later(addNext);
}

// The box in whose lines an element is.
function lineBox(element) {
  let at = element;
  while (at !== null && /^(?:inline|contents)$/.test(computedValue(at, "display")))
    at = flatParent(at);
  return at;
}

// The innerText of an element.
function innerTextOf(element) {
  return rememberingStyles(() => {
    if (isLocked(element)) return "";
    if (!isDisplayed(element)) return element.textContent;
    if (skipsContent(element)) return "";
    if (element._isHTML && NO_OWN_TEXT.has(element._localName)) return "";
    const box = lineBox(element);
    const out = new RenderedText(box === element ? null : element);
    if (isHTMLNamed(element, "select")) addOptions(out, element);
    else addChildren(out, box ?? element);
    out.finish();
    return out.own;
  });
}

// Texts and <br> instead of line ends, as one fragment.
function linesFragment(document, value) {
  const fragment = document.createDocumentFragment();
  value.split(/\r\n|[\r\n]/).forEach((line, i) => {
    if (i > 0) fragment.appendChild(document.createElement("br"));
    if (line !== "") fragment.appendChild(document.createTextNode(line));
  });
  return fragment;
}

// Two texts that have come beside each other are one.
function joinText(text, next) {
  if (text?._kind !== 3 || next?._kind !== 3) return;
  text.appendData(next._data);
  remove(next);
}

const innerTextMembers = {
  get innerText() {
    return innerTextOf(this);
  },
  set innerText(value) {
    const text = value === null ? "" : String(value);
    replaceAll(this, text === "" ? null : linesFragment(this._document, text));
  },
  get outerText() {
    return innerTextOf(this);
  },
  set outerText(value) {
    const parent = this._parent;
    if (parent === null) return;
    const fragment = linesFragment(this._document, value === null ? "" : String(value));
    if (fragment._first === null) fragment.appendChild(this._document.createTextNode(""));
    const { _previous: before, _next: after } = this;
    preInsert(parent, fragment, this, "insertBefore");
    remove(this);
    if (after !== null) joinText(after._previous, after);
    if (before !== null) joinText(before, before._next);
  },
};
mixin(HTMLElement, innerTextMembers);
