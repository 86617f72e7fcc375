// Elements that an attribute names by their ids.

import { rootOf } from "./node.js";

// In the order of the ids, each once; what is not there is left out.
export function idReferences(element, text) {
  if (!text) return [];
  const root = rootOf(element);
  if (root._kind !== 9 && root._kind !== 11) return [];
  const found = [];
  for (const id of text.split(/[ \t\n\f\r]+/)) {
    const referred = id === "" ? null : root.getElementById(id);
    if (referred !== null && !found.includes(referred)) found.push(referred);
  }
  return found;
}

// The elements that label this one, or null if nothing says so.
export function labellingElements(element) {
  const found = idReferences(element, element._attributes.get("aria-labelledby"));
  return found.length > 0 ? found : null;
}
