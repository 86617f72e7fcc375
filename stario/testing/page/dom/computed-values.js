// Computed values (CSS Cascade 5, section 4.4), as far as they need no layout.

import { userAgentDeclaration, winningDeclaration } from "./cascade.js";
import { INITIAL_VALUES, INHERITED_PROPERTIES } from "./initial-values.js";
import { computedFontSize, computedFontWeight } from "./computed-fonts.js";
import { computedDisplay, isPositioned } from "./computed-display.js";
import { lengthsIn } from "./computed-lengths.js";
import { paintsOf, thicknessOf } from "./computed-paints.js";
import { assignedSlotOf, shadowsExist } from "./shadow.js";
import { anySheets } from "./style-sheets.js";
import { computedColor } from "./computed-colors.js";
import { takesColor } from "./css-keywords.js";
import { onReset } from "./host.js";
import { elementsVersion, treeVersion } from "./node.js";

const IS_LENGTH =
  /^(?:(?:min-|max-)?(?:width|height)|top|right|bottom|left|(?:margin|padding)-\w+|.*-gap|.*-spacing|text-indent|.*-radius|outline-offset|flex-basis)$/;

let remembered = null;
let rememberingDepth = 0;
// The styles that follow from elements and attributes alone, and which version of those they are of. Those that follow
// from a state too, such as :hover, are remembered only while nothing happens.
let styles = new Map();
let stylesVersion = -1;
let stylesHaveSheets = false;
let fleeting = null;
let asksState = false;

onReset(() => {
  styles = new Map();
  stylesVersion = -1;
});

// What is being found depends on a state, or on a text.
export function noteState() {
  asksState = true;
}

function dropOldStyles() {
  const hasSheets = anySheets();
  // A sheet of the page's may ask for texts (:empty); the browser's own does not.
  const version = hasSheets ? treeVersion() : elementsVersion();
  if (stylesVersion === version && stylesHaveSheets === hasSheets && !shadowsExist()) return;
  styles = new Map();
  stylesVersion = version;
  stylesHaveSheets = hasSheets;
}

// While `work` runs nothing changes: values are computed once.
export function rememberingStyles(work) {
  if (rememberingDepth++ === 0) {
    remembered = new Map();
    fleeting = new Map();
    dropOldStyles();
  }
  try {
    return work();
  } finally {
    if (--rememberingDepth === 0) remembered = fleeting = null;
  }
}

// The parent in the flat tree (CSS Scoping 1, section 3.3): what an element inherits from; null for none.
export function flatParent(node) {
  const parent = node._parent;
  if (parent === null) return null;
  if (parent._kind === 11) return parent._host !== undefined && parent._mode ? parent._host : null;
  if (parent._kind !== 1) return null;
  return parent._shadow === null ? parent : assignedSlotOf(node);
}

// What `find` finds for an element, found once as long as nothing changes.
export function rememberedFor(element, key, find) {
  return remembered === null ? find() : foundOnce(remembered, element, key, find);
}

// The same for what follows from styles alone, and from no text.
export function rememberedStyle(element, key, find) {
  if (remembered === null) return find();
  const known = knownStyle(element, key);
  return known === undefined ? keepStyle(element, key, find) : known;
}

function knownStyle(element, key) {
  const lasting = styles.get(element)?.get(key);
  if (lasting !== undefined) return lasting;
  const known = fleeting.get(element)?.get(key);
  if (known !== undefined) asksState = true;
  return known;
}

function keepStyle(element, key, find) {
  const before = asksState;
  asksState = false;
  const value = find();
  const kept = asksState ? fleeting : styles;
  let values = kept.get(element);
  if (values === undefined) kept.set(element, (values = new Map()));
  values.set(key, value);
  asksState ||= before;
  return value;
}

function foundOnce(known, element, key, find) {
  let values = known.get(element);
  if (values === undefined) known.set(element, (values = new Map()));
  let value = values.get(key);
  if (value === undefined) values.set(key, (value = find()));
  return value;
}

export function computedValue(element, property, pseudo = null) {
  if (remembered === null) return compute(element, property, pseudo);
  const key = pseudo === null ? property : `${property}::${pseudo}`;
  const known = knownStyle(element, key);
  if (known !== undefined) return known;
  return keepStyle(element, key, () => compute(element, property, pseudo));
}

function inheritedValue(element, property, pseudo) {
  const parent = pseudo === null ? flatParent(element) : element;
  return parent === null ? initialValue(property) : outerValue(parent, property);
}

// How many answers wait for those of the elements around.
let answersWaiting = 0;
const MOST_ANSWERS_WAITING = 16;

// What `ask(outer, key)`, which remembers, says of an element around the one that is asked about. Where many ask one
// another it is found from the top on: elements are nested deeper than calls can be.
export function askOuter(outer, ask, key) {
  const before = answersWaiting;
  const isDeep = before === MOST_ANSWERS_WAITING;
  answersWaiting = isDeep ? 0 : before + 1;
  try {
    return isDeep ? askFromTop(outer, ask, key) : ask(outer, key);
  } finally {
    answersWaiting = before;
  }
}

