// Comparing nodes (DOM standard 4.4): equality and position.

import { qualifiedAttribute } from "./attributes.js";

function attributesEqual(a, b) {
  const attributes = a._attributes;
  const others = b._attributes;
  if (attributes === others && a._spaces === null && b._spaces === null) return true;
  if (attributes.size !== others.size) return false;
  for (const name of attributes.keys()) {
    const space = a._spaces?.get(name);
    if (space !== undefined) {
      // A prefix does not matter.
      const same = qualifiedAttribute(b, space.namespace, space.localName);
      if (same === null || others.get(same) !== attributes.get(name)) return false;
    } else if (others.get(name) !== attributes.get(name) || b._spaces?.has(name)) return false;
  }
  return true;
}

function sameAlone(a, b) {
  if (a._kind !== b._kind) return false;
  switch (a._kind) {
    case 1:
      return (
        a._localName === b._localName &&
        a._namespace === b._namespace &&
        a._prefix === b._prefix &&
        attributesEqual(a, b)
      );
    case 2:
      return (
        a.namespaceURI === b.namespaceURI && a.localName === b.localName && a.value === b.value
      );
    case 7:
      return a._name === b._name && a._data === b._data;
    case 10:
      return a.name === b.name && a.publicId === b.publicId && a.systemId === b.systemId;
    case 3:
    case 4:
    case 8:
      return a._data === b._data;
    default:
      return true;
  }
}

// In one loop: scripts nest elements deeper than calls can be.
export function equalNodes(a, b) {
  if (a === b) return true;
  let left = a;
  let right = b;
  for (;;) {
    const areTexts = left._kind === 3 && right._kind === 3;
    if (areTexts ? left._data !== right._data : !sameAlone(left, right)) return false;
    const first = left._first ?? null;
    const other = right._first ?? null;
    if (first !== null && other !== null) {
      left = first;
      right = other;
      continue;
    }
    if (first !== other) return false;
    while (left !== a && left._next === null) {
      if (right._next !== null) return false;
      left = left._parent;
      right = right._parent;
    }
    if (left === a) return true;
    if (right._next === null) return false;
    left = left._next;
    right = right._next;
  }
}

function ancestors(node) {
  const chain = [];
  for (let at = node; at !== null; at = at._parent) chain.push(at);
  return chain.reverse();
}

const places = new WeakMap();
let lastPlace = 0;

// Any order will do between trees that have nothing in common, as long as it stays the same.
function place(root) {
  if (!places.has(root)) places.set(root, ++lastPlace);
  return places.get(root);
}

function compareAttributes(element, other) {
  for (const name of element._attributes.keys()) {
    if (name === other.name) return 32 + 2;
  }
  return 32 + 4;
}

// Where `other` is, seen from `node`, in the bits of compareDocumentPosition.
export function comparePosition(node, other) {
  if (node === other) return 0;
  let left = other;
  let right = node;
  if (left._kind === 2 && left.ownerElement !== null) left = left.ownerElement;
  if (right._kind === 2 && right.ownerElement !== null) right = right.ownerElement;
  if (left === right && (left !== other || right !== node)) {
    if (left !== other && right !== node) return compareAttributes(left, node) === 34 ? 36 : 34;
    return left !== other ? 16 + 4 : 8 + 2;
  }
  const above = ancestors(left);
  const beside = ancestors(right);
  if (above[0] !== beside[0]) return 1 + 32 + (place(above[0]) < place(beside[0]) ? 2 : 4);
  let depth = 0;
  while (depth < above.length && depth < beside.length && above[depth] === beside[depth]) depth++;
  if (depth === above.length) return right === node ? 8 + 2 : 2;
  if (depth === beside.length) return left === other ? 16 + 4 : 4;
  for (let at = above[depth]; at !== null; at = at._next) if (at === beside[depth]) return 2;
  return 4;
}
