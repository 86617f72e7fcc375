// Whom a shadow host that delegates its focus hands it on to (HTML standard 6.6.2, "get the focusable area").

import { isFocusable } from "./focus.js";
import { following } from "./node.js";

export function delegatesFocus(element) {
  return element._shadow !== null && element._shadow.delegatesFocus;
}

// The element that gets the focus for this one; null for none.
function areaOf(element) {
  if (delegatesFocus(element)) return focusDelegateIn(element._shadow);
  return isFocusable(element) ? element : null;
}

// In a tree what asks for it, else the first that can have it.
export function focusDelegateIn(root) {
  let first = null;
  for (let node = following(root, root); node !== null; node = following(node, root)) {
    if (node._kind !== 1) continue;
    const asks = node._attributes.has("autofocus");
    if (first !== null && !asks) continue;
    const area = areaOf(node);
    if (area !== null && asks) return area;
    first ??= area;
  }
  return first;
}
