// Takes the text of a style sheet, or of a block in it, apart (CSS Syntax 3, section 5.4).

import { unescapeCSS } from "./css-tokens.js";

const CSS_PLAIN = /[^;{}"'\\/()[\]]+/y;
const CSS_QUOTED = /"(?:[^"\\\n]|\\[^])*(?:"|\n|$)|'(?:[^'\\\n]|\\[^])*(?:'|\n|$)/y;
const CSS_REMARK = /\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y;
const CSS_BETWEEN = /(?:[ \t\n\r\f;]+|<!--|-->|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))+/y;

function pastMatch(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

// The next place, from `at` on, of a mark that is not in brackets, a string or a comment; the end of the text
// if there is none.
function findMark(text, from, marks) {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    at = pastMatch(CSS_PLAIN, text, at);
    const mark = text[at];
    if (mark === undefined) break;
    if (mark === '"' || mark === "'") at = Math.max(pastMatch(CSS_QUOTED, text, at), at + 1);
    else if (mark === "/") at = Math.max(pastMatch(CSS_REMARK, text, at), at + 1);
    else if (mark === "\\") at += 2;
    else if (depth === 0 && marks.includes(mark)) return at;
    else {
      if (mark === "(" || mark === "[" || mark === "{") depth++;
      else if (depth > 0 && mark !== ";") depth--;
      at++;
    }
  }
  return text.length;
}

export function withoutRemarks(text) {
  return text.includes("/*") ? text.replace(/\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g, "") : text;
}

// The items in order: {kind: "rule", prelude, body}, {kind: "at", name, prelude, body}, where an at-rule
// without a block has the body null, and {kind: "declaration", text}, which only a rule's block has.
export function itemsOf(text, isInRule = false) {
  const items = [];
  let at = pastMatch(CSS_BETWEEN, text, 0);
  while (at < text.length) {
    const isAtRule = text[at] === "@";
    const isCustom = isInRule && text.startsWith("--", at);
    const marks = isCustom ? ";" : isInRule || isAtRule ? ";{" : "{";
    const end = findMark(text, at, marks);
    const head = text.slice(at, end);
    if (text[end] !== "{") {
      if (isAtRule) items.push({ kind: "at", ...atName(head), body: null });
      else if (isInRule) items.push({ kind: "declaration", text: head });
      at = end;
    } else {
      const close = findMark(text, end + 1, "}");
      const body = text.slice(end + 1, close);
      if (isAtRule) items.push({ kind: "at", ...atName(head), body });
      else items.push({ kind: "rule", prelude: head, body });
      at = close + 1;
    }
    at = pastMatch(CSS_BETWEEN, text, at);
  }
  return items;
}

function atName(head) {
  const name = /^@(?:[-\w\u0080-\uffff]|\\[^])+/.exec(head)?.[0] ?? "@";
  return {
    name: unescapeCSS(name.slice(1)).toLowerCase(),
    prelude: withoutRemarks(head.slice(name.length)).trim(),
  };
}
