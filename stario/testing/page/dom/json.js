// JSON of the page's own values, which a `toJSON` that a script has put into a prototype does not change.

const anyArray = [];

export function jsonOf(value) {
  // An array looks into both prototypes.
  return anyArray.toJSON === undefined ? JSON.stringify(value) : withoutToJSON(value);
}

function withoutToJSON(value) {
  const ofArrays = Object.getOwnPropertyDescriptor(Array.prototype, "toJSON");
  const ofObjects = Object.getOwnPropertyDescriptor(Object.prototype, "toJSON");
  Reflect.deleteProperty(Array.prototype, "toJSON");
  Reflect.deleteProperty(Object.prototype, "toJSON");
  try {
    return JSON.stringify(value);
  } finally {
    if (ofArrays !== undefined) Reflect.defineProperty(Array.prototype, "toJSON", ofArrays);
    if (ofObjects !== undefined) Reflect.defineProperty(Object.prototype, "toJSON", ofObjects);
  }
}
