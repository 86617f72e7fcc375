// Radio buttons and options care where they are also outside of documents, where no `_inserted` tells them:
// their `_placed` is called there too, after they have come, gone, been parsed, copied or moved.

import { onReset } from "./host.js";
import { following } from "./node.js";

// Until the page has made one of them nothing is looked for.
let controlsWithPlaces = false;

onReset(() => {
  controlsWithPlaces = false;
});

export function noteControlWithPlace() {
  controlsWithPlaces = true;
}

export function placesMatter() {
  return controlsWithPlaces;
}

// The place of a tree is another one. What templates hold are trees of their own.
export function placeTree(root) {
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._kind !== 1) continue;
    if (node._placed !== undefined) node._placed();
    if (node._content) placeTree(node._content);
  }
}
