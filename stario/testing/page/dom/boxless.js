// What has no box of its own (`display: contents`): it shows if something in it does.

import { hasVisibleText } from "./box-area.js";
import { following, followingSkipping } from "./node.js";

// Is there a text to see in it, or an element that `isShown`, with nothing but such as `isBoxless` around it? In a
// loop: scripts nest elements deeper than calls can be.
export function showsSomething(root, isBoxless, isShown) {
  let node = root._first;
  while (node !== null) {
    const isElement = node._kind === 1;
    if (isElement && isBoxless(node)) {
      node = following(node, root);
      continue;
    }
    if (isElement ? isShown(node) : node._kind === 3 && hasVisibleText(node)) return true;
    node = followingSkipping(node, root);
  }
  return false;
}
