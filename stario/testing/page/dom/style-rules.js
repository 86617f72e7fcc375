// The style rules of a sheet, without the rules around them (CSS Cascade 5, CSS Nesting 1).
//
// A rule is {match, specificity, key, pseudo, isPlain, asksState, text, conditions, layer}: `match(element, context)` of
// its selector, `key` the id, class, tag name or attribute that everything it matches has, `pseudo` the pseudo-element or
// null, `isPlain` whether the selector is no more than a name, `asksState` whether more than the tree decides, `text` its
// declarations, `conditions` functions of an element that must all be true, `layer` a name such as "base.buttons" or "".

import { matchAcross } from "./cascade-shadow.js";
import { containerCondition } from "./container-queries.js";
import { itemsOf } from "./css-blocks.js";
import { supportsCondition } from "./css-supports.js";
import { mediaMatches } from "./media-queries.js";
import { MATCHES, compileComplex } from "./selector-match.js";
import { SelectorProblem, parseSelectors } from "./selector-parser.js";
import { specificityOf } from "./specificity.js";

const MOST_SHEETS = 60;
const knownSheets = new Map();
let anonymousLayers = 0;

// {rules, layers}: the rules in order, and the names of layers in the order in which they are first named.
// `imported(url)` gives the text of a sheet that is imported, or null.
export function rulesOf(text, imported = () => null) {
  const hasImports = text.includes("@import");
  const known = hasImports ? undefined : knownSheets.get(text);
  if (known !== undefined) return known;
  const sheet = sheetOf(itemsOf(text), imported);
  if (knownSheets.size >= MOST_SHEETS) knownSheets.clear();
  if (!hasImports) knownSheets.set(text, sheet);
  return sheet;
}

// As `rulesOf`, of items that nobody else reads.
export function sheetOf(items, imported = () => null) {
  const sheet = { rules: [], layers: [] };
  const prefixes = new Map();
  readItems(items, { sheet, imported, prefixes, conditions: [], layer: "", parent: null });
  return sheet;
}

// `around` is what surrounds the items: {sheet, imported, prefixes, conditions, layer, parent}.
function readItems(items, around) {
  let declarations = "";
  const flush = () => {
    if (declarations !== "" && around.parent !== null)
      addRules(around.parent, declarations, around);
    declarations = "";
  };
  for (const item of items) {
    if (item.kind === "declaration") {
      declarations += `${item.text};`;
      continue;
    }
    flush();
    if (item.kind === "rule") readStyleRule(item, around);
    else readAtRule(item, around);
  }
  flush();
}

function readStyleRule({ prelude, body }, around) {
  const { prefixes, parent } = around;
  let selectors;
  try {
    selectors =
      namesAlone(prelude, prefixes) ??
      parseSelectors(prelude, { prefixes, nested: parent !== null });
  } catch (error) {
    if (error instanceof SelectorProblem) return;
    throw error;
  }
  if (parent !== null) selectors = selectors.map(withParent);
  const inner = { selectors: selectors.map((selector) => compiledSelector(selector, parent)) };
  readItems(itemsOf(body, true), { ...around, parent: inner });
}

const NAMES_ALONE = /^[ \t\n\r\f]*[a-z]\w*(?:[ \t\n\r\f]*,[ \t\n\r\f]*[a-z]\w*)*[ \t\n\r\f]*$/i;

// What the parser would make of a list of names, which most of the browser's own rules have; null for any other.
function namesAlone(prelude, prefixes) {
  if (prefixes.has("") || !NAMES_ALONE.test(prelude)) return null;
  return prelude.match(/\w+/g).map((name) => ({
    compounds: [{ namespace: undefined, name, simples: [], pseudoElement: null }],
    combinators: [""],
  }));
}

// A nested selector that does not say & is about descendants of &.
function withParent(selector) {
  const isSaid = selector.compounds.some(hasNesting);
  const [first, ...combinators] = selector.combinators;
  if (isSaid && first === "") return selector;
  const nesting = { name: undefined, simples: [{ kind: "nesting" }], pseudoElement: null };
  return {
    compounds: [nesting, ...selector.compounds],
    combinators: ["", first === "" ? " " : first, ...combinators],
  };
}

function hasNesting({ simples }) {
  return simples.some(
    (simple) =>
      simple.kind === "nesting" ||
      (simple.list?.some(({ compounds }) => compounds.some(hasNesting)) ?? false),
  );
}

function compiledSelector(selector, parent) {
  const last = selector.compounds[selector.compounds.length - 1];
  const bare = {
    ...selector,
    compounds: [...selector.compounds.slice(0, -1), { ...last, pseudoElement: null }],
  };
  const parents = parent === null ? null : anyOf(parent.selectors);
  const around = compileComplex(bare, parents);
  const isAcross = last.pseudoElement === "slotted" || last.pseudoElement === "part";
  return {
    match: isAcross ? matchAcross(last, around, parents) : around,
    specificity: specificityOf(
      selector,
      parent === null ? 0 : Math.max(...specificitiesOf(parent)),
    ),
    key: isAcross ? "*" : keyOf(last),
    pseudo: last.pseudoElement,
    isPlain: selector.compounds.length === 1 && last.simples.length === 0,
    asksState:
      selector.compounds.some(compoundAsksState) ||
      (parent?.selectors.some((each) => each.asksState) ?? false),
  };
}

// Pseudo-classes that elements, texts and attributes alone decide about.
const OF_THE_TREE = new Set(
  (
    "root scope empty not is where has first-child last-child only-child nth-child nth-last-child first-of-type " +
    "last-of-type only-of-type nth-of-type nth-last-of-type"
  ).split(" "),
);

