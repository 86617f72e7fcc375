// Where the Tab key leads (HTML standard 6.6.5, sequential focus navigation).

import { rememberingStyles } from "./computed-values.js";
import { focusedElement, isFocusable, isOpenDialog, tabIndexOf } from "./focus.js";
import { following } from "./node.js";

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

// All elements that Tab reaches, in its order: those with a positive tabindex come first.
function tabStops(document, focused) {
  const stops = [];
  for (let node = document; node !== null; node = following(node, document)) {
    if (node._kind === 1 && isReachable(node, focused)) stops.push(node);
  }
  const order = (element) => {
    const index = tabIndexOf(element);
    return index !== null && index > 0 ? index : Infinity;
  };
  return stops
    .map((element, at) => ({ element, at, order: order(element) }))
    .sort((a, b) => (a.order === b.order ? a.at - b.at : a.order - b.order))
    .map((entry) => entry.element);
}

// The element that Tab, or Shift+Tab, leads to from here; null: out of the page.
export function nextTabStop(document, backward) {
  const focused = focusedElement(document);
  const stops = rememberingStyles(() => tabStops(document, focused));
  const start = focused ?? startingPoint(document);
  if (start === null) return (backward ? stops.at(-1) : stops[0]) ?? null;
  const at = stops.indexOf(start);
  if (at >= 0) return stops[backward ? at - 1 : at + 1] ?? null;
  const isPast = (element) => Boolean(start.compareDocumentPosition(element) & (backward ? 2 : 4));
  return (backward ? stops.findLast(isPast) : stops.find(isPast)) ?? null;
}

// Where the focus has been before it was lost.
function startingPoint(document) {
  const start = document._focusStart;
  return start !== undefined && start !== null && start._connected ? start : null;
}
