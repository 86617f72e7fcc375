// The built-ins as they were before any script of a page ran. All modules share this scope, so these names
// mean the same to them whatever a page puts in their place.
/* oxlint-disable no-unused-vars -- it is the other modules that use them */

// A page may change what is in a namespace, too: these are read from a copy.
function copyOf(namespace) {
  const { defineProperties, getOwnPropertyDescriptors } = globalThis.Object;
  const copy =
    typeof namespace === "object"
      ? {}
      : function (...given) {
          return namespace(...given);
        };
  return defineProperties(copy, getOwnPropertyDescriptors(namespace));
}

const JSON = copyOf(globalThis.JSON);
const Math = copyOf(globalThis.Math);
const Object = copyOf(globalThis.Object);
const Reflect = copyOf(globalThis.Reflect);
const Symbol = copyOf(globalThis.Symbol);
const { Array, ArrayBuffer, BigInt, Boolean, DataView, Error, Function, Map, Number, Promise } =
  globalThis;
const { Proxy, RangeError, RegExp, Set, String, SyntaxError, TypeError, Uint8Array } = globalThis;
const { WeakMap, WeakRef, WeakSet, decodeURIComponent, encodeURIComponent } = globalThis;
const { isFinite, isNaN, parseFloat, parseInt } = globalThis;
const { atob, btoa, escape, unescape } = globalThis;
// In real time; the page's own is on the test's clock.
const { Date } = globalThis;
