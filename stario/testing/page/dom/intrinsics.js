// The built-ins and the DOM's own classes with all that is in them: remembered, and compared.

const intrinsics = [];
// Functions that have nothing but their names and lengths, most of all: each is looked at with less effort.
const bareFunctions = [];

// Objects of those built-ins that no global leads to.
function withoutName() {
  return [
    [].values(),
    new Map().values(),
    new Set().values(),
    ""[Symbol.iterator](),
    "".matchAll(/x/g),
    Uint8Array,
    Uint8Array.prototype,
    function* () {},
    (function* () {})(),
    async () => {},
    async function* () {},
    (async function* () {})(),
  ];
}

function isObject(value) {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

// To be called once: what these lead to is remembered, each a name and an object.
export function rememberIntrinsics(roots, left) {
  const seen = new Set(left);
  const found = [];
  const find = (object, name) => {
    if (!isObject(object) || seen.has(object)) return;
    seen.add(object);
    found.push([object, name]);
  };
  for (const [name, object] of roots) find(object, name);
  for (const object of withoutName()) {
    const prototype = Object.getPrototypeOf(object);
    find(prototype, prototype[Symbol.toStringTag]);
    find(Object.getPrototypeOf(prototype), "the prototype of iterators and functions");
  }
  // It grows on the way.
  for (const [object, name] of found) {
    const keys = Reflect.ownKeys(object);
    const prototype = Object.getPrototypeOf(object);
    if (isBareFunction(object, keys, prototype)) {
      bareFunctions.push(object);
      continue;
    }
    const before = keys.map((key) => Object.getOwnPropertyDescriptor(object, key));
    const extensible = Object.isExtensible(object);
    intrinsics.push({ object, name, keys, before, prototype, extensible });
    find(prototype, `the prototype of ${name}`);
    for (let i = 0; i < keys.length; i++) {
      const { value, get, set } = before[i];
      if (!isObject(value) && get === undefined && set === undefined) continue;
      const member = nameOfMember(name, keys[i]);
      for (const each of [value, get, set]) find(each, member);
    }
  }
}

function isBareFunction(object, keys, prototype) {
  if (typeof object !== "function" || keys.length !== 2) return false;
  return prototype === Function.prototype && keys.includes("length") && keys.includes("name");
}

function nameOfMember(name, key) {
  return typeof key === "string" ? `${name}.${key}` : `${name}[${String(key)}]`;
}

export function areIntrinsicsRemembered() {
  return intrinsics.length > 0;
}

// From here on nothing is called that a page may have changed.

export function isSameProperty(before, now) {
  return (
    now !== undefined &&
    Object.is(now.value, before.value) &&
    now.get === before.get &&
    now.set === before.set &&
    now.writable === before.writable &&
    now.enumerable === before.enumerable &&
    now.configurable === before.configurable
  );
}

function isAsRemembered({ object, prototype, keys, before, extensible }) {
  if (Reflect.ownKeys(object).length !== keys.length) return false;
  if (Object.getPrototypeOf(object) !== prototype) return false;
  if (Object.isExtensible(object) !== extensible) return false;
  for (let i = 0; i < keys.length; i++) {
    if (!isSameProperty(before[i], Object.getOwnPropertyDescriptor(object, keys[i]))) return false;
  }
  return true;
}

export function areIntrinsicsAsRemembered() {
  for (let i = 0; i < bareFunctions.length; i++) {
    if (Reflect.ownKeys(bareFunctions[i]).length !== 2) return false;
  }
  for (let i = 0; i < intrinsics.length; i++) if (!isAsRemembered(intrinsics[i])) return false;
  return true;
}

// The names of what is changed or taken away, one a line.
export function namesOfChanged() {
  let names = "";
  for (let i = 0; i < intrinsics.length; i++) {
    const { object, name, keys, before } = intrinsics[i];
    for (let j = 0; j < keys.length; j++) {
      if (isSameProperty(before[j], Object.getOwnPropertyDescriptor(object, keys[j]))) continue;
      names += `${nameOfMember(name, keys[j])}\n`;
    }
  }
  return names;
}
