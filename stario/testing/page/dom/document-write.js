// document.write: into a document that is open, or after the running script while the page is being parsed.

import { tellConsole } from "./console.js";
import { failed, throwDOM } from "./exceptions.js";
import { host } from "./host.js";
import { parseInto } from "./parser.js";
import { parseFragment } from "./markup.js";
import { parserScriptRuns, runningScript, writesAreIgnored } from "./scripts.js";
import { stepwiseParser } from "./stepwise-parser.js";
import { connectParsed, insert } from "./tree.js";

export function writeMarkup(document, text, method) {
  if (!document._isHTMLDocument) {
    const reason = "Only HTML documents support write().";
    throwDOM("InvalidStateError", failed(method, "Document", reason));
  }
  if (parserScriptRuns() && document === globalThis.document) {
    const parser = stepwiseParser();
    const script = runningScript();
    if (parser?.write(text) !== true && script?._parent) {
      insert(script._parent, parseFragment(text, script._parent), script._next);
    }
    return;
  }
  if (writesAreIgnored() && document === globalThis.document) {
    const reason =
      "It isn't possible to write into a document from an asynchronously-loaded external script " +
      "unless it is explicitly opened.";
    tellConsole("warning", [failed(method, "Document", reason)]);
    return;
  }
  if (document._written === undefined || document._written === null) document.open();
  document._written += text;
  while (document._first !== null) document._first.remove();
  const [html, , , owners] = host("parse", document._written.toWellFormed(), document._scripted);
  parseInto(html, document, document, null, document === globalThis.document ? { owners } : null);
  connectParsed(document);
}
