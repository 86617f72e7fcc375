// The value of a CSS property as browsers write it back; null if it is none.

export function normalValue(name, text) {
  const value = text.trim();
  return value === "" ? null : value;
}