function askFromTop(outer, ask, key) {
  const around = [];
  for (let at = outer; at !== null; at = flatParent(at)) around.push(at);
  return rememberingStyles(() => {
    for (let i = around.length - 1; i > 0; i--) ask(around[i], key);
    return ask(outer, key);
  });
}

export function outerValue(outer, property) {
  return askOuter(outer, valueInElement, property);
}

function valueInElement(element, property) {
  return computedValue(element, property);
}

function initialValue(property) {
  if (property.startsWith("--")) return "";
  return INITIAL_VALUES.get(property) ?? "";
}

function isInherited(property) {
  return property.startsWith("--") || INHERITED_PROPERTIES.has(property);
}

function compute(element, property, pseudo) {
  const declaration = winningDeclaration(element, property, pseudo);
  const value =
    declaration === null
      ? absentValue(element, property, pseudo)
      : specifiedValue(element, property, pseudo, declaration);
  return finisherOf(property)(element, value, pseudo, property);
}

// What it is where nothing is declared.
function absentValue(element, property, pseudo) {
  return isInherited(property) ? inheritedValue(element, property, pseudo) : initialValue(property);
}

export function specifiedValue(element, property, pseudo, declaration) {
  const absent = () => absentValue(element, property, pseudo);
  let { value } = declaration;
  if (value.includes("var(")) {
    value = substituted(element, value, pseudo, [property]);
    if (value === null || (value === "" && !property.startsWith("--"))) return absent();
    if (!property.startsWith("--")) value = declaration.setter(value) ?? initialValue(property);
  }
  switch (value.toLowerCase()) {
    case "inherit":
      return inheritedValue(element, property, pseudo);
    case "initial":
      return initialValue(property);
    case "unset":
      return absent();
    case "revert":
    case "revert-layer": {
      const inner = userAgentDeclaration(element, property, pseudo);
      return inner === null || declaration.origin === 0
        ? absent()
        : specifiedValue(element, property, pseudo, inner);
    }
    default:
      return value;
  }
}

// The value with its var() replaced; null if one of them stands for nothing.
function substituted(element, value, pseudo, path) {
  let text = value;
  for (;;) {
    const start = text.search(/var\(/i);
    if (start < 0) return text.trim();
    let depth = 0;
    let end = start + 3;
    for (; end < text.length; end++) {
      if (text[end] === "(") depth++;
      else if (text[end] === ")" && --depth === 0) break;
    }
    const inner = text.slice(start + 4, end);
    const comma = inner.indexOf(",");
    const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
    let found = path.includes(name) ? null : customValue(element, name, pseudo, path);
    if (found === null && comma >= 0)
      found = substituted(element, inner.slice(comma + 1), pseudo, path);
    if (found === null) return null;
    text = text.slice(0, start) + found + text.slice(end + 1);
  }
}

function customValue(element, name, pseudo, path) {
  let at = element;
  let part = pseudo;
  let declaration = winningDeclaration(at, name, part);
  while (declaration === null) {
    if (part === null) at = flatParent(at);
    if (at === null) return null;
    part = null;
    declaration = winningDeclaration(at, name);
  }
  if (/^(?:inherit|unset)$/i.test(declaration.value)) return inheritedValue(at, name, part) || null;
  return substituted(at, declaration.value, part, [...path, name]);
}

const finishers = new Map();

// How the computed value is made of the specified one.
function finisherOf(property) {
  let finisher = finishers.get(property);
  if (finisher === undefined) finishers.set(property, (finisher = makeFinisher(property)));
  return finisher;
}

function makeFinisher(property) {
  if (property.startsWith("--")) return (element, value) => value;
  switch (property) {
    case "display":
      return computedDisplay;
    case "font-size":
      return computedFontSize;
    case "font-weight":
      return computedFontWeight;
    case "float":
      return (element, value, pseudo) => (isPositioned(element, pseudo) ? "none" : value);
    case "position":
    case "visibility":
    case "content-visibility":
      return (element, value) => value.toLowerCase();
    default:
  }
  if (/^border-(?:top|right|bottom|left)-width$/.test(property)) return lineWidth;
  const paints = paintsOf(property);
  if (paints !== undefined) {
    return (element, value, pseudo) => paints(element, value, () => currentColor(element, pseudo));
  }
  if (takesColor(property)) return colorValueOf;
  if (IS_LENGTH.test(property))
    return (element, value) => (value === "0" ? "0px" : lengthsIn(element, value));
  return lengthsIn;
}

function lineWidth(element, value, pseudo, property) {
  const style = computedValue(element, property.replace("width", "style"), pseudo);
  return style === "none" || style === "hidden" ? "0px" : thicknessOf(element, value);
}

function currentColor(element, pseudo) {
  return computedValue(element, "color", pseudo);
}

function colorValueOf(element, value, pseudo, property) {
  return computedColor(value, () => currentColor(element, pseudo), property);
}
