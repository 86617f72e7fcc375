// The interfaces that a page finds in its global scope.

export function expose(...types) {
  for (const type of types) {
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
