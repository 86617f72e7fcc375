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

export function escapeAttribute(text) {
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
  const parts = [];
  writeChildren(node, parts, shadows);
  return parts.join("");
}

export function nodeHTML(node, shadows = null) {
  const parts = [];
  writeNode(node, parts, shadows);
  return parts.join("");
}

function writeChildren(node, parts, shadows) {
  if (node._kind === 1 && node._isHTML && isVoidName(node._localName)) return;
  const shadow = node._shadow;
  if (shadows !== null && shadow && shadows(shadow)) writeShadow(shadow, parts, shadows);
  const parent = node._content ?? node;
  for (let child = parent._first; child !== null; child = child._next)
    writeNode(child, parts, shadows);
}

function writeShadow(shadow, parts, shadows) {
  let head = `<template shadowrootmode="${shadow._mode}"`;
  if (shadow.delegatesFocus) head += ' shadowrootdelegatesfocus=""';
  if (shadow.serializable) head += ' shadowrootserializable=""';
  if (shadow.slotAssignment === "manual") head += ' shadowrootslotassignment="manual"';
  if (shadow.clonable) head += ' shadowrootclonable=""';
  parts.push(`${head}>`);
  writeChildren(shadow, parts, shadows);
  parts.push("</template>");
}

function isRaw(parent) {
  if (parent === null || parent._kind !== 1 || !parent._isHTML) return false;
  const name = parent._localName;
  // <noscript> is markup only where scripts do not run.
  return isRawName(name, parent._document._scripted);
}

function writeNode(node, parts, shadows) {
  switch (node._kind) {
    case 1: {
      const name = writtenName(node);
      parts.push(
        node._attributes.size === 0 && node._is === null
          ? `<${name}>`
          : `<${name}${attributesText(node)}>`,
      );
      if (node._isHTML && isVoidName(name)) return;
      writeChildren(node, parts, shadows);
      parts.push(`</${name}>`);
      return;
    }
    case 3:
    case 4:
      parts.push(isRaw(node._parent) ? node._data : escapeText(node._data));
      return;
    case 8:
      parts.push(`<!--${node._data}-->`);
      return;
    case 7:
      parts.push(`<?${node._name} ${node._data}?>`);
      return;
    case 10:
      parts.push(`<!DOCTYPE ${node.name}>`);
      return;
    default:
      writeChildren(node, parts, shadows);
  }
}
