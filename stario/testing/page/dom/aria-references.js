// Elements that an attribute names by their ids.

import { rootOf } from "./node.js";

// In the order of the ids; what is not there is left out.
function referredElements(element, text) {
  if (!text) return [];
  const root = rootOf(element);
  if (root._kind !== 9 && root._kind !== 11) return [];
  const ids = text.split(/[ \t\n\f\r]+/).filter((id) => id !== "");
  return ids.map((id) => root.getElementById(id)).filter((found) => found !== null);
}

// The same, each once.
export function idReferences(element, text) {
  return [...new Set(referredElements(element, text))];
}

// The elements that label this one, as often as they are named, or null if nothing says so.
export function labellingElements(element) {
  const found = referredElements(element, element._attributes.get("aria-labelledby"));
  return found.length > 0 ? found : null;
}
