// What applies to which type of <input> (HTML standard 4.10.5, the table of its types).

const VALUE = "value";
const DEFAULT = "default";
const DEFAULT_ON = "default/on";
const FILENAME = "filename";

// What a text field has, beside its value: t.
const TEXT = {
  mode: VALUE,
  text: true,
  selects: true,
  readOnly: true,
  required: true,
  length: true,
};
const NUMBER = { mode: VALUE, readOnly: true, required: true, steps: true };
const BUTTON = { mode: DEFAULT, button: true };

const TYPES = {
  text: { ...TEXT },
  search: { ...TEXT },
  tel: { ...TEXT },
  url: { ...TEXT },
  password: { ...TEXT },
  email: { ...TEXT, selects: false },
  number: { ...NUMBER, text: true },
  range: { mode: VALUE, steps: true },
  date: { ...NUMBER, temporal: true, hasDate: true },
  month: { ...NUMBER, temporal: true, hasDate: true },
  week: { ...NUMBER, temporal: true, hasDate: true },
  time: { ...NUMBER, temporal: true, hasDate: true },
  "datetime-local": { ...NUMBER, temporal: true },
  color: { mode: VALUE },
  hidden: { mode: DEFAULT, neverValidated: true },
  checkbox: { mode: DEFAULT_ON, required: true, checks: true },
  radio: { mode: DEFAULT_ON, required: true, checks: true },
  file: { mode: FILENAME, required: true },
  submit: { ...BUTTON, submits: true },
  image: { ...BUTTON, submits: true },
  reset: { ...BUTTON, neverValidated: true },
  button: { ...BUTTON, neverValidated: true },
};

for (const [name, type] of Object.entries(TYPES)) type.name = name;

export const TEXT_TYPE = TYPES.text;

// The type that an attribute's value, or null, stands for.
export function inputType(text) {
  if (text === null || text === undefined) return TEXT_TYPE;
  const lower = text.toLowerCase();
  return Object.hasOwn(TYPES, lower) ? TYPES[lower] : TEXT_TYPE;
}
