// What the classes of events have of their own, and how the constructor's second argument fills it (Web IDL 3.2.18).

export function readInit(event, init, type) {
  if (typeof init !== "object" && typeof init !== "function") {
    const reason = `The provided value is not of type '${type.name}Init'.`;
    throw new TypeError(`Failed to construct '${type.name}': ${reason}`);
  }
  event._bubbles = Boolean(init.bubbles);
  event._cancelable = Boolean(init.cancelable);
  event._composed = Boolean(init.composed);
  const fields = type._fields;
  for (let i = 0; i < fields.length; i++) {
    const value = init[fields[i].name];
    if (value === undefined) continue;
    event._data ??= {};
    event._data[fields[i].name] = fields[i].convert(value);
  }
}

const CONVERSIONS = {
  string: String,
  boolean: Boolean,
  number: (value) => {
    const number = Number(value);
    return Number.isFinite(number) ? number : 0;
  },
  object: (value) => value,
  undefined: (value) => value,
};

function frozenList(value, name, type) {
  if (typeof value?.[Symbol.iterator] === "function") return Object.freeze([...value]);
  const where = `Failed to construct '${type.name}': Failed to read the '${name}' property from '${type.name}Init'`;
  throw new TypeError(`${where}: The provided value cannot be converted to a sequence.`);
}

// The read-only members of an event class, that its init dictionary fills. Those of its base come first.
export function eventFields(type, defaults) {
  const own = Object.entries(defaults).map(([name, value]) => {
    const convert = Array.isArray(value)
      ? (list) => frozenList(list, name, type)
      : CONVERSIONS[typeof value];
    Object.defineProperty(type.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        const given = this._data?.[name];
        return given === undefined ? value : given;
      },
    });
    return { name, convert };
  });
  type._fields = [...Object.getPrototypeOf(type)._fields, ...own];
}
