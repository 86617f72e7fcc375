// Markup with the shadow trees that it declares: getHTML, setHTMLUnsafe, parseHTMLUnsafe (HTML standard 8.5.2 and 8.5.3).

import { Document } from "./document.js";
import { Element } from "./element.js";
import { failed, needsArguments } from "./exceptions.js";
import { HTMLDocument, parseHTMLDocument } from "./implementation.js";
import { setInnerHTML } from "./markup.js";
import { mixin } from "./parent-node.js";
import { childrenHTML } from "./serializer.js";
import { ShadowRoot } from "./shadow.js";

// What `getHTML` is given, as {all, roots}.
function wantedShadows(options, type) {
  const refuse = (reason) => {
    throw new TypeError(failed("getHTML", type, reason));
  };
  if (options === null) return { all: false, roots: [] };
  if (typeof options !== "object" && typeof options !== "function") {
    refuse("The provided value is not of type 'GetHTMLOptions'.");
  }
  const all = Boolean(options.serializableShadowRoots);
  const { shadowRoots = [] } = options;
  const property = "Failed to read the 'shadowRoots' property from 'GetHTMLOptions': ";
  if (typeof shadowRoots?.[Symbol.iterator] !== "function") {
    refuse(`${property}The provided value cannot be converted to a sequence.`);
  }
  const roots = [...shadowRoots];
  if (roots.some((root) => !(root instanceof ShadowRoot))) {
    refuse(`${property}Failed to convert value to 'ShadowRoot'.`);
  }
  return { all, roots };
}

function markupMembers(type) {
  return {
    getHTML(options = {}) {
      const { all, roots } = wantedShadows(options, type);
      return childrenHTML(this, (shadow) => (all && shadow.serializable) || roots.includes(shadow));
    },
    setHTMLUnsafe(markup) {
      needsArguments("setHTMLUnsafe", type, 1, arguments.length);
      setInnerHTML(this, String(markup), { shadows: true });
    },
  };
}
mixin(Element, markupMembers("Element"));
mixin(ShadowRoot, markupMembers("ShadowRoot"));

const statics = {
  parseHTMLUnsafe(markup) {
    needsArguments("parseHTMLUnsafe", "Document", 1, arguments.length);
    const document = new HTMLDocument();
    parseHTMLDocument(document, String(markup), { isPage: false, shadows: true });
    return document;
  },
};
Object.defineProperties(Document, Object.getOwnPropertyDescriptors(statics));
