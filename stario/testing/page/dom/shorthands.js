// Which declarations set a property, and what one that sets several gives it (CSS Cascade 5, "shorthand").

const SIDES = ["top", "right", "bottom", "left"];
const LINE_STYLES = /^(?:none|hidden|dotted|dashed|solid|double|groove|ridge|inset|outset)$/;
const LINE_WIDTHS = /^(?:thin|medium|thick|[+-]?[\d.]+[a-z%]*|calc\(.*\))$/;
const LOGICAL = {
  "block-start": "top",
  "block-end": "bottom",
  "inline-start": "left",
  "inline-end": "right",
};
const setters = new Map();

// The words of a value, where parentheses hold together.
export function valueWords(text) {
  return (
    text.match(/(?:[^\s(),]+(?:\((?:[^()]|\([^()]*\))*\))?|\((?:[^()]|\([^()]*\))*\)|,)/g) ?? []
  );
}

function ofSides(words, side) {
  const index = SIDES.indexOf(side);
  return words[index] ?? words[index - 2] ?? words[index === 3 ? 1 : 0] ?? words[0];
}

function side(property) {
  return SIDES.find((name) => property.split("-").includes(name));
}

// [name of the declaration, its value for the property].
function boxSetters(property) {
  const [box] = property.split("-");
  const where = side(property);
  const logical = Object.keys(LOGICAL).find((name) => LOGICAL[name] === where);
  const [axis, end] = logical.split("-");
  return [
    [box, (value) => ofSides(valueWords(value), where)],
    [`${box}-${logical}`, (value) => value],
    [`${box}-${axis}`, (value) => valueWords(value)[end === "end" ? 1 : 0] ?? valueWords(value)[0]],
  ];
}

function linePart(value, part, styles = LINE_STYLES) {
  const words = valueWords(value);
  const style = words.find((word) => styles.test(word));
  const width = words.find((word) => word !== style && LINE_WIDTHS.test(word));
  if (part === "style") return style ?? "none";
  if (part === "width") return width ?? "medium";
  return words.find((word) => word !== style && word !== width) ?? "currentcolor";
}

// border-top-width and its like.
function borderSetters(property) {
  const where = side(property);
  const part = property.split("-")[2];
  const logical = Object.keys(LOGICAL).find((name) => LOGICAL[name] === where);
  const [axis] = logical.split("-");
  const whole = (value) => linePart(value, part);
  return [
    ["border", whole],
    [`border-${where}`, whole],
    [`border-${logical}`, whole],
    [`border-${axis}`, whole],
    [`border-${part}`, (value) => ofSides(valueWords(value), where)],
    [`border-${logical}-${part}`, (value) => value],
    [`border-${axis}-${part}`, (value) => valueWords(value)[0]],
  ];
}

function wordsFirst(value) {
  return valueWords(value)[0];
}

function wordsSecond(value) {
  return valueWords(value)[1] ?? valueWords(value)[0];
}

