// Reads selectors (Selectors 4, as far as Chromium has them) into lists of complex selectors.
//
// A complex selector is {compounds, combinators}: `combinators[i]` stands before `compounds[i]`, one of
// " ", ">", "+", "~", and "" before the first one unless the selector is relative. A compound is {namespace,
// name, simples, pseudoElement}; namespace and name are undefined where nothing is said, "*" for any,
// and the namespace null for none.

import { cssTokens } from "./css-tokens.js";
import {
  CLASSES_WITHOUT_ARGUMENT,
  ELEMENTS_OF_ONE_COLON,
  argumentOfElement,
  classWithArgument,
  isPseudoElement,
  mayFollowPseudoElement,
} from "./selector-names.js";

// What a parser throws; it never leaves this folder.
export class SelectorProblem extends Error {}

function invalidSelector() {
  throw new SelectorProblem("not a valid selector");
}

// Tokens of a selector and a place in them. `prefixes` are declared namespaces, `nested` is whether a
// selector may begin with a combinator, as in a rule within a rule.
export class SelectorReader {
  constructor(tokens, prefixes, extensions) {
    this.tokens = tokens;
    this.extensions = extensions;
    this.at = 0;
    this.prefixes = prefixes;
    this.inHas = false;
    this.inArgument = false;
  }

  get next() {
    return this.tokens[this.at];
  }

  is(type, value) {
    const token = this.tokens[this.at];
    return (
      token !== undefined && token.type === type && (value === undefined || token.value === value)
    );
  }

  eat(type, value) {
    return this.is(type, value) ? this.tokens[this.at++] : null;
  }

  spaces() {
    let some = false;
    while (this.eat("space") !== null) some = true;
    return some;
  }

  // The end of a function or of a block: an end of the text closes them all.
  close(mark) {
    this.spaces();
    if (this.next === undefined) return;
    if (this.eat(mark) === null) invalidSelector();
  }

  // Past everything up to a comma or to the end of these parentheses.
  skipArgument() {
    const open = [];
    for (; this.next !== undefined; this.at++) {
      const { type } = this.next;
      if (open.length === 0 && (type === "," || type === ")")) return;
      if (type === "(" || type === "function") open.push(")");
      else if (type === "[") open.push("]");
      else if (type === "{") open.push("}");
      else if (type === open[open.length - 1]) open.pop();
    }
  }

  list(relative) {
    const selectors = [];
    do selectors.push(this.complex(relative));
    while (this.eat(",") !== null);
    return selectors;
  }

  // A list from which what is not valid is left out (:is and :where).
  forgivingList() {
    const selectors = [];
    do {
      const start = this.at;
      try {
        const selector = this.complex(false);
        this.spaces();
        // Chromium takes this for the beginning of a rule's block, and the list for finished.
        if (this.is("{")) return selectors;
        if (this.next !== undefined && !this.is(",") && !this.is(")")) invalidSelector();
        selectors.push(selector);
      } catch (error) {
        if (!(error instanceof SelectorProblem)) throw error;
        this.at = start;
        this.skipArgument();
      }
    } while (this.eat(",") !== null);
    return selectors;
  }

  complex(relative) {
    const compounds = [];
    const combinators = [];
    this.spaces();
    combinators.push((relative && (this.combinatorMark() ?? " ")) || "");
    for (;;) {
      this.spaces();
      const compound = this.compound();
      compounds.push(compound);
      const space = this.spaces();
      const mark = this.combinatorMark();
      if (mark === null) {
        if (!space || this.next === undefined || this.is(",") || this.is(")") || this.is("{"))
          break;
      }
      if (compound.pseudoElement !== null) invalidSelector();
      combinators.push(mark ?? " ");
    }
    return { compounds, combinators };
  }

  combinatorMark() {
    for (const mark of [">", "+", "~"]) if (this.eat("delim", mark) !== null) return mark;
    return null;
  }

  compound() {
    const start = this.at;
    const compound = { ...this.typeName(), simples: [], pseudoElement: null };
    for (;;) {
      const simple = this.simple(compound);
      if (simple === null) break;
      if (simple.kind !== "element") compound.simples.push(simple);
    }
    if (this.at === start) invalidSelector();
    return compound;
  }

  // `name`, `*`, `prefix|name`, `*|name`, `|name`, or nothing at all.
  typeName() {
    const start = this.at;
    const first = this.eat("ident") ?? this.eat("delim", "*");
    if (this.is("delim", "|") && !this.isBefore("delim", "=") && !this.isBefore("delim", "|")) {
      this.at++;
      const second = this.eat("ident") ?? this.eat("delim", "*");
      if (second === null) invalidSelector();
      return { namespace: this.namespaceOf(first), name: nameOfType(second) };
    }
    if (first === null) {
      this.at = start;
      return { namespace: this.prefixes?.get(""), name: undefined };
    }
    return { namespace: this.prefixes?.get(""), name: nameOfType(first) };
  }

