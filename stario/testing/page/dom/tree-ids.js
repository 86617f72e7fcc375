// The ids of a tree: its root has the elements that are connected (DOM standard 4.2.4, "getElementById").

import { askInspections } from "./host.js";
import { nameOnWindow, unnameOnWindow } from "./window-names.js";

// By id an element, or several in no order, as the first is only looked for when asked.
export function addId(ids, id, element) {
  if (id === "") return;
  const known = ids.get(id);
  if (known === undefined) {
    ids.set(id, element);
    if (ids._named) nameOnWindow(id);
  } else if (Array.isArray(known)) known.push(element);
  else {
    ids.set(id, [known, element]);
    askInspections();
  }
}

export function dropId(ids, id, element) {
  if (id === "") return;
  const known = ids.get(id);
  if (known === element) {
    ids.delete(id);
    if (ids._named) unnameOnWindow(id);
  } else if (Array.isArray(known)) {
    const left = known.filter((each) => each !== element);
    ids.set(id, left.length === 1 ? left[0] : left);
  }
}

// All elements of a connected tree with this id, in tree order.
export function elementsById(ids, id) {
  const known = ids.get(id);
  if (known === undefined) return [];
  if (!Array.isArray(known)) return [known];
  return known.sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
}

export function idsAbove(node) {
  let root = node;
  while (root._parent !== null) root = root._parent;
  return root._ids;
}
