// The cascade (CSS Cascade 5, section 6): which declaration gives an element's property its value.

import { shadowPartsOf } from "./cascade-shadow.js";
import { noteState } from "./computed-values.js";
import { checkUnsure } from "./container-queries.js";
import { mediaMatches } from "./media-queries.js";
import { declarationsOf } from "./declarations.js";
import { onReset } from "./host.js";
import { rootOf, treeVersion } from "./node.js";
import { contextOf } from "./selector-context.js";
import { MATCHES } from "./selector-match.js";
import { assignedSlotOf, shadowsExist } from "./shadow.js";
import { settingOf, styleIndex } from "./style-index.js";
import { anySheets, sheetsOf } from "./style-sheets.js";
import { userAgentRulesFor } from "./user-agent-rules.js";

const USER_AGENT = 0;
const AUTHOR = 1;
const INLINE = 2;

let sheetLists = new Map();
let listedVersion = -1;

onReset(() => {
  sheetLists = new Map();
  listedVersion = -1;
});

// {sheets, layers} of a tree: its sheets that are in use, and the rank of each layer of theirs.
function sheetsInUse(root) {
  if (listedVersion !== treeVersion()) {
    sheetLists.clear();
    listedVersion = treeVersion();
  }
  let list = sheetLists.get(root);
  if (list === undefined) {
    const sheets = [];
    const names = [];
    for (const sheet of sheetsOf(root)) {
      if (sheet._disabled || !mediaMatches(sheet._media)) continue;
      const parsed = sheet._parsed();
      sheets.push(parsed.rules);
      for (const name of parsed.layers) if (!names.includes(name)) names.push(name);
    }
    sheetLists.set(root, (list = { sheets, layers: rankLayers(names) }));
  }
  return list;
}

// A layer's own rules come after those of the layers in it.
function rankLayers(names) {
  const ranks = new Map();
  const visit = (outer) => {
    for (const name of names) {
      const isInner =
        outer === ""
          ? !name.includes(".")
          : name.startsWith(`${outer}.`) && !name.slice(outer.length + 1).includes(".");
      if (!isInner) continue;
      visit(name);
      ranks.set(name, ranks.size);
    }
  };
  visit("");
  return ranks;
}

function outranks(one, other) {
  if (other === null) return true;
  if (one.important !== other.important) return one.important;
  const direction = one.important ? -1 : 1;
  if ((one.origin === USER_AGENT) !== (other.origin === USER_AGENT)) {
    return (one.origin - other.origin) * direction > 0;
  }
  if ((one.origin === INLINE) !== (other.origin === INLINE)) return one.origin === INLINE;
  if (one.layer !== other.layer) return (one.layer - other.layer) * direction > 0;
  if (one.specificity !== other.specificity) return one.specificity > other.specificity;
  return one.order >= other.order;
}

// What is asked for, in `query`: a property of an element, or of `asked`, one of its pseudo-elements. `pseudo` is what
// the rules have to be of. What may win and cannot be known is added to `unsure`.
function bestOfSheet(rules, query, origin, layers, base, best) {
  const index = styleIndex(rules, query.property, query.pseudo);
  if (index.isEmpty) return best;
  let winner = best;
  const { element, context } = query;
  for (const bucket of index.bucketsFor(element)) {
    for (const entry of bucket) {
      const { rule } = entry;
      if (rule.asksState || rule.conditions.length > 0) noteState();
      if (rule.match(element, context) !== MATCHES) continue;
      const given = entry.given(query.property);
      if (given === null) continue;
      const layer = rule.layer === "" ? layers.size : layers.get(rule.layer);
      const order = base + entry.order;
      const candidate = { ...given, origin, layer, specificity: rule.specificity, order };
      if (!outranks(candidate, winner)) continue;
      const holds = conditionsHold(rule, query);
      if (holds === true) winner = candidate;
      else if (holds !== false) query.unsure.push({ ...candidate, condition: holds.prelude });
    }
  }
  return winner;
}

