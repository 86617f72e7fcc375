// document.write: into a document that is open, or after the running script while the page is being parsed.

import { failed, throwDOM } from "./exceptions.js";
import { host } from "./host.js";
import { parseInto } from "./parser.js";
import { parseFragment } from "./markup.js";
import { runningScript } from "./scripts.js";
import { connectParsed, insert } from "./tree.js";

export function writeMarkup(document, text, method) {
  if (!document._isHTMLDocument) {
    const reason = "Only HTML documents support write().";
    throwDOM("InvalidStateError", failed(method, "Document", reason));
  }
  const script = runningScript();
  if (script !== null && document._readyState === "loading" && script._parent !== null) {
    const fragment = parseFragment(text, script._parent);
    insert(script._parent, fragment, script._next);
    return;
  }
  if (document._written === undefined || document._written === null) document.open();
  document._written += text;
  while (document._first !== null) document._first.remove();
  parseInto(host("parse", document._written.toWellFormed()), document, document);
  connectParsed(document);
}
