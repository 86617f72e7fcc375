// The CSS tokenizer (CSS Syntax 3, section 4), for selectors and style sheets.
//
// A token is {type, value, start, end}, with `start` and `end` in the text. Types: "ident", "function"
// (its value is the name), "at", "hash" (with `isId`), "string", "url", "number" and "percentage" and
// "dimension" (with `number`, `isInteger`, `unit`, `text`), "space", "delim", "bad", "cdo", "cdc",
// and the marks ":", ";", ",", "(", ")", "[", "]", "{", "}".

const CSS_ESCAPE = String.raw`\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|[^\n\r\f0-9a-fA-F]|$)`;
const CSS_NAME_PART = String.raw`(?:[-\w\u0080-\uffff]|${CSS_ESCAPE})`;
const CSS_IDENT = new RegExp(
  String.raw`(?:--|-?(?:[A-Za-z_\u0080-\uffff]|${CSS_ESCAPE}))${CSS_NAME_PART}*`,
  "y",
);
const CSS_NAME = new RegExp(`${CSS_NAME_PART}+`, "y");
const CSS_NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const CSS_STRING_ESCAPE = /\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|\r\n|[^]|$)/y;
const CSS_SPACE = /[ \t\n\r\f]+/y;
const CSS_COMMENT = /\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y;
const CSS_URL =
  /[uU][rR][lL]\([ \t\n\r\f]*((?:[^"'()\\ \t\n\r\f]|\\[^\n\r\f])*)[ \t\n\r\f]*(?:\)|$)/y;
const CSS_BAD_URL = /(?:[^)\\]|\\[^])*\)?/y;
const CSS_MARKS = ":;,()[]{}";

function takeToken(pattern, text, at) {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null ? null : found[0];
}

function escapedCharacter(hex) {
  const code = parseInt(hex, 16);
  const isWrong = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isWrong ? "\ufffd" : String.fromCodePoint(code);
}

// A name without its escapes.
export function unescapeCSS(text) {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|([^]|$))/g,
    (match, hex, character) => (hex === undefined ? character || "\ufffd" : escapedCharacter(hex)),
  );
}

// A string token from its opening quote on. One that a line break ends is "bad".
function stringToken(text, start) {
  const quote = text[start];
  let at = start + 1;
  let from = at;
  let value = "";
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === quote) break;
    if (character === "\n" || character === "\r" || character === "\f") {
      return { type: "bad", value: "string", start, end: at };
    }
    if (character !== "\\") continue;
    value += text.slice(from, at);
    const escaped = takeToken(CSS_STRING_ESCAPE, text, at);
    if (!/^\\(?:[\n\r\f]|$)/.test(escaped)) value += unescapeCSS(escaped);
    at += escaped.length - 1;
    from = at + 1;
  }
  value += text.slice(from, at);
  return { type: "string", value, start, end: Math.min(at + 1, text.length) };
}

function numberToken(text, start, digits) {
  let end = start + digits.length;
  const token = { type: "number", value: digits, start, end, number: Number(digits), unit: "" };
  token.isInteger = !/[.eE]/.test(digits);
  if (text[end] === "%") {
    token.type = "percentage";
    token.end = end + 1;
    return token;
  }
  const unit = takeToken(CSS_IDENT, text, end);
  if (unit !== null) {
    end += unit.length;
    token.type = "dimension";
    token.unit = unescapeCSS(unit);
    token.end = end;
  }
  return token;
}

function identToken(text, start, name) {
  const end = start + name.length;
  if (text[end] !== "(") return { type: "ident", value: unescapeCSS(name), start, end };
  if (/^url$/i.test(name) && !/^[ \t\n\r\f]*["']/.test(text.slice(end + 1, end + 40))) {
    CSS_URL.lastIndex = start;
    const found = CSS_URL.exec(text);
    if (found !== null) {
      return { type: "url", value: unescapeCSS(found[1]), start, end: start + found[0].length };
    }
    const rest = takeToken(CSS_BAD_URL, text, end);
    return { type: "bad", value: "url", start, end: end + rest.length };
  }
  return { type: "function", value: unescapeCSS(name), start, end: end + 1 };
}

function nextToken(text, start) {
  const character = text[start];
  if (CSS_MARKS.includes(character)) {
    return { type: character, value: character, start, end: start + 1 };
  }
  if (character === '"' || character === "'") return stringToken(text, start);
  const digits = takeToken(CSS_NUMBER, text, start);
  if (digits !== null) return numberToken(text, start, digits);
  if (text.startsWith("-->", start)) return { type: "cdc", value: "-->", start, end: start + 3 };
  const name = takeToken(CSS_IDENT, text, start);
  if (name !== null) return identToken(text, start, name);
  if (character === "#" || character === "@") {
    const rest = takeToken(character === "#" ? CSS_NAME : CSS_IDENT, text, start + 1);
    if (rest !== null) {
      const end = start + 1 + rest.length;
      const token = {
        type: character === "#" ? "hash" : "at",
        value: unescapeCSS(rest),
        start,
        end,
      };
      if (character === "#") token.isId = takeToken(CSS_IDENT, text, start + 1) !== null;
      return token;
    }
  }
  if (text.startsWith("<!--", start)) return { type: "cdo", value: "<!--", start, end: start + 4 };
  return { type: "delim", value: character, start, end: start + 1 };
}

// All tokens of a text; comments leave none.
export function cssTokens(source) {
  const text = source.replaceAll("\0", "\ufffd");
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    const space = takeToken(CSS_SPACE, text, at);
    if (space !== null) {
      tokens.push({ type: "space", value: " ", start: at, end: at + space.length });
      at += space.length;
      continue;
    }
    if (text[at] === "/" && text[at + 1] === "*") {
      at += takeToken(CSS_COMMENT, text, at).length;
      continue;
    }
    const token = nextToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

// What `CSS.escape` does (CSSOM 2.1): any text as a name.
export function escapeCSS(value) {
  const text = String(value);
  let escaped = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const code = text.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    if (code === 0) escaped += "\ufffd";
    else if (code < 32 || code === 127) escaped += `\\${code.toString(16)} `;
    else if (isDigit && (i === 0 || (i === 1 && text[0] === "-"))) {
      escaped += `\\${code.toString(16)} `;
    } else if (text === "-") escaped += "\\-";
    else if (code >= 128 || /[-\w]/.test(character)) escaped += character;
    else escaped += `\\${character}`;
  }
  return escaped;
}
