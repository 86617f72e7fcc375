// Nodes as HTML (HTML standard 13.3).

import { isRawName, isVoidName } from "./content-names.js";
import { HTML_NS, MATHML_NS, SVG_NS } from "./names.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\u00a0": "&nbsp;" };

function entity(char) {
  return ENTITIES[char];
}

function escapeText(text) {
  return /[&<>\u00a0]/.test(text) ? text.replace(/[&<>\u00a0]/g, entity) : text;
}

function escapeAttribute(text) {
  return /[&<>"\u00a0]/.test(text) ? text.replace(/[&<>"\u00a0]/g, entity) : text;
}

function writtenName(element) {
  const space = element._namespace;
  return space === HTML_NS || space === SVG_NS || space === MATHML_NS
    ? element._localName
    : element._qualifiedName;
}

function attributesText(element) {
  let text =
    element._is !== null && !element._attributes.has("is")
      ? ` is="${escapeAttribute(element._is)}"`
      : "";
  for (const [name, value] of element._attributes) text += ` ${name}="${escapeAttribute(value)}"`;
  return text;
}

// The markup of an element's children; those of a template are its content's. `shadows`: which shadow roots go
// into it (see getHTML), as a function, or null for none.
export function childrenHTML(node, shadows = null) {
  if (node._kind === 1 && node._isHTML && isVoidName(node._localName)) return "";
  const parts = [];
  const after = [];
  writeTrees(enterMarkup(node, parts, after, shadows), parts, after, shadows);
  return parts.join("");
}

export function nodeHTML(node, shadows = null) {
  const parts = [];
  const after = [];
  writeTrees(beginMarkup(node, null, parts, after, shadows), parts, after, shadows);
  return parts.join("");
}

// Scripts nest elements deeper than calls can be: `after` has, in pairs, what is to come after what is being
// written: the node, or null, and before it a text.
function writeTrees(first, parts, after, shadows) {
  let node = first;
  for (;;) {
    while (node === null) {
      if (after.length === 0) return;
      parts.push(after.pop());
      node = after.pop();
    }
    node = beginMarkup(node, node._next, parts, after, shadows);
  }
}

// The first of the nodes that are written in an element.
function enterMarkup(node, parts, after, shadows) {
  const shadow = node._shadow;
  const first = (node._content ?? node)._first;
  if (shadows === null || !shadow || !shadows(shadow)) return first;
  parts.push(shadowStart(shadow));
  after.push(first, "</template>");
  return shadow._first;
}

function shadowStart(shadow) {
  let head = `<template shadowrootmode="${shadow._mode}"`;
  if (shadow.delegatesFocus) head += ' shadowrootdelegatesfocus=""';
  if (shadow.serializable) head += ' shadowrootserializable=""';
  if (shadow.slotAssignment === "manual") head += ' shadowrootslotassignment="manual"';
  if (shadow.clonable) head += ' shadowrootclonable=""';
  return `${head}>`;
}

function isRaw(parent) {
  if (parent === null || parent._kind !== 1 || !parent._isHTML) return false;
  const name = parent._localName;
  // <noscript> is markup only where scripts do not run.
  return isRawName(name, parent._document._scripted);
}

// Write a node up to what is in it, and give what comes then: its first child, or `next`.
function beginMarkup(node, next, parts, after, shadows) {
  switch (node._kind) {
    case 1: {
      const name = writtenName(node);
      parts.push(
        node._attributes.size === 0 && node._is === null
          ? `<${name}>`
          : `<${name}${attributesText(node)}>`,
      );
      if (node._isHTML && isVoidName(name)) return next;
      after.push(next, `</${name}>`);
      return enterMarkup(node, parts, after, shadows);
    }
    case 3:
    case 4:
      parts.push(isRaw(node._parent) ? node._data : escapeText(node._data));
      return next;
    case 8:
      parts.push(`<!--${node._data}-->`);
      return next;
    case 7:
      parts.push(`<?${node._name} ${node._data}?>`);
      return next;
    case 10:
      parts.push(`<!DOCTYPE ${node.name}>`);
      return next;
    default:
      after.push(next, "");
      return enterMarkup(node, parts, after, shadows);
  }
}
