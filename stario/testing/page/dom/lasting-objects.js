// Objects of the platform that a page may put something on, and that are there for the next one, too: what
// was put on them is taken away after each page.

const lasting = [];

// To be called when everything is in place: for an object, and those in it.
export function keepAsItIs(name, object) {
  const keys = Reflect.ownKeys(object);
  const before = Object.create(null);
  for (const key of keys) before[key] = Object.getOwnPropertyDescriptor(object, key);
  const values = keys.map((key) => before[key].value);
  lasting.push({ name, object, keys, values, before });
  for (const key of keys) {
    const { value } = before[key];
    if (typeof value === "object" && value !== null) keepAsItIs(`${name}.${String(key)}`, value);
  }
}

export function lastingObjects() {
  return lasting.map(({ name, object }) => [name, object]);
}

// From here on nothing is called that a page may have changed.

function isAsItWas({ object, keys, values }) {
  if (Reflect.ownKeys(object).length !== keys.length) return false;
  for (let i = 0; i < keys.length; i++) if (object[keys[i]] !== values[i]) return false;
  return true;
}

function putBack({ object, keys, before }) {
  const now = Reflect.ownKeys(object);
  for (let i = 0; i < now.length; i++) {
    if (!(now[i] in before) && !Reflect.deleteProperty(object, now[i])) return false;
  }
  for (let i = 0; i < keys.length; i++) {
    if (!Reflect.defineProperty(object, keys[i], before[keys[i]])) return false;
  }
  return true;
}

// Whether they are as they were.
export function restoreLasting() {
  for (let i = 0; i < lasting.length; i++) {
    const each = lasting[i];
    if (!isAsItWas(each) && !putBack(each)) return false;
  }
  return true;
}