  isBefore(type, value) {
    const token = this.tokens[this.at + 1];
    return token !== undefined && token.type === type && token.value === value;
  }

  namespaceOf(prefix) {
    if (prefix === null) return null;
    if (prefix.type === "delim") return "*";
    const namespace = this.prefixes?.get(prefix.value);
    if (namespace === undefined) invalidSelector();
    return namespace;
  }

  simple(compound) {
    const token = this.next;
    if (token === undefined) return null;
    if (token.type === ":") return this.pseudo(compound);
    const isAfterElement = compound.pseudoElement !== null;
    let simple = null;
    if (token.type === "hash") {
      if (!token.isId) invalidSelector();
      this.at++;
      simple = { kind: "id", value: token.value };
    } else if (token.type === "delim" && token.value === ".") {
      this.at++;
      const name = this.eat("ident") ?? invalidSelector();
      simple = { kind: "class", value: name.value };
    } else if (token.type === "[") {
      this.at++;
      simple = this.attribute();
    } else if (token.type === "delim" && token.value === "&") {
      this.at++;
      simple = { kind: "nesting" };
    }
    if (simple !== null && isAfterElement) invalidSelector();
    return simple;
  }

  attribute() {
    this.spaces();
    let { namespace, name } = { namespace: null, name: undefined };
    const first = this.eat("ident") ?? this.eat("delim", "*");
    if (this.is("delim", "|") && !this.isBefore("delim", "=")) {
      this.at++;
      namespace = this.namespaceOf(first);
      name = (this.eat("ident") ?? invalidSelector()).value;
    } else {
      if (first === null || first.type === "delim") invalidSelector();
      name = first.value;
    }
    this.spaces();
    const simple = { kind: "attribute", namespace, name, operator: "", value: "", flag: "" };
    if (this.next !== undefined && !this.is("]")) {
      simple.operator = this.operator();
      this.spaces();
      simple.value = (this.eat("ident") ?? this.eat("string") ?? invalidSelector()).value;
      this.spaces();
      const flag = this.eat("ident");
      if (flag !== null && !/^i$/i.test(flag.value)) invalidSelector();
      simple.flag = flag === null ? "" : "i";
    }
    this.close("]");
    return simple;
  }

  operator() {
    for (const mark of ["~", "|", "^", "$", "*"]) {
      if (this.is("delim", mark)) {
        this.at++;
        return this.eat("delim", "=") === null ? invalidSelector() : `${mark}=`;
      }
    }
    return this.eat("delim", "=") === null ? invalidSelector() : "=";
  }

  pseudo(compound) {
    this.at++;
    const isElement = this.eat(":") !== null;
    const token = this.eat("ident") ?? this.eat("function") ?? invalidSelector();
    const name = token.value.toLowerCase();
    const hasArgument = token.type === "function";
    if (isElement || (!hasArgument && ELEMENTS_OF_ONE_COLON.has(name))) {
      return this.pseudoElement(compound, name, hasArgument);
    }
    if (compound.pseudoElement !== null && !mayFollowPseudoElement(compound.pseudoElement, name)) {
      invalidSelector();
    }
    if (!hasArgument) {
      if (CLASSES_WITHOUT_ARGUMENT.has(name)) return { kind: "pseudo", name };
      const test = this.extensions?.plain[name] ?? invalidSelector();
      return { kind: "pseudo", name, test };
    }
    const read =
      classWithArgument(name) ?? this.extensions?.withArgument[name] ?? invalidSelector();
    const simple = read(this, name);
    this.close(")");
    return simple;
  }

  pseudoElement(compound, name, hasArgument) {
    if (this.inArgument || !isPseudoElement(name, hasArgument)) invalidSelector();
    if (hasArgument) {
      compound.argument = argumentOfElement(this, name);
      this.close(")");
    }
    compound.pseudoElement = name;
    return { kind: "element" };
  }
}

// `*` says nothing; `\\*` is a name.
function nameOfType(token) {
  return token.type === "delim" ? undefined : token.value;
}

// The selectors of a text. Raises SelectorProblem. With `nested`, each may begin with a combinator. `extensions`
// are pseudo-classes that CSS does not have: {plain, withArgument}, of tests and of functions that read them.
export function parseSelectors(text, { prefixes = null, nested = false, extensions = null } = {}) {
  const tokens = cssTokens(text);
  if (tokens.some((token) => token.type === "bad")) invalidSelector();
  const reader = new SelectorReader(tokens, prefixes, extensions);
  const selectors = nested ? nestedList(reader) : reader.list(false);
  reader.spaces();
  if (reader.next !== undefined) invalidSelector();
  return selectors;
}

function nestedList(reader) {
  const selectors = [];
  do {
    reader.spaces();
    const begins = reader.is("delim", ">") || reader.is("delim", "+") || reader.is("delim", "~");
    selectors.push(reader.complex(begins));
  } while (reader.eat(",") !== null);
  return selectors;
}
