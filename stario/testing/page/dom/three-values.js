// Conditions of style sheets that are true, false, or null where that is not known (Media Queries 4, section 3.1).

export function negated(value) {
  return value === null ? null : !value;
}

// Of values that stand with "and", or with "or", between them.
export function joined(word, values) {
  const decides = word === "or";
  if (values.includes(decides)) return decides;
  return values.includes(null) ? null : !decides;
}
