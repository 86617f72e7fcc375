// `customElements` (HTML standard 4.13.4).

import { addDefinition, definitionNamed, definitionOf, upgradeTree } from "./custom-elements.js";
import { expose } from "./expose.js";
import { failed, illegalConstructor, needsArguments, throwDOM } from "./exceptions.js";
import { onReset } from "./host.js";
import { isElementName } from "./names.js";
import { Node } from "./node.js";
import { isKnownHTML } from "./registry.js";
import { defineAccessor } from "./window.js";

const RESERVED = new Set(
  "annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name missing-glyph".split(
    " ",
  ),
);
const CALLBACKS = {
  connected: "connectedCallback",
  disconnected: "disconnectedCallback",
  adopted: "adoptedCallback",
  connectedMove: "connectedMoveCallback",
  attributeChanged: "attributeChangedCallback",
};

let waiting = new Map();
let isDefining = false;
let makesRegistry = false;

onReset(() => {
  waiting = new Map();
  isDefining = false;
});

export function isCustomName(name) {
  return /^[a-z][^A-Z]*-[^A-Z]*$/.test(name) && isElementName(name) && !RESERVED.has(name);
}

function refuse(type, reason) {
  throwDOM(type, failed("define", "CustomElementRegistry", reason));
}

function isConstructor(value) {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}

function callbacksOf(prototype) {
  const callbacks = {};
  for (const [key, name] of Object.entries(CALLBACKS)) {
    const callback = prototype[name];
    if (callback === undefined) continue;
    if (typeof callback !== "function") {
      const reason = `"${name}" is not a function`;
      throw new TypeError(failed("define", "CustomElementRegistry", reason));
    }
    callbacks[key] = callback;
  }
  return callbacks;
}

function stringsOf(value) {
  return value === undefined ? [] : [...value].map(String);
}

function definitionFor(name, localName, constructor) {
  isDefining = true;
  try {
    const prototype = constructor.prototype;
    if (typeof prototype !== "object" || prototype === null) {
      const reason = "constructor prototype is not an object";
      throw new TypeError(failed("define", "CustomElementRegistry", reason));
    }
    const callbacks = callbacksOf(prototype);
    const observes = callbacks.attributeChanged !== undefined;
    const observed = new Set(observes ? stringsOf(constructor.observedAttributes) : []);
    const disabled = stringsOf(constructor.disabledFeatures);
    const disablesShadow = disabled.includes("shadow");
    return { name, localName, constructor, callbacks, observed, disablesShadow, stack: [] };
  } finally {
    isDefining = false;
  }
}

export class CustomElementRegistry {
  constructor() {
    if (!makesRegistry) illegalConstructor("CustomElementRegistry");
  }

  define(name, constructor, options) {
    needsArguments("define", "CustomElementRegistry", 2, arguments.length);
    const text = String(name);
    if (typeof constructor !== "function") {
      const reason = "parameter 2 is not of type 'Function'.";
      throw new TypeError(failed("define", "CustomElementRegistry", reason));
    }
    if (!isConstructor(constructor)) {
      const reason = "constructor argument is not a constructor";
      throw new TypeError(failed("define", "CustomElementRegistry", reason));
    }
    if (!isCustomName(text)) {
      refuse("SyntaxError", `"${text}" is not a valid custom element name`);
    }
    if (definitionNamed(text) !== undefined) {
      refuse("NotSupportedError", `the name "${text}" has already been used with this registry`);
    }
    if (definitionOf(constructor) !== undefined) {
      const reason = "this constructor has already been used with this registry";
      refuse("NotSupportedError", reason);
    }
    const extended = options?.extends;
    const localName = extended === undefined || extended === null ? text : String(extended);
    if (localName !== text && (isCustomName(localName) || !isKnownHTML(localName))) {
      const what = isCustomName(localName)
        ? "is a valid custom element name"
        : "is an HTMLUnknownElement";
      refuse("NotSupportedError", `"${localName}" ${what}`);
    }
    if (isDefining) refuse("NotSupportedError", "this registry is already defining an element");
    const definition = definitionFor(text, localName, constructor);
    addDefinition(definition);
    upgradeTree(globalThis.document);
    waiting.get(text)?.resolve(constructor);
    waiting.delete(text);
  }

  get(name) {
    return definitionNamed(String(name))?.constructor;
  }

  getName(constructor) {
    return definitionOf(constructor)?.name ?? null;
  }

  whenDefined(name) {
    const text = String(name);
    if (!isCustomName(text)) {
      try {
        const reason = `'${text}' is not a valid custom element name`;
        throwDOM("SyntaxError", failed("whenDefined", "CustomElementRegistry", reason));
      } catch (error) {
        return Promise.reject(error);
      }
    }
    const definition = definitionNamed(text);
    if (definition !== undefined) return Promise.resolve(definition.constructor);
    if (!waiting.has(text)) waiting.set(text, Promise.withResolvers());
    return waiting.get(text).promise;
  }

  upgrade(root) {
    if (!(root instanceof Node)) {
      const reason = "parameter 1 is not of type 'Node'.";
      throw new TypeError(failed("upgrade", "CustomElementRegistry", reason));
    }
    upgradeTree(root);
  }
}

makesRegistry = true;
const customElements = new CustomElementRegistry();
makesRegistry = false;
defineAccessor("customElements", () => customElements);

expose(CustomElementRegistry);
