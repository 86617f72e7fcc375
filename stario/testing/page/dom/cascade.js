// The cascade (CSS Cascade 5, section 6): which declaration gives an element's property its value.

import { mediaMatches } from "./media.js";
import { declarationsOf } from "./declarations.js";
import { onReset } from "./host.js";
import { rootOf, treeVersion } from "./node.js";
import { MATCHES, contextOf } from "./selector-match.js";
import { settingOf, styleIndex } from "./style-index.js";
import { rulesOf } from "./style-rules.js";
import { anySheets, sheetsOf } from "./style-sheets.js";
import { USER_AGENT_STYLES } from "./user-agent-styles.js";

const USER_AGENT = 0;
const AUTHOR = 1;
const INLINE = 2;

let userAgentRules = null;
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
      if (sheet.disabled || !mediaMatches(sheet._media)) continue;
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

// What is asked for: a property of an element or of one of its pseudo-elements. `host` is the element itself when
// the sheets are those of its own shadow tree.
function bestOfSheet(rules, query, origin, layers, base, best) {
  const index = styleIndex(rules, query.property, query.pseudo);
  if (index.isEmpty) return best;
  let winner = best;
  const { element, context } = query;
  for (const bucket of index.bucketsFor(element)) {
    for (const entry of bucket) {
      const { rule } = entry;
      if (rule.match(element, context) !== MATCHES) continue;
      if (!rule.conditions.every((condition) => condition())) continue;
      const given = entry.given(query.property);
      if (given === null) continue;
      const layer = rule.layer === "" ? layers.size : layers.get(rule.layer);
      const order = base + entry.order;
      const candidate = { ...given, origin, layer, specificity: rule.specificity, order };
      if (outranks(candidate, winner)) winner = candidate;
    }
  }
  return winner;
}

// Most of what the browser itself says depends on nothing but the element's name.
function bestOfUserAgent(query) {
  userAgentRules ??= rulesOf(USER_AGENT_STYLES).rules;
  const index = styleIndex(userAgentRules, query.property, query.pseudo);
  if (index.isEmpty) return null;
  const find = () => bestOfSheet(userAgentRules, query, USER_AGENT, NO_LAYERS, 0, null);
  if (!index.isByNameAlone(query.element)) return find();
  const name = query.element._localName;
  let known = index.byName.get(name);
  if (known === undefined) index.byName.set(name, (known = find()));
  return known;
}

const NO_LAYERS = new Map();
const STYLE_CONTEXT = contextOf(null);
const SHEET_STEP = 100000;

// The declaration that wins for a property of an element, or of its ::before or ::after: {value, origin, ...}, or
// null if there is none. The value is as it is written.
export function winningDeclaration(element, property, pseudo = null) {
  const query = { element, property, pseudo, context: STYLE_CONTEXT };
  let best = element._isHTML ? bestOfUserAgent(query) : null;
  if (anySheets()) {
    const root = rootOf(element);
    const { sheets, layers } = sheetsInUse(root);
    const inTree = root._mode === undefined ? query : withHost(query, root._host);
    sheets.forEach((rules, i) => {
      best = bestOfSheet(rules, inTree, AUTHOR, layers, i * SHEET_STEP, best);
    });
    if (element._shadow !== null) best = bestOfHost(query, best);
  }
  if (pseudo === null) best = bestInline(element, property, best);
  return best;
}

export function userAgentDeclaration(element, property, pseudo = null) {
  if (!element._isHTML) return null;
  return bestOfUserAgent({ element, property, pseudo, context: STYLE_CONTEXT });
}

function withHost(query, host) {
  return { ...query, context: { ...query.context, host } };
}

// The sheets of its own shadow tree speak of an element as :host; those around it have the last word.
function bestOfHost(query, best) {
  const { sheets, layers } = sheetsInUse(query.element._shadow);
  const inner = withHost(query, query.element);
  let host = null;
  sheets.forEach((rules, i) => {
    host = bestOfSheet(rules, inner, AUTHOR, layers, i * SHEET_STEP, host);
  });
  if (host === null) return best;
  if (best === null || best.origin === USER_AGENT) return outranks(host, best) ? host : best;
  return host.important && !best.important ? host : best;
}

function bestInline(element, property, best) {
  const text = element._attributes.get("style");
  if (text === undefined || text === "") return best;
  const given = settingOf(element.style?._declarations ?? declarationsOf(text), property);
  if (given === null) return best;
  const candidate = { ...given, origin: INLINE, layer: 0, specificity: 0, order: 0 };
  return outranks(candidate, best) ? candidate : best;
}
