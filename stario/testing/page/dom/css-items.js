// The parts of a style sheet as its rules are made of: those that are valid, and how they are put together again for
// the cascade. To the items of `itemsOf` comes {kind: "declarations", body}: those after a nested rule.
//
// An item whose block was looked into has `own`, the declarations that come first in it, and `items`.

import { itemsOf } from "./css-blocks.js";
import { SelectorProblem, parseSelectors } from "./selector-parser.js";
import { declareNamespace } from "./style-rules.js";

const STATEMENTS = new Set(["import", "layer", "namespace"]);
const OF_SHEETS_ALONE = new Set(["import", "namespace"]);
const IN_STYLE_RULES = new Set([
  "container",
  "layer",
  "media",
  "scope",
  "starting-style",
  "supports",
]);
const BLOCK_RULES = new Set([
  ...IN_STYLE_RULES,
  "counter-style",
  "font-face",
  "keyframes",
  "-webkit-keyframes",
  "page",
  "property",
]);

export function isValidSelector(text, prefixes, isNested) {
  try {
    return parseSelectors(text, { prefixes, nested: isNested }).length > 0;
  } catch (error) {
    if (error instanceof SelectorProblem) return false;
    throw error;
  }
}

// `around` is {prefixes, isNested} of the place where they stand.
export function isValidItem(item, { prefixes, isNested }) {
  if (item.kind === "declarations") return true;
  if (item.kind === "rule") return isValidSelector(item.prelude, prefixes, isNested);
  if (item.body === null) return STATEMENTS.has(item.name) && item.prelude !== "" && !isNested;
  return (isNested ? IN_STYLE_RULES : BLOCK_RULES).has(item.name);
}

// The items of a whole sheet: @import and @namespace count at its beginning only.
export function itemsOfSheet(text, mayImport) {
  const around = { prefixes: new Map(), isNested: false };
  const items = [];
  let comes = "import";
  for (const item of itemsOf(text)) {
    if (!isValidItem(item, around)) continue;
    const name = item.kind === "at" && item.body === null ? item.name : "";
    if (name === "import" && (comes !== "import" || !mayImport)) continue;
    if (name === "namespace") {
      if (comes === "rules") continue;
      comes = "namespace";
      declareNamespace(item.prelude, around.prefixes);
    } else if (name === "" || (name === "layer" && comes === "namespace")) comes = "rules";
    items.push(item);
  }
  return items;
}

export function prefixesOf(items) {
  const prefixes = new Map();
  for (const item of items) {
    if (item.name === "namespace") declareNamespace(item.prelude, prefixes);
  }
  return prefixes;
}

// Look into the block of a rule.
export function openItem(item, around) {
  if (item.items !== undefined) return;
  item.own = "";
  item.items = [];
  if (around.isNested && !item.body.includes("{")) {
    if (item.kind === "rule") item.own = item.body;
    else if (item.body.trim() !== "") item.items.push({ kind: "declarations", body: item.body });
    return;
  }
  let run = null;
  for (const each of itemsOf(item.body, around.isNested)) {
    if (each.kind !== "declaration") {
      run = null;
      if (isValidItem(each, around) && !OF_SHEETS_ALONE.has(each.name)) item.items.push(each);
    } else if (item.kind === "rule" && item.items.length === 0) item.own += `${each.text};`;
    else if (run !== null) run.body += `${each.text};`;
    else item.items.push((run = { kind: "declarations", body: `${each.text};` }));
  }
}

// As a text that the cascade reads.
export function sourceOf(item) {
  if (item.kind === "declarations") return `${item.body};`;
  const head = item.kind === "rule" ? item.prelude.trim() : `@${item.name} ${item.prelude}`.trim();
  if (item.body === null) return `${head};`;
  if (item.items === undefined) return `${head} { ${item.body.trim()} }`;
  return `${head} { ${item.own};${item.items.map(sourceOf).join("\n")} }`;
}