// True, false, or the condition that takes a layout.
function conditionsHold({ conditions }, { element, asked }) {
  let holds = true;
  for (const condition of conditions) {
    const value = condition(element, asked);
    if (value === false) return false;
    if (value === null) holds = condition;
  }
  return holds;
}

// Most of what the browser itself says depends on nothing but the element's name.
function bestOfUserAgent(element, property, pseudo) {
  const rules = userAgentRulesFor(property);
  const index = styleIndex(rules, property, pseudo);
  if (index.isEmpty) return null;
  const isByNameAlone = index.isByNameAlone(element);
  const known = isByNameAlone ? index.byName.get(element._localName) : undefined;
  if (known !== undefined) return known;
  const query = queryFor(element, property, pseudo);
  const found = bestOfSheet(rules, query, USER_AGENT, NO_LAYERS, 0, null);
  if (isByNameAlone) index.byName.set(element._localName, found);
  return found;
}

function queryFor(element, property, pseudo) {
  return { element, property, pseudo, asked: pseudo, unsure: [], context: STYLE_CONTEXT };
}

const NO_LAYERS = new Map();
const STYLE_CONTEXT = contextOf(null);
const SHEET_STEP = 100000;

// The declaration that wins for a property of an element, or of its ::before or ::after: {value, origin, ...}, or
// null if there is none. The value is as it is written.
export function winningDeclaration(element, property, pseudo = null) {
  let best = userAgentDeclaration(element, property, pseudo);
  if (!anySheets()) return pseudo === null ? bestInline(element, property, best) : best;
  const query = queryFor(element, property, pseudo);
  best = bestOfTree(query, rootOf(element), best);
  if (pseudo === null) best = bestInline(element, property, best);
  if (shadowsExist()) best = bestAcross(query, best);
  for (const unsure of query.unsure) {
    if (outranks(unsure, best)) checkUnsure(property, unsure, best);
  }
  return best;
}

function bestOfTree(query, root, best) {
  const { sheets, layers } = sheetsInUse(root);
  const inTree = root._mode === undefined ? query : withHost(query, root._host);
  let winner = best;
  sheets.forEach((rules, i) => {
    winner = bestOfSheet(rules, inTree, AUTHOR, layers, i * SHEET_STEP, winner);
  });
  return winner;
}

// What other trees say of an element: its own shadow tree, those of the slots that it is in, and those around it
// that know it as a part.
function bestAcross(query, own) {
  const { element, pseudo } = query;
  let best = own;
  if (element._shadow !== null) {
    const inner = withHost(query, element);
    best = ofTrees(best, bestOfTree(inner, element._shadow, null));
  }
  if (pseudo !== null) return best;
  for (let slot = assignedSlotOf(element); slot !== null; slot = assignedSlotOf(slot)) {
    const inSlot = { ...query, pseudo: "slotted", context: { ...query.context, slot } };
    best = ofTrees(best, bestOfTree(inSlot, rootOf(slot), null));
  }
  for (const { host, names } of shadowPartsOf(element)) {
    const context = { ...query.context, partHost: host, parts: names };
    const asPart = { ...query, pseudo: "part", context };
    best = ofTrees(bestOfTree(asPart, rootOf(host), null), best);
  }
  return best;
}

// Of two trees the outer has the last word, unless it is important to the inner.
function ofTrees(outer, inner) {
  if (inner === null || outer === null) return inner ?? outer;
  if (outer.origin === USER_AGENT || inner.origin === USER_AGENT) {
    return outranks(inner, outer) ? inner : outer;
  }
  return inner.important ? inner : outer;
}

export function userAgentDeclaration(element, property, pseudo = null) {
  return element._isHTML ? bestOfUserAgent(element, property, pseudo) : null;
}

function withHost(query, host) {
  return { ...query, context: { ...query.context, host } };
}

function bestInline(element, property, best) {
  const text = element._attributes.get("style");
  if (text === undefined || text === "") return best;
  const given = settingOf(element.style?._declarations ?? declarationsOf(text), property);
  if (given === null) return best;
  const candidate = { ...given, origin: INLINE, layer: 0, specificity: 0, order: 0 };
  return outranks(candidate, best) ? candidate : best;
}
