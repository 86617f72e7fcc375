// Lists of media queries (Media Queries 5, section 3): how they are written back, and whether they match.

import { withoutRemarks } from "./css-blocks.js";
import { cssTokens } from "./css-tokens.js";
import { splitOutside } from "./declarations.js";
import { mediaFeature } from "./media-features.js";
import { joined, negated } from "./three-values.js";

const NO_QUERY = {};
const NO_TYPES = new Set(["and", "layer", "not", "only", "or"]);
const MOST_LISTS = 200;
const knownLists = new Map();

// {texts, matches} of a list: each query as it is written back, and whether one of them holds. An empty list does.
export function mediaQueriesOf(text) {
  let known = knownLists.get(text);
  if (known === undefined) {
    if (knownLists.size >= MOST_LISTS) knownLists.clear();
    const plain = withoutRemarks(text);
    const queries = plain.trim() === "" ? [] : splitOutside(plain, ",").map(queryOf);
    known = {
      texts: queries.map((query) => query.text),
      matches: queries.length === 0 || queries.some(({ value }) => value === true),
    };
    knownLists.set(text, known);
  }
  return known;
}

export function mediaMatches(text) {
  return mediaQueriesOf(text).matches;
}

// What is no query holds for no medium.
function queryOf(text) {
  try {
    return new QueryReader(text, cssTokens(text)).query();
  } catch (problem) {
    if (problem !== NO_QUERY) throw problem;
    return { text: "not all", value: false };
  }
}

// A value is true, false, or null where something is not known.
class QueryReader {
  constructor(text, tokens) {
    this.text = text;
    this.tokens = tokens.filter(({ type }) => type !== "space");
    this.at = 0;
  }

  // The word that comes next, or null.
  word() {
    const token = this.tokens[this.at];
    return token?.type === "ident" ? token.value.toLowerCase() : null;
  }

  query() {
    const isNegation = this.word() === "not" && this.tokens[this.at + 1]?.type !== "ident";
    return this.ended(this.word() === null || isNegation ? this.condition(true) : this.ofType());
  }

  ended(found) {
    if (this.at < this.tokens.length) throw NO_QUERY;
    return found;
  }

  // Such as "only screen and (color)".
  ofType() {
    let type = this.word();
    let prefix = "";
    if (type === "not" || type === "only") {
      prefix = `${type} `;
      this.at++;
      type = this.word();
    }
    if (type === null || NO_TYPES.has(type)) throw NO_QUERY;
    this.at++;
    let text = prefix + type;
    let value = type === "all" || type === "screen";
    if (this.word() === "and") {
      this.at++;
      const condition = this.condition(false);
      text += ` and ${condition.text}`;
      value = joined("and", [value, condition.value]);
    }
    return { text, value: prefix === "not " ? negated(value) : value };
  }

  condition(mayBeAny) {
    if (this.word() === "not") {
      this.at++;
      const { text, value } = this.inBrackets();
      return { text: `not ${text}`, value: negated(value) };
    }
    const parts = [this.inBrackets()];
    const word = this.word();
    if (word !== "and" && !(word === "or" && mayBeAny)) return parts[0];
    while (this.word() === word) {
      this.at++;
      parts.push(this.inBrackets());
    }
    return {
      text: parts.map(({ text }) => text).join(` ${word} `),
      value: joined(
        word,
        parts.map(({ value }) => value),
      ),
    };
  }

  // A condition, a feature, or what is kept as it is since nobody knows it.
  inBrackets() {
    const start = this.tokens[this.at];
    if (start?.type !== "(" && start?.type !== "function") throw NO_QUERY;
    const from = this.at + 1;
    const close = this.closing();
    this.at = close + 1;
    const end = this.tokens[close];
    const raw = this.text.slice(start.start, end?.end);
    const unknown = { text: end === undefined ? `${raw})` : raw, value: null };
    if (start.type === "function") return unknown;
    const inner = this.tokens[from];
    const isCondition =
      inner?.type === "(" || (inner?.value === "not" && this.tokens[from + 1]?.type === "(");
    const found = isCondition
      ? this.nested(from, close)
      : mediaFeature(this.text.slice(start.end, end?.start));
    return found === null ? unknown : { text: `(${found.text})`, value: found.value };
  }

  nested(from, close) {
    const reader = new QueryReader(this.text, this.tokens.slice(from, close));
    try {
      return reader.ended(reader.condition(true));
    } catch (problem) {
      if (problem !== NO_QUERY) throw problem;
      return null;
    }
  }

  closing() {
    let depth = 0;
    for (let i = this.at; i < this.tokens.length; i++) {
      const { type } = this.tokens[i];
      if (type === "(" || type === "function") depth++;
      else if (type === ")" && --depth === 0) return i;
    }
    return this.tokens.length;
  }
}
