// A tree changes its document (DOM standard 4.5, "adopt").

import { definitionsExist, reactTo } from "./custom-elements.js";
import { following } from "./node.js";

export function adoptTree(root, document) {
  const before = root._document;
  for (let node = root; node !== null; node = following(node, root)) {
    node._document = document;
    if (node._kind !== 1) continue;
    if (node._shadow !== null) adoptTree(node._shadow, document);
    node._adopted?.(before);
    if (definitionsExist()) reactTo(node, "adopted", [before, document]);
  }
}
