// The scripts of a document before it is built, by their tags in normalised HTML: whether one of them holds the
// parser up, and what can be fetched meanwhile.

import { isJavaScriptType } from "./scripts.js";

const TYPE = / type="([^"]*)"/;
const LATER = / (?:async|defer)="/;
// What stands in comments and templates is fetched by nobody. Text in other elements has no tags in it.
const PIECES =
  /<!--[\s\S]*?-->|<style[\s>][\s\S]*?<\/style>|<(\/?)template[\s>]|<script([\s>][^>]*)/y;

function mayHoldUp(tag) {
  const type = TYPE.exec(tag);
  if (type !== null && type[1] !== "" && !isJavaScriptType(type[1])) return false;
  return !(tag.includes(' src="') && LATER.test(tag));
}

// May a script in it have to run before the parser goes on? If not, there is none that sees half a document.
export function mayPause(html) {
  for (let at = html.indexOf("<script"); at >= 0; at = html.indexOf("<script", at + 7)) {
    if (mayHoldUp(html.slice(at + 7, html.indexOf(">", at)))) return true;
  }
  return false;
}

// The sources of all scripts, as browsers look for them ahead of the parser.
export function scriptSources(html) {
  const sources = [];
  let templates = 0;
  // From one tag to the next: an expression that looks for the tags itself takes far longer.
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    PIECES.lastIndex = at;
    const piece = PIECES.exec(html);
    at = piece === null ? at + 1 : PIECES.lastIndex;
    if (piece === null) continue;
    const [text, closing, attributes] = piece;
    if (text.startsWith("<template") || closing) templates += closing ? -1 : 1;
    const source = templates > 0 ? null : / src="([^"]*)"/.exec(attributes ?? "");
    const type = TYPE.exec(attributes ?? "");
    const runs = type === null || /^\s*module\s*$/i.test(type[1]) || isJavaScriptType(type[1]);
    if (source !== null && runs && !attributes.includes(" nomodule=")) {
      sources.push(source[1].replaceAll("&amp;", "&"));
    }
  }
  return sources;
}