// Does it depend on more, such as :hover or :checked?
function compoundAsksState({ simples }) {
  return simples.some(({ kind, name, list }) => {
    if (kind !== "pseudo") return false;
    return (
      !OF_THE_TREE.has(name) ||
      (list?.some(({ compounds }) => compounds.some(compoundAsksState)) ?? false)
    );
  });
}

function anyOf(selectors) {
  const matchers = selectors.filter(({ pseudo }) => pseudo === null).map(({ match }) => match);
  return (element, context) =>
    element._kind === 1 && matchers.some((match) => match(element, context) === MATCHES);
}

function specificitiesOf({ selectors }) {
  return selectors.map(({ specificity }) => specificity);
}

// What an index can find the elements by: "#id", ".class", "tag", "[attribute]" or "*".
function keyOf({ name, simples }) {
  const id = simples.find(({ kind }) => kind === "id");
  if (id !== undefined) return `#${id.value}`;
  const named = simples.find(({ kind }) => kind === "class");
  if (named !== undefined) return `.${named.value}`;
  if (name !== undefined) return name.toLowerCase();
  const attribute = simples.find(
    ({ kind, namespace }) => kind === "attribute" && namespace === null,
  );
  return attribute === undefined ? "*" : `[${attribute.name.toLowerCase()}]`;
}

function addRules({ selectors }, written, { sheet, conditions, layer }) {
  // Names of properties are looked for in it, in lower case.
  const text = written.replace(/(^|;)\s*[-\w]+\s*:/g, (name) =>
    name.includes("--") ? name : name.toLowerCase(),
  );
  for (const selector of selectors) sheet.rules.push({ ...selector, text, conditions, layer });
}

function readAtRule({ name, prelude, body }, around) {
  const { sheet, layer, conditions, prefixes } = around;
  const items = () => itemsOf(body, around.parent !== null);
  const when = (condition) =>
    readItems(items(), { ...around, conditions: [...conditions, condition] });
  if (body === null) {
    if (name === "layer") {
      for (const each of prelude.split(",")) nameLayer(sheet, inLayer(layer, each.trim()));
    } else if (name === "import") readImport(prelude, around);
    else if (name === "namespace") declareNamespace(prelude, prefixes);
  } else if (name === "media") when(() => mediaMatches(prelude));
  else if (name === "supports") when(() => supportsCondition(prelude));
  else if (name === "container") when(containerCondition(prelude));
  else if (name === "scope") readScope(prelude, items(), around);
  else if (name === "layer") {
    const inner = inLayer(layer, prelude === "" ? `(${anonymousLayers++})` : prelude);
    nameLayer(sheet, inner);
    readItems(items(), { ...around, layer: inner });
  }
}

function inLayer(outer, name) {
  return outer === "" ? name : `${outer}.${name}`;
}

function nameLayer({ layers }, name) {
  const parts = name.split(".");
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join(".");
    if (!layers.includes(part)) layers.push(part);
  }
}

// @scope (root) to (limit): the rules are about what is in the root, and not in a limit.
function readScope(prelude, items, around) {
  const [, root, limit] = /^\(([^]*?)\)\s*(?:to\s*\(([^]*)\))?$/.exec(prelude) ?? [];
  const inner = root === undefined ? ":root" : root;
  const outside = limit === undefined ? "" : `:not(:is(${limit}), :is(${limit}) *)`;
  const scoped = items.map((item) =>
    item.kind !== "rule"
      ? item
      : { ...item, prelude: scopedSelectors(item.prelude, inner, outside) },
  );
  readItems(scoped, around);
}

function scopedSelectors(prelude, root, outside) {
  if (/:scope|&/.test(prelude)) return prelude.replace(/:scope|&/g, `:where(${root})`) + outside;
  return `:is(${prelude}):where(:is(${root}) *, :is(${root}))${outside}`;
}

// [prefix, namespace] of a @namespace rule, or null.
export function declaredNamespace(prelude) {
  const found = /^(?:([-\w\u0080-\uffff]+)\s+)?(?:url\(\s*)?["']?([^"')]*)["']?\s*\)?$/.exec(
    prelude,
  );
  return found === null ? null : [found[1] ?? "", found[2]];
}

export function declareNamespace(prelude, prefixes) {
  const found = declaredNamespace(prelude);
  if (found !== null) prefixes.set(found[0], found[1]);
}

// @import "url" layer(name) supports(...) media; as {url, layer, supports, media}, or null. What is not there is null.
export function importOf(prelude) {
  const found = /^(?:url\(\s*)?(?:"([^"]*)"|'([^']*)'|([^\s)"']+))\s*\)?\s*([^]*)$/.exec(prelude);
  if (found === null) return null;
  let rest = found[4];
  const layered = /^layer(?:\(([^)]*)\))?\s*/.exec(rest);
  rest = rest.slice(layered?.[0].length ?? 0);
  const supported = /^supports\(([^]*?)\)\s*(?=$|[^)])/.exec(rest);
  rest = rest.slice(supported?.[0].length ?? 0);
  return {
    url: found[1] ?? found[2] ?? found[3],
    layer: layered === null ? null : (layered[1] ?? ""),
    supports: supported?.[1] ?? null,
    media: rest.trim(),
  };
}

function readImport(prelude, around) {
  const found = importOf(prelude);
  if (found === null) return;
  let { layer } = around;
  const conditions = [...around.conditions];
  if (found.layer !== null) {
    layer = inLayer(layer, found.layer === "" ? `(${anonymousLayers++})` : found.layer);
    nameLayer(around.sheet, layer);
  }
  if (found.supports !== null) conditions.push(() => supportsCondition(`(${found.supports})`));
  if (found.media !== "") conditions.push(() => mediaMatches(found.media));
  const text = around.imported(found.url);
  if (text !== null)
    readItems(itemsOf(text), { ...around, layer, conditions, prefixes: new Map() });
}