function colorOf(value) {
  const words = valueWords(value);
  return (
    words.find((word) =>
      /^(?:#|(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|var\()/i.test(word),
    ) ??
    words.find((word) => /^[a-z]+$/i.test(word) && !NOT_COLORS.has(word.toLowerCase())) ??
    "transparent"
  );
}

const NOT_COLORS = new Set(
  (
    "none repeat no-repeat space round scroll fixed local center top left right bottom cover contain auto " +
    "border-box padding-box content-box text"
  ).split(" "),
);

const OUTLINE_STYLES = /^(?:auto|none|dotted|dashed|solid|double|groove|ridge|inset|outset)$/;
const DECORATION_LINES = ["none", "underline", "overline", "line-through", "blink"];
const DECORATION_STYLES = /^(?:solid|double|dotted|dashed|wavy)$/;
const DECORATION_SIZES = /^(?:auto|from-font|[+-]?[\d.]+[a-z%]*|calc\(.*\))$/;

function decorationPart(value, part) {
  const words = valueWords(value);
  const lines = DECORATION_LINES.filter((line) => words.includes(line));
  const style = words.find((word) => DECORATION_STYLES.test(word));
  const size = words.find((word) => DECORATION_SIZES.test(word));
  if (part === "line") return lines.join(" ") || "none";
  if (part === "style") return style ?? "solid";
  if (part === "thickness") return size ?? "auto";
  const rest = words.filter((word) => !lines.includes(word));
  return rest.find((word) => word !== style && word !== size) ?? "currentcolor";
}

const IMAGE = /^(?:url|image-set|cross-fade|(?:-webkit-)?(?:repeating-)?[a-z]+-gradient)\(/i;

// One of each layer, which commas part.
function imagesOfLayers(value) {
  const layers = [[]];
  for (const word of valueWords(value)) {
    if (word === ",") layers.push([]);
    else layers.at(-1).push(word);
  }
  return layers.map((words) => words.find((word) => IMAGE.test(word)) ?? "none").join(", ");
}

function fontPart(value, property) {
  const found =
    /^(.*?)\s*((?:xx?-|xxx-)?(?:small|large)|medium|smaller|larger|[\d.]+[a-z%]+)(?:\s*\/\s*(\S+))?\s+(.+)$/i.exec(
      value,
    );
  if (found === null) return undefined;
  const words = valueWords(found[1]);
  if (property === "font-size") return found[2];
  if (property === "line-height") return found[3] ?? "normal";
  if (property === "font-family") return found[4];
  if (property === "font-style")
    return words.find((word) => /^(?:italic|oblique)$/.test(word)) ?? "normal";
  return words.find((word) => /^(?:bold|bolder|lighter|\d+)$/.test(word)) ?? "normal";
}

const LINE_PARTS = new Map([
  ["outline", new Set(["color", "style", "width"])],
  ["column-rule", new Set(["color", "style", "width"])],
  ["text-decoration", new Set(["color", "line", "style", "thickness"])],
]);

// outline-width and its like.
function partSetters(line, part) {
  if (line === "text-decoration") return [[line, (value) => decorationPart(value, part)]];
  const styles = line === "outline" ? OUTLINE_STYLES : LINE_STYLES;
  return [[line, (value) => linePart(value, part, styles)]];
}

function makeSetters(property) {
  if (/^(?:margin|padding)-(?:top|right|bottom|left)$/.test(property)) return boxSetters(property);
  if (/^border-(?:top|right|bottom|left)-(?:width|style|color)$/.test(property))
    return borderSetters(property);
  const [, line, part] = /^(outline|column-rule|text-decoration)-(\w+)$/.exec(property) ?? [];
  if (line !== undefined && LINE_PARTS.get(line).has(part)) return partSetters(line, part);
  if (SIDES.includes(property)) return [["inset", (value) => ofSides(valueWords(value), property)]];
  switch (property) {
    case "container-name":
      return [["container", (value) => value.split("/")[0].trim()]];
    case "container-type":
      return [["container", (value) => value.split("/")[1]?.trim() ?? "normal"]];
    case "row-gap":
      return [["gap", wordsFirst]];
    case "column-gap":
      return [["gap", wordsSecond]];
    case "flex-grow":
      return [["flex", wordsFirst]];
    case "flex-shrink":
      return [["flex", wordsSecond]];
    case "flex-basis":
      return [["flex", (value) => valueWords(value)[2] ?? value]];
    case "overflow-x":
      return [["overflow", wordsFirst]];
    case "overflow-y":
      return [["overflow", wordsSecond]];
    case "width":
      return [["inline-size", (value) => value]];
    case "height":
      return [["block-size", (value) => value]];
    case "list-style-type":
      return [
        [
          "list-style",
          (value) =>
            valueWords(value).find((word) => !/^(?:inside|outside)$|^url\(/.test(word)) ?? "disc",
        ],
      ];
    case "background-color":
      return [["background", colorOf]];
    case "background-image":
      return [["background", imagesOfLayers]];
    case "font-size":
    case "font-family":
    case "font-style":
    case "font-weight":
    case "line-height":
      return [["font", (value) => fontPart(value, property)]];
    default:
      return [];
  }
}

// The names of declarations that set a property, with functions that give its value.
export function settersOf(property) {
  let known = setters.get(property);
  if (known === undefined) {
    const own = [[property, (value) => value]];
    if (!property.startsWith("--")) own.push(...makeSetters(property));
    if (property !== "direction" && !property.startsWith("--")) own.push(["all", (value) => value]);
    setters.set(property, (known = new Map(own)));
  }
  return known;
}
