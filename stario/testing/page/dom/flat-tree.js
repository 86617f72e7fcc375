// The flat tree from above (CSS Scoping 1, section 3.3): what is shown in place of what.

import { following, followingSkipping } from "./node.js";
import { isHTMLNamed } from "./select-state.js";
import { assignedNodesOf } from "./shadow.js";

// What is shown in place of an element's children; null: they themselves.
export function shownIn(element) {
  if (element._shadow !== null) return [...element._shadow.childNodes];
  if (!isHTMLNamed(element, "slot")) return null;
  const assigned = assignedNodesOf(element);
  return assigned.length > 0 ? assigned : null;
}

// The elements that are shown in one, in order.
export function* flatElementsIn(root) {
  const shown = shownIn(root);
  for (const top of shown ?? [...root.childNodes]) {
    let node = top;
    while (node !== null) {
      const isElement = node._kind === 1;
      if (isElement) yield node;
      const isAsItIs = !isElement || shownIn(node) === null;
      if (!isAsItIs) yield* flatElementsIn(node);
      node = isAsItIs ? following(node, top) : followingSkipping(node, top);
    }
  }
}
