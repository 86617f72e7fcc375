// How texts are written in Python's locators.

// In double quotes.
export function quoted(text) {
  const written = JSON.stringify(text);
  return `"${written.slice(1, -1).replaceAll('\\"', '"').replaceAll('"', '\\"')}"`;
}

export function cssValueText(text) {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

// A regular expression that finds a text only if it is all there is: {expression, said}.
export function exactText(text) {
  const source = `^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
  const expression = { source, flags: "" };
  return { expression, said: `re.compile(r"${source.replaceAll('"', '\\"')}")` };
}
