// An element in one line, and where it was in the page's source, for the host's messages.

const MOST_CHARACTERS = 160;

export function elementInfo(element) {
  if (element === null || element === undefined || element.nodeType !== 1) return null;
  let text = `<${element.localName}`;
  for (const name of element.getAttributeNames()) {
    const value = element.getAttribute(name);
    text += value === "" ? ` ${name}` : ` ${name}="${value}"`;
  }
  text = text.replace(/\s+/g, " ");
  if (text.length > MOST_CHARACTERS) text = `${text.slice(0, MOST_CHARACTERS)}…`;
  return { text: `${text}>`, order: element._order ?? null };
}
