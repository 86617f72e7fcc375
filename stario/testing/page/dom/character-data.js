// Text, comments and their kind (DOM standard 4.10 to 4.14).

import { expose } from "./expose.js";
import { failed, throwDOM } from "./exceptions.js";
import { followersExist, indexOfNode, moveBoundaries, moveOffsets } from "./live-ranges.js";
import { isElementName } from "./names.js";
import { Node, textsChanged } from "./node.js";
import { recordData } from "./mutation-observer.js";
import { makeChild, makeSibling } from "./parent-node.js";
import { insert, remove } from "./tree.js";

function textFor(value) {
  return value === null ? "" : String(value);
}

// All changes of the data of a text or a comment come through here.
export function setData(node, data) {
  replaceText(node, 0, node._data.length, data);
}

// "Replace data": ranges in it follow.
function replaceText(node, offset, count, data) {
  const before = node._data;
  recordData(node, before);
  const isWhole = offset === 0 && count === before.length;
  node._data = isWhole ? data : before.slice(0, offset) + data + before.slice(offset + count);
  if (followersExist()) {
    moveOffsets(node, (at) => {
      if (at <= offset) return at;
      return at <= offset + count ? offset : at + data.length - count;
    });
  }
  textsChanged();
  const parent = node._parent;
  if (parent !== null) parent._childrenChanged?.();
}

export class CharacterData extends Node {
  constructor(kind, document, data) {
    super(kind, document);
    this._data = data;
  }

  get data() {
    return this._data;
  }

  set data(value) {
    setData(this, textFor(value));
  }

  get length() {
    return this._data.length;
  }

  get nodeValue() {
    return this._data;
  }

  set nodeValue(value) {
    setData(this, textFor(value ?? null));
  }

  get textContent() {
    return this._data;
  }

  set textContent(value) {
    setData(this, textFor(value ?? null));
  }

  substringData(offset, count) {
    this._check(offset, "substringData");
    return this._data.substr(offset >>> 0, count >>> 0);
  }

  appendData(data) {
    this.replaceData(this._data.length, 0, data);
  }

  insertData(offset, data) {
    this._check(offset, "insertData");
    this.replaceData(offset, 0, data);
  }

  deleteData(offset, count) {
    this._check(offset, "deleteData");
    this.replaceData(offset, count, "");
  }

  replaceData(offset, count, data) {
    this._check(offset, "replaceData");
    const at = offset >>> 0;
    replaceText(this, at, Math.min(count >>> 0, this._data.length - at), String(data));
  }

  _check(offset, method) {
    if (offset >>> 0 <= this._data.length) return;
    const reason = `The offset ${offset} is greater than the node's length (${this._data.length}).`;
    throwDOM("IndexSizeError", failed(method, "CharacterData", reason));
  }

  _copy(document) {
    return new this.constructor(this._data, document);
  }
}
makeChild(CharacterData);
makeSibling(CharacterData);

export class Text extends CharacterData {
  constructor(data = "", document = globalThis.document) {
    super(3, document, String(data));
  }

  get nodeName() {
    return "#text";
  }

  get wholeText() {
    let first = this;
    while (first._previous !== null && isText(first._previous)) first = first._previous;
    let text = "";
    for (let node = first; node !== null && isText(node); node = node._next) text += node._data;
    return text;
  }

  splitText(offset) {
    const at = offset >>> 0;
    if (at > this._data.length) {
      const reason = `The offset ${at} is larger than the Text node's length.`;
      throwDOM("IndexSizeError", failed("splitText", "Text", reason));
    }
    const before = this._data;
    const rest = new this.constructor(before.slice(at), this._document);
    recordData(this, before);
    this._data = before.slice(0, at);
    const parent = this._parent;
    if (parent !== null) {
      insert(parent, rest, this._next);
      if (followersExist()) {
        moveBoundaries(this, (offset) => (offset > at ? [rest, offset - at] : null));
        const index = indexOfNode(this);
        moveOffsets(parent, (offset) => (offset === index + 1 ? offset + 1 : offset));
      }
    } else if (followersExist()) {
      moveOffsets(this, (offset) => Math.min(offset, at));
    }
    textsChanged();
    return rest;
  }
}

Text.prototype._kind = 3;

// What the constructor makes, in a third of its time: there are about as many texts as elements.
function PlainText(data, document) {
  this._document = document;
  this._data = data;
}
PlainText.prototype = Text.prototype;

export function newText(data, document) {
  return new PlainText(data, document);
}

function isText(node) {
  return node._kind === 3 || node._kind === 4;
}

export class CDATASection extends Text {
  constructor(data, document) {
    super(data, document);
    this._kind = 4;
  }

  get nodeName() {
    return "#cdata-section";
  }
}

export class Comment extends CharacterData {
  constructor(data = "", document = globalThis.document) {
    super(8, document, String(data));
  }

  get nodeName() {
    return "#comment";
  }
}

export class ProcessingInstruction extends CharacterData {
  constructor(target, data, document) {
    super(7, document, data);
    this._name = target;
  }

  get target() {
    return this._name;
  }

  get nodeName() {
    return this._name;
  }

  _copy(document) {
    return new ProcessingInstruction(this._name, this._data, document);
  }
}

export function createInstruction(document, target, data) {
  const where = failed("createProcessingInstruction", "Document", "");
  if (!isElementName(target)) {
    throwDOM(
      "InvalidCharacterError",
      `${where}The target provided ('${target}') is not a valid name.`,
    );
  }
  if (data.includes("?>")) {
    throwDOM("InvalidCharacterError", `${where}The data provided ('${data}') contains '?>'.`);
  }
  return new ProcessingInstruction(target, data, document);
}

expose(CharacterData, Text, CDATASection, Comment, ProcessingInstruction);

// For normalize(): the texts that follow become part of this one.
export function joinTexts(text) {
  let next = text._next;
  while (next !== null && next._kind === 3) {
    const at = text._data.length;
    replaceText(text, at, 0, next._data);
    if (followersExist()) {
      const index = indexOfNode(next);
      moveBoundaries(next, (offset) => [text, at + offset]);
      moveBoundaries(next._parent, (offset) => (offset === index ? [text, at] : null));
    }
    remove(next);
    next = text._next;
  }
  return text;
}
