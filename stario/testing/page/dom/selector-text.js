// How the selectors of a rule are written back (CSSOM 6.5.2): only ones that are valid.

import { cssTokens } from "./css-tokens.js";
import { ELEMENTS_OF_ONE_COLON } from "./selector-names.js";

const TAKES_SELECTORS = new Set(
  "is not where has host host-context slotted -webkit-any cue current".split(" "),
);
const NTH_WORDS = new Map([
  ["odd", "2n+1"],
  ["even", "2n"],
]);

class SelectorWriter {
  constructor(text) {
    this.text = text;
    this.tokens = cssTokens(text);
    this.at = 0;
  }

  // As it is written, the next token with it.
  take() {
    const { start, end } = this.tokens[this.at++];
    return this.text.slice(start, end);
  }

  is(type, value) {
    const token = this.tokens[this.at];
    return (
      token !== undefined && token.type === type && (value === undefined || token.value === value)
    );
  }

  // One text for each selector, up to the end of these parentheses.
  list() {
    const texts = [""];
    let isApart = false;
    while (this.at < this.tokens.length && !this.is(")")) {
      const last = texts.at(-1);
      if (this.is("space")) {
        this.at++;
        isApart = true;
      } else if (this.is(",")) {
        this.at++;
        texts.push("");
        isApart = false;
      } else if (this.isCombinator()) {
        texts[texts.length - 1] += `${last === "" ? "" : " "}${this.take()} `;
        isApart = false;
      } else {
        const gap = isApart && last !== "" && !last.endsWith(" ") ? " " : "";
        texts[texts.length - 1] += gap + this.simple();
        isApart = false;
      }
    }
    this.at++;
    return texts;
  }

  isCombinator() {
    return this.is("delim", ">") || this.is("delim", "+") || this.is("delim", "~");
  }

  simple() {
    if (this.is(":")) return this.pseudo();
    if (this.is("[")) return this.attribute();
    if (this.is("delim", ".")) return this.take() + this.take();
    if (this.is("ident")) return this.take().toLowerCase();
    if (!this.is("delim", "*")) return this.take();
    this.at++;
    const says = this.is(":") || this.is("[") || this.is("hash") || this.is("delim", ".");
    return says ? "" : "*";
  }

  pseudo() {
    this.at++;
    let colons = ":";
    if (this.is(":")) colons += this.take();
    const isFunction = this.is("function");
    const name = this.take().toLowerCase();
    if (!isFunction) return (ELEMENTS_OF_ONE_COLON.has(name) ? "::" : colons) + name;
    const bare = name.slice(0, -1);
    if (bare.startsWith("nth-")) return `${colons}${name}${this.nth()})`;
    const inner = TAKES_SELECTORS.has(bare) ? this.list().join(", ") : this.words(")");
    return `${colons}${name}${inner})`;
  }

  nth() {
    let step = "";
    while (this.at < this.tokens.length && !this.is(")") && !this.is("ident", "of")) {
      const token = this.take();
      if (token.trim() !== "") step += token.toLowerCase();
    }
    const written = NTH_WORDS.get(step) ?? step;
    const isOf = this.is("ident", "of");
    this.at++;
    return isOf ? `${written} of ${this.list().join(", ")}` : written;
  }

  // Up to a mark, with one space where there is some.
  words(mark) {
    let text = "";
    while (this.at < this.tokens.length && !this.is(mark)) {
      const isSpace = this.is("space");
      const token = this.take();
      text += isSpace ? " " : token;
    }
    this.at++;
    return text.trim();
  }

  attribute() {
    this.at++;
    let text = "[";
    let hasOperator = false;
    while (this.at < this.tokens.length && !this.is("]")) {
      const { type, value } = this.tokens[this.at];
      const written = this.take();
      if (type === "space") continue;
      if (type === "delim" && value === "=") hasOperator = true;
      if (!hasOperator) text += written.toLowerCase();
      else if (type === "delim") text += written;
      else if (text.endsWith('"')) text += ` ${written.toLowerCase()}`;
      else text += `"${value.replace(/["\\]/g, "\\$&")}"`;
    }
    this.at++;
    return `${text}]`;
  }
}

// In a rule in a rule each of them says what it is about.
export function selectorText(written, isNested) {
  const texts = new SelectorWriter(written).list();
  if (!isNested) return texts.join(", ");
  return texts
    .map((text) => (text.includes("&") && !/^[>+~]/.test(text) ? text : `& ${text}`))
    .join(", ");
}
