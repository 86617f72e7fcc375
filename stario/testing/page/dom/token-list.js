// DOMTokenList (DOM standard 7.1).

import { expose } from "./expose.js";
import { StaticItems, IndexedList } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { setAttributeOf } from "./attributes.js";
import { checkInstance } from "./own-fields.js";

export function tokensOf(text) {
  return [...new Set(text.split(/[\t\n\f\r ]+/))].filter((token) => token !== "");
}

class TokenItems extends StaticItems {
  constructor(element, name) {
    super([]);
    this.element = element;
    this.name = name;
    this.text = "";
  }

  // The tokens, read again when the attribute's text is another one.
  now() {
    const text = this.element._attributes.get(this.name) ?? "";
    if (text !== this.text) {
      this.text = text;
      this.nodes = tokensOf(text);
    }
    return this.nodes;
  }

  get length() {
    return this.now().length;
  }

  at(index) {
    return this.now()[index];
  }

  iterator() {
    return this.now()[Symbol.iterator]();
  }
}

function checkToken(token, method) {
  if (token === "") {
    throwDOM(
      "SyntaxError",
      failed(method, "DOMTokenList", "The token provided must not be empty."),
    );
  }
  if (/[\t\n\f\r ]/.test(token)) {
    const reason = `The token provided ('${token}') contains HTML space characters, which are not valid in tokens.`;
    throwDOM("InvalidCharacterError", failed(method, "DOMTokenList", reason));
  }
}

export class DOMTokenList extends IndexedList {
  // `supported` are the tokens that the browser knows, for lists that can tell.
  constructor(element, name, supported = null) {
    checkInstance(element);
    super(new TokenItems(element, name));
    this._supported = supported;
  }

  get value() {
    return this._items.element._attributes.get(this._items.name) ?? "";
  }

  set value(value) {
    setAttributeOf(this._items.element, this._items.name, String(value));
  }

  contains(token) {
    return this._items.now().includes(String(token));
  }

  add(...tokens) {
    const texts = tokens.map(String);
    for (const token of texts) checkToken(token, "add");
    update(this._items, [...new Set([...this._items.now(), ...texts])]);
  }

  remove(...tokens) {
    const texts = tokens.map(String);
    for (const token of texts) checkToken(token, "remove");
    update(
      this._items,
      this._items.now().filter((token) => !texts.includes(token)),
    );
  }

  toggle(token, force) {
    const text = String(token);
    checkToken(text, "toggle");
    if (this._items.now().includes(text)) {
      if (force !== undefined && force) return true;
      update(
        this._items,
        this._items.now().filter((each) => each !== text),
      );
      return false;
    }
    if (force !== undefined && !force) return false;
    update(this._items, [...this._items.now(), text]);
    return true;
  }

  replace(token, by) {
    const from = String(token);
    const to = String(by);
    for (const each of [from, to]) if (each === "") checkToken(each, "replace");
    for (const each of [from, to]) checkToken(each, "replace");
    const tokens = this._items.now();
    if (!tokens.includes(from)) return false;
    update(this._items, [...new Set(tokens.map((each) => (each === from ? to : each)))]);
    return true;
  }

  supports(token) {
    if (this._supported === null) {
      const reason = "DOMTokenList has no supported tokens.";
      throw new TypeError(failed("supports", "DOMTokenList", reason));
    }
    return this._supported.has(String(token).toLowerCase());
  }

  forEach(callback, receiver) {
    const items = this._items;
    for (let i = 0; i < items.length; i++)
      Reflect.apply(callback, receiver, [items.at(i), i, this]);
  }

  entries() {
    return [...this._items.now()].entries();
  }

  keys() {
    return [...this._items.now()].keys();
  }

  values() {
    return this[Symbol.iterator]();
  }

  toString() {
    return this.value;
  }
}

// "Update steps": an attribute that is not there is not made for an empty list. What is there is written even if
// it stays the same, as browsers do.
function update(items, tokens) {
  const { element, name } = items;
  if (!element._attributes.has(name) && tokens.length === 0) return;
  setAttributeOf(element, name, tokens.join(" "));
}

expose(DOMTokenList);
