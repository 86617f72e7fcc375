// The interfaces that a page finds in its global scope.

const prototypes = new Set();

export function isPrototype(object) {
  return prototypes.has(object);
}

// Whether an object is one of these, or of a class that extends one.
export function isOfPlatform(object) {
  let base = Reflect.getPrototypeOf(object);
  while (base !== null && !prototypes.has(base)) base = Reflect.getPrototypeOf(base);
  return base !== null;
}

export function expose(...types) {
  for (const type of types) {
    prototypes.add(type.prototype);
    Object.defineProperty(globalThis, type.name, {
      value: type,
      writable: true,
      configurable: true,
    });
    if (Object.hasOwn(type.prototype, Symbol.toStringTag)) continue;
    Object.defineProperty(type.prototype, Symbol.toStringTag, {
      value: type.name,
      configurable: true,
    });
  }
}
