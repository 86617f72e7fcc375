// Finds the rules that may set a property of an element, without looking at all rules.

import { declarationsOf } from "./declarations.js";
import { settersOf } from "./shorthands.js";

const ruleDeclarations = new WeakMap();
const ruleIndexes = new WeakMap();
const WHOLE_KEYWORD = /^(?:inherit|initial|unset|revert|revert-layer)$/i;

// What a list of declarations gives a property: {value, important, setter}, or null. `setter` takes the property's own
// value out of that of a shorthand whose var() is still to be replaced.
export function settingOf(declarations, property) {
  const setters = settersOf(property);
  let found = null;
  for (const [name, { value, important }] of declarations) {
    const setter = setters.get(name);
    if (setter === undefined || (found?.important && !important)) continue;
    const isOwn = name === property || WHOLE_KEYWORD.test(value) || value.includes("var(");
    const own = isOwn ? value : setter(value);
    if (own !== undefined) found = { value: own, important, setter };
  }
  return found;
}

function declarationsOfRule(rule) {
  let declarations = ruleDeclarations.get(rule);
  if (declarations === undefined) {
    ruleDeclarations.set(rule, (declarations = declarationsOf(rule.text)));
  }
  return declarations;
}

// A custom property may have any characters in its name.
function escapedForExpression(name) {
  return name.replace(/[^-\w]/g, "\\$&");
}

// Finds the declarations, in a text of them, that may set a property.
export function setterPattern(property) {
  const names = [...settersOf(property).keys()].map(escapedForExpression).join("|");
  return new RegExp(`(?:^|[;\\s/])(?:${names})\\s*:`);
}

class IndexEntry {
  constructor(rule, order) {
    this.rule = rule;
    this.order = order;
    this.known = undefined;
  }

  given(property) {
    if (this.known === undefined) this.known = settingOf(declarationsOfRule(this.rule), property);
    return this.known;
  }
}

// The rules of a sheet that set one property, in buckets: by an id, a class, a name or an attribute that what they
// match has.
class StyleIndex {
  constructor(rules, property, pseudo) {
    this.buckets = new Map();
    // Of the attributes that are a bucket's key.
    this.attributes = new Set();
    // What one sheet alone says of elements by their name; filled by who asks.
    this.byName = new Map();
    const sets = setterPattern(property);
    rules.forEach((rule, order) => {
      if (rule.pseudo !== pseudo || !sets.test(rule.text)) return;
      const entry = new IndexEntry(rule, order);
      const bucket = this.buckets.get(rule.key);
      if (bucket === undefined) this.buckets.set(rule.key, [entry]);
      else bucket.push(entry);
      if (rule.key.startsWith("[")) this.attributes.add(rule.key.slice(1, -1));
    });
    this.isEmpty = this.buckets.size === 0;
    this.any = this.buckets.get("*");
  }

  // Are all rules that may match it about its name, and about nothing else?
  isByNameAlone(element) {
    if (this.any !== undefined) return false;
    // What is known by the name was found out by this.
    if (!this.byName.has(element._localName)) {
      const bucket = this.buckets.get(element._localName);
      if (bucket !== undefined && !bucket.every(({ rule }) => rule.isPlain)) return false;
    }
    if (this.attributes.size === 0 || element._attributes.size === 0) return true;
    for (const name of element._attributes.keys()) if (this.attributes.has(name)) return false;
    return true;
  }

  bucketsFor(element) {
    const found = [];
    const add = (key) => {
      const bucket = this.buckets.get(key);
      if (bucket !== undefined) found.push(bucket);
    };
    const attributes = element._attributes;
    if (attributes.size > 0) {
      const id = attributes.get("id");
      if (id !== undefined) add(`#${id}`);
      const classes = attributes.get("class");
      if (classes !== undefined) {
        for (const key of classKeysOf(classes)) add(key);
      }
      if (this.attributes.size > 0) {
        for (const name of attributes.keys()) {
          const lower = name.toLowerCase();
          if (this.attributes.has(lower)) add(`[${lower}]`);
        }
      }
    }
    add(element._localName.toLowerCase());
    if (this.any !== undefined) found.push(this.any);
    return found;
  }
}

const MOST_CLASSES = 1000;
const knownClassKeys = new Map();

// The keys of the buckets for the classes of an element.
function classKeysOf(text) {
  let keys = knownClassKeys.get(text);
  if (keys === undefined) {
    if (knownClassKeys.size >= MOST_CLASSES) knownClassKeys.clear();
    keys = [...new Set(text.split(/[ \t\n\r\f]+/))].map((name) => `.${name}`);
    knownClassKeys.set(text, keys);
  }
  return keys;
}

export function styleIndex(rules, property, pseudo) {
  let indexes = ruleIndexes.get(rules);
  if (indexes === undefined) ruleIndexes.set(rules, (indexes = new Map()));
  const name = pseudo === null ? property : `${property}::${pseudo}`;
  let index = indexes.get(name);
  if (index === undefined) indexes.set(name, (index = new StyleIndex(rules, property, pseudo)));
  return index;
}
