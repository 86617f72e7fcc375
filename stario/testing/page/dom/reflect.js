// Properties that reflect attributes (HTML standard 2.6.1).

import { removeAttributeOf, setAttributeOf, switchAttribute } from "./attributes.js";
import { throwDOM } from "./exceptions.js";
import { DOMTokenList } from "./token-list.js";
import { parseURL } from "./url.js";

// The attribute of a property, where it is not the property's name in lower case.
const ATTRIBUTE_NAMES = {
  htmlFor: "for",
  className: "class",
  acceptCharset: "accept-charset",
  httpEquiv: "http-equiv",
};

// The rules for parsing integers (HTML standard 2.3.4.1), or null.
export function parseInteger(text) {
  const match = /^[\t\n\f\r ]*([-+]?\d+)/.exec(text);
  return match === null ? null : Number(match[1]) + 0; // -0 is 0
}

// One that is no 32-bit integer is none.
export function parseLong(text) {
  const number = parseInteger(text);
  return number === null || number !== (number | 0) ? null : number;
}

export function parseFloating(text) {
  const match = /^[\t\n\f\r ]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(text);
  return match === null ? null : Number(match[1]);
}

const MAX_LONG = 2147483647;

const kinds = {
  string: (name) => ({
    get() {
      return this._attributes.get(name) ?? "";
    },
    set(value) {
      setAttributeOf(this, name, String(value));
    },
  }),

  // null where there is no attribute, and to take it away (ARIA and some others).
  nullable: (name) => ({
    get() {
      return this._attributes.get(name) ?? null;
    },
    set(value) {
      if (value === null || value === undefined) removeAttributeOf(this, name);
      else setAttributeOf(this, name, String(value));
    },
  }),

  boolean: (name) => ({
    get() {
      return this._attributes.has(name);
    },
    set(value) {
      switchAttribute(this, name, Boolean(value));
    },
  }),

  number: (name, fallback = 0) => ({
    get() {
      return parseLong(this._attributes.get(name) ?? "") ?? fallback;
    },
    set(value) {
      setAttributeOf(this, name, String(Number(value) | 0));
    },
  }),

  // Not negative; a negative one is an error, or becomes the fallback, when `positive` is said.
  unsigned: (name, fallback = 0, positive = false) => ({
    get() {
      const number = parseInteger(this._attributes.get(name) ?? "");
      const least = positive ? 1 : 0;
      return number === null || number < least || number > MAX_LONG ? fallback : number;
    },
    set(value) {
      let number = Number(value) >>> 0;
      if (number > MAX_LONG || (positive && number === 0)) number = fallback;
      setAttributeOf(this, name, String(number));
    },
  }),

  // As `number`, without negative values: `maxLength` and its like.
  limited: (name, fallback = -1) => ({
    get() {
      const number = parseInteger(this._attributes.get(name) ?? "");
      return number === null || number < 0 || number > MAX_LONG ? fallback : number;
    },
    set(value) {
      const number = Number(value) | 0;
      if (number < 0) {
        throwDOM("IndexSizeError", `The value provided (${number}) is negative.`);
      }
      setAttributeOf(this, name, String(number));
    },
  }),

  double: (name, fallback = 0) => ({
    get() {
      return parseFloating(this._attributes.get(name) ?? "") ?? fallback;
    },
    set(value) {
      const number = Number(value);
      if (!Number.isFinite(number)) throw new TypeError("The provided double value is non-finite.");
      setAttributeOf(this, name, String(number));
    },
  }),

  url: (name) => ({
    get() {
      const text = this._attributes.get(name);
      if (text === undefined) return "";
      return parseURL(text.trim(), this.baseURI)?.href ?? text;
    },
    set(value) {
      setAttributeOf(this, name, String(value));
    },
  }),

  // Known values in lower case; `missing` and `invalid` stand in for others.
  enumerated: (name, values, missing = "", invalid = missing) => {
    const known = new Set(values);
    return {
      get() {
        const text = this._attributes.get(name);
        if (text === undefined) return missing;
        const lower = text.toLowerCase();
        return known.has(lower) ? lower : invalid;
      },
      set(value) {
        if ((value === null || value === undefined) && missing === null)
          removeAttributeOf(this, name);
        else setAttributeOf(this, name, String(value));
      },
    };
  },

  tokens: (name, supported = null) => {
    const lists = new WeakMap();
    return {
      get() {
        if (!lists.has(this)) {
          const known = supported === null ? null : new Set(supported);
          lists.set(this, new DOMTokenList(this, name, known));
        }
        return lists.get(this);
      },
      set(value) {
        setAttributeOf(this, name, String(value));
      },
    };
  },
};

export const REFERRER_POLICIES = (
  "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin " +
  "strict-origin-when-cross-origin unsafe-url"
).split(" ");
// What `referrerPolicy` is of each class that has it.
export const REFERRER_POLICY = ["enumerated", REFERRER_POLICIES];

// Define properties that reflect attributes: {property: "kind"} or {property: ["kind", ...options]}. The attribute
// is the property's name in lower case; another one is written {property: ["kind:attribute", ...options]}.
export function reflect(type, properties) {
  for (const [property, rule] of Object.entries(properties)) {
    const [kind, ...options] = Array.isArray(rule) ? rule : [rule];
    const [how, given] = kind.split(":");
    const name = given ?? ATTRIBUTE_NAMES[property] ?? property.toLowerCase();
    const accessor = kinds[how](name, ...options);
    Object.defineProperty(type.prototype, property, {
      ...accessor,
      configurable: true,
      enumerable: true,
    });
  }
}
