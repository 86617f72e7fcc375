// CSSStyleDeclaration over the style attribute (CSSOM 6.6). What changes nothing writes nothing.

import { expose } from "./expose.js";
import { attribute, setAttributeOf } from "./attributes.js";
import { illegalConstructor } from "./exceptions.js";
import { declarationsOf, declarationText } from "./declarations.js";
import { indexOfKey } from "./collections.js";
import { PROPERTIES, cssName, propertyNamed, scriptName } from "./css-properties.js";
import { checkInstance } from "./own-fields.js";
import { putBehind } from "./stand-ins.js";
import { normalValue } from "./css-values.js";

// Declarations of one element, in the order in which they are written. `read` and `write` are where their text is.
export class CSSStyleDeclaration {
  constructor(read, write) {
    if (read === undefined) illegalConstructor("CSSStyleDeclaration");
    Object.defineProperties(this, {
      _read: { value: read },
      _write: { value: write },
      _text: { value: null, writable: true },
      _known: { value: null, writable: true },
    });
  }

  // Property name to {value, important}; read again when the text is another one.
  get _declarations() {
    const text = this._read();
    if (text !== this._text || this._known === null) {
      this._text = text;
      this._known = declarationsOf(text);
    }
    return this._known;
  }

  _save(declarations) {
    const text = declarationText(declarations);
    this._known = declarations;
    this._text = text;
    this._write(text);
  }

  get cssText() {
    return declarationText(this._declarations);
  }

  set cssText(text) {
    this._save(declarationsOf(String(text)));
  }

  get length() {
    return this._declarations.size;
  }

  get parentRule() {
    return null;
  }

  item(index) {
    return [...this._declarations.keys()][index >>> 0] ?? "";
  }

  getPropertyValue(property) {
    return this._declarations.get(propertyNamed(String(property)))?.value ?? "";
  }

  getPropertyPriority(property) {
    return this._declarations.get(propertyNamed(String(property)))?.important ? "important" : "";
  }

  setProperty(property, value, priority = "") {
    const name = propertyNamed(String(property));
    if (name === null) return;
    const text = value === null || value === undefined ? "" : String(value);
    if (text === "" || (text.trim() === "" && !name.startsWith("--"))) {
      this.removeProperty(name);
      return;
    }
    const level = priority === null || priority === undefined ? "" : String(priority).toLowerCase();
    if (level !== "" && level !== "important") return;
    const normal = normalValue(name, text);
    if (normal === null) return;
    const important = level === "important";
    const declarations = this._declarations;
    const known = declarations.get(name);
    if (known !== undefined && known.value === normal && known.important === important) return;
    const changed = new Map(declarations);
    changed.set(name, { value: normal, important });
    this._save(changed);
  }

  removeProperty(property) {
    const name = propertyNamed(String(property));
    const declarations = this._declarations;
    const known = declarations.get(name);
    if (known === undefined) return "";
    const left = new Map(declarations);
    left.delete(name);
    this._save(left);
    return known.value;
  }

  [Symbol.iterator]() {
    return this._declarations.keys();
  }
}

// A member for each property, by index too. They are behind the prototype, where they cost nothing before one is
// asked for: there are more than a thousand.
const propertyMembers = {
  get(object, key, style) {
    const index = indexOfKey(key);
    if (index >= 0) return style.item(index) || undefined;
    const name = typeof key === "string" ? cssName(key) : null;
    return name === null ? Reflect.get(object, key, style) : style.getPropertyValue(name);
  },
  set(_, key, value, style) {
    const name = typeof key === "string" ? cssName(key) : null;
    if (name !== null) {
      style.setProperty(name, value === null ? "" : value);
      return true;
    }
    const descriptor = { value, writable: true, enumerable: true, configurable: true };
    return Reflect.defineProperty(style, key, descriptor);
  },
  has(object, key) {
    return (typeof key === "string" && cssName(key) !== null) || key in object;
  },
  ownKeys() {
    return [...new Set([...PROPERTIES].flatMap((name) => [scriptName(name), name])), "cssFloat"];
  },
  getOwnPropertyDescriptor(_, key) {
    if (typeof key !== "string" || cssName(key) === null) return undefined;
    return { value: "", writable: true, enumerable: true, configurable: true };
  },
};
putBehind(CSSStyleDeclaration, new Proxy({}, propertyMembers));

function styleOf(element) {
  checkInstance(element);
  element._style ??= new CSSStyleDeclaration(
    () => attribute(element, "style") ?? "",
    (text) => setAttributeOf(element, "style", text),
  );
  return element._style;
}

// Give a class of elements its `style`; a text that is assigned to it is its cssText.
export function makeStyled(type) {
  Object.defineProperty(type.prototype, "style", {
    configurable: true,
    enumerable: true,
    get() {
      return styleOf(this);
    },
    set(text) {
      styleOf(this).cssText = text;
    },
  });
}

expose(CSSStyleDeclaration);
