// An element in one line, as Playwright's messages have it.

const WITHOUT_END = new Set(
  "area base br col command embed hr img input keygen link menuitem meta param source track wbr".split(
    " ",
  ),
);
const BARE_WHEN_EMPTY = new Set(["checked", "selected", "disabled", "readonly", "multiple"]);
const MOST_OF_ATTRIBUTES = 500;
const MOST_OF_TEXT = 50;
const MOST_CHILDREN = 5;

function shortened(text, most) {
  const characters = text.length <= most ? text : [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}\u2026`;
}

function oneLine(text) {
  return text.replaceAll("\n", "\u21b5").replaceAll("\t", "\u21c6");
}

function previewAttributes(element) {
  const texts = [];
  for (const [name, value] of element._attributes) {
    if (name === "style") continue;
    texts.push(value === "" && BARE_WHEN_EMPTY.has(name) ? ` ${name}` : ` ${name}="${value}"`);
  }
  // The short ones say most.
  texts.sort((one, other) => one.length - other.length);
  return shortened(texts.join(""), MOST_OF_ATTRIBUTES);
}

function previewText(element) {
  let count = 0;
  for (let child = element._first; child !== null; child = child._next) {
    count++;
    if (count > MOST_CHILDREN || child._kind !== 3) return "\u2026";
  }
  return element.textContent;
}

export function elementPreview(element) {
  const name = element.nodeName.toLowerCase();
  const attributes = previewAttributes(element);
  if (WITHOUT_END.has(name)) return oneLine(`<${name}${attributes}/>`);
  return oneLine(
    `<${name}${attributes}>${shortened(previewText(element), MOST_OF_TEXT)}</${name}>`,
  );
}
