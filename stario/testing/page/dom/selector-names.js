// Which pseudo-classes and pseudo-elements there are, and what stands in their parentheses. A name that
// Chromium does not know makes a selector invalid.

import { SelectorProblem } from "./selector-parser.js";

const selectorWords = (text) => new Set(text.split(/\s+/));

export const CLASSES_WITHOUT_ARGUMENT = selectorWords(
  "active active-view-transition any-link autofill checked current default defined disabled empty " +
    "enabled first-child first-of-type focus focus-visible focus-within fullscreen future host hover " +
    "in-range indeterminate interest-source interest-target invalid last-child last-of-type link modal " +
    "only-child only-of-type open optional out-of-range past picture-in-picture placeholder-shown " +
    "popover-open read-only read-write required root scope target target-current target-before " +
    "target-after user-invalid user-valid valid visited window-inactive xr-overlay start end horizontal " +
    "vertical increment decrement single-button double-button no-button corner-present " +
    "-webkit-any-link -webkit-autofill -webkit-full-screen -webkit-full-page-media -webkit-drag " +
    "-webkit-full-screen-ancestor",
);

// These are older than the two colons.
export const ELEMENTS_OF_ONE_COLON = selectorWords("before after first-line first-letter");

const PSEUDO_ELEMENTS = selectorWords(
  "before after first-line first-letter marker placeholder selection backdrop cue " +
    "file-selector-button details-content view-transition target-text spelling-error grammar-error " +
    "search-text scroll-marker scroll-marker-group column picker-icon checkmark",
);
const PSEUDO_ELEMENTS_WITH_ARGUMENT = selectorWords(
  "slotted part cue highlight picker scroll-button view-transition-group view-transition-old " +
    "view-transition-new view-transition-image-pair",
);
const OF_ONE_SELECTOR = selectorWords("host host-context");
const NTH_TOKENS = selectorWords("ident number dimension delim space");
const NTH = selectorWords("nth-child nth-last-child nth-of-type nth-last-of-type");

export function isPseudoElement(name, hasArgument) {
  if (hasArgument) return PSEUDO_ELEMENTS_WITH_ARGUMENT.has(name);
  return PSEUDO_ELEMENTS.has(name) || name.startsWith("-webkit-");
}

// No element is a pseudo-element: which states they may have matters only for what is valid.
export function mayFollowPseudoElement(element, name) {
  if (element === "part" || element === "file-selector-button") return true;
  if (element === "selection") return name === "window-inactive";
  if (name === "is" || name === "where") return true;
  return element.startsWith("-webkit-");
}

function selectorList(name, read) {
  return (reader) => {
    const outer = reader.inArgument;
    reader.inArgument = true;
    const list = read(reader);
    reader.inArgument = outer;
    return { kind: "pseudo", name, list };
  };
}

function hasArguments(reader) {
  if (reader.inHas) throw new SelectorProblem(":has within :has");
  reader.inHas = true;
  try {
    return reader.list(true);
  } finally {
    reader.inHas = false;
  }
}

function oneCompound(reader, name) {
  reader.spaces();
  const compound = reader.compound();
  if (compound.pseudoElement !== null) throw new SelectorProblem("a pseudo-element");
  return { kind: "pseudo", name, list: [{ compounds: [compound], combinators: [""] }] };
}

// What a pseudo-element is given: the selector of what is slotted, the names of a part; of others nothing that is
// kept.
export function argumentOfElement(reader, name) {
  if (name === "slotted") return oneCompound(reader, name);
  if (name === "part") {
    const names = [];
    while ((reader.spaces(), reader.is("ident"))) names.push(reader.eat("ident").value);
    if (names.length === 0) throw new SelectorProblem("no part");
    return names;
  }
  const start = reader.at;
  reader.skipArgument();
  const given = reader.tokens.slice(start, reader.at);
  if (given.every((token) => token.type === "space")) throw new SelectorProblem("no argument");
  return null;
}

function oneIdentifier(reader, name) {
  reader.spaces();
  const token = reader.eat("ident");
  if (token === null) throw new SelectorProblem("no name");
  return { kind: "pseudo", name, argument: token.value };
}

function identifiers(reader, name) {
  const names = [];
  do names.push(oneIdentifier(reader, name).argument);
  while ((reader.spaces(), reader.eat(",") !== null));
  return { kind: "pseudo", name, argument: names };
}

// An+B (CSS Syntax 3, section 6), and `of` with selectors where the name allows them.
function nthArgument(reader, name) {
  let text = "";
  for (; reader.next !== undefined && !reader.is(")") && !reader.is("ident", "of"); reader.at++) {
    const token = reader.next;
    if (!NTH_TOKENS.has(token.type)) throw new SelectorProblem("not An+B");
    const written = token.type === "dimension" ? token.value + token.unit : token.value;
    // A sign that is a name's letter, as it is escaped, is none.
    if (/n.*\+/i.test(written)) throw new SelectorProblem("not An+B");
    text += written;
  }
  const { step, offset } = parseNth(text);
  const simple = { kind: "pseudo", name, step, offset, list: null };
  if (reader.eat("ident", "of") === null) return simple;
  if (name.endsWith("type") || !text.endsWith(" ")) throw new SelectorProblem("no selectors here");
  simple.list = reader.list(false);
  return simple;
}

function parseNth(text) {
  const given = text.trim().toLowerCase();
  if (given === "even") return { step: 2, offset: 0 };
  if (given === "odd") return { step: 2, offset: 1 };
  if (/^[+-]?\d+$/.test(given)) return { step: 0, offset: Number(given) };
  const found = /^([+-]?\d*)n(?:\s*([+-])\s*(\d+))?$/.exec(given);
  if (found === null) throw new SelectorProblem("not An+B");
  const [, step, sign, offset] = found;
  return {
    step: /\d/.test(step) ? Number(step) : step === "-" ? -1 : 1,
    offset: offset === undefined ? 0 : Number(sign + offset),
  };
}

const forgiving = (name) => selectorList(name, (reader) => reader.forgivingList());

// The function that reads the argument of a functional pseudo-class; null if there is no such class.
export function classWithArgument(name) {
  if (NTH.has(name)) return nthArgument;
  if (OF_ONE_SELECTOR.has(name)) return oneCompound;
  if (name === "is" || name === "where") return forgiving(name);
  if (name === "-webkit-any") return forgiving("is");
  if (name === "not") return selectorList(name, (reader) => reader.list(false));
  if (name === "has") return selectorList(name, hasArguments);
  if (name === "lang" || name === "dir" || name === "state") return oneIdentifier;
  if (name === "active-view-transition-type") return identifiers;
  return null;
}
