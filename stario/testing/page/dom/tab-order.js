// Where the Tab key leads (HTML standard 6.6.5, sequential focus navigation).

import { rememberingStyles } from "./computed-values.js";
import { shownIn } from "./flat-tree.js";
import { focusedElement, isFocusable, isOpenDialog, tabIndexOf } from "./focus.js";
import { following, followingSkipping } from "./node.js";

function isReachable(element, focused) {
  if (!isFocusable(element)) return false;
  const index = tabIndexOf(element);
  if (index === null ? isOpenDialog(element) : index < 0) return false;
  const group = element._group;
  if (group === undefined || group === null) return true;
  // Of a group of radio buttons only one: the checked one, or the first that comes.
  if (group.checked !== null) return group.checked === element;
  return !(focused !== null && focused !== element && group.members.has(focused));
}

// The elements that Tab reaches among these and what is in them, in its order: those with a positive tabindex come first.
// A shadow host, or a slot, brings along what it shows. `places` gets all that are passed, with their place.
function stopsIn(nodes, focused, places) {
  const entries = [];
  for (const top of nodes) {
    let node = top;
    while (node !== null) {
      const shown = node._kind === 1 ? shownIn(node) : null;
      if (node._kind === 1) {
        places.set(node, places.size);
        const stops = stopsAt(node, shown, focused, places);
        if (stops.length > 0) entries.push({ stops, order: orderOf(tabIndexOf(node)) });
      }
      node = shown === null ? following(node, top) : followingSkipping(node, top);
    }
  }
  // Sorting leaves those of the same order as they are.
  entries.sort((a, b) => (a.order === b.order ? 0 : a.order - b.order));
  return entries.flatMap(({ stops }) => stops);
}

function stopsAt(element, shown, focused, places) {
  const own = isReachable(element, focused) ? [element] : [];
  return shown === null || tabIndexOf(element) < 0
    ? own
    : [...own, ...stopsIn(shown, focused, places)];
}

function orderOf(index) {
  return index !== null && index > 0 ? index : Infinity;
}

// The element that Tab, or Shift+Tab, leads to from here; null: out of the page.
export function nextTabStop(document, backward) {
  const focused = focusedElement(document);
  const places = new Map();
  const stops = rememberingStyles(() => stopsIn(document.childNodes, focused, places));
  const start = focused ?? startingPoint(document);
  if (start === null) return (backward ? stops.at(-1) : stops[0]) ?? null;
  const at = stops.indexOf(start);
  if (at >= 0) return stops[backward ? at - 1 : at + 1] ?? null;
  const place = places.get(start) ?? -1;
  const isPast = (stop) => (backward ? places.get(stop) < place : places.get(stop) > place);
  return (backward ? stops.findLast(isPast) : stops.find(isPast)) ?? null;
}

// Where the focus has been before it was lost.
function startingPoint(document) {
  const start = document._focusStart;
  return start !== undefined && start !== null && start._connected ? start : null;
}
