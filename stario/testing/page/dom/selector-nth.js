// :nth-child() and its like (Selectors 4, section 13.3). Places are counted once per parent and state of the
// tree, as a table's hundreds of rows ask for theirs one after the other.

import { onReset } from "./host.js";
import { treeVersion } from "./node.js";

let counted = new Map();
let countedVersion = -1;

onReset(() => {
  counted = new Map();
  countedVersion = -1;
});

function isInProgression(index, step, offset) {
  const distance = index - offset;
  return step === 0 ? distance === 0 : distance % step === 0 && distance / step >= 0;
}

// Element children of a parent in order; of a root without a parent itself.
function siblingsOf(element) {
  if (element._parent === null) return [element];
  const siblings = [];
  for (let at = element._parent._first; at !== null; at = at._next)
    if (at._kind === 1) siblings.push(at);
  return siblings;
}

// A map of places of all siblings, among all of them or among those of the same type.
function placesOf(element, byType, fromEnd) {
  if (countedVersion !== treeVersion()) {
    counted.clear();
    countedVersion = treeVersion();
  }
  const key = element._parent ?? element;
  let kinds = counted.get(key);
  if (kinds === undefined) counted.set(key, (kinds = [null, null, null, null]));
  const kind = (byType ? 1 : 0) + (fromEnd ? 2 : 0);
  kinds[kind] ??= countPlaces(siblingsOf(element), byType, fromEnd);
  return kinds[kind];
}

function countPlaces(siblings, byType, fromEnd) {
  const places = new Map();
  const counts = new Map();
  if (fromEnd) siblings.reverse();
  siblings.forEach((sibling, i) => {
    const type = `${sibling._localName} ${sibling._namespace}`;
    const count = (counts.get(type) ?? 0) + 1;
    if (byType) counts.set(type, count);
    places.set(sibling, byType ? count : i + 1);
  });
  return places;
}

// `list` is the test of `of S`, or null.
export function nthTest({ name, step, offset }, list) {
  const byType = name.endsWith("type");
  const fromEnd = name.startsWith("nth-last");
  if (list === null) {
    return (element) =>
      isInProgression(placesOf(element, byType, fromEnd).get(element), step, offset);
  }
  return (element, context) => {
    if (!list(element, context)) return false;
    let index = 1;
    for (let at = element; at !== null; at = fromEnd ? at._next : at._previous) {
      if (at !== element && at._kind === 1 && list(at, context)) index++;
    }
    return isInProgression(index, step, offset);
  };
}
