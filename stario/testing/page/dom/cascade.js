// The cascade (CSS Cascade 5, section 6): which declaration gives an element's property its value.

import { mediaMatches } from "./media.js";
import { declarationsOf } from "./declarations.js";
import { onReset } from "./host.js";
import { rootOf, treeVersion } from "./node.js";
import { MATCHES, contextOf } from "./selector-match.js";
import { settersOf } from "./shorthands.js";
import { rulesOf } from "./style-rules.js";
import { sheetsOf } from "./style-sheets.js";
import { USER_AGENT_STYLES } from "./user-agent-styles.js";

const USER_AGENT = 0;
const AUTHOR = 1;
const INLINE = 2;
const ruleDeclarations = new WeakMap();
const ruleIndexes = new WeakMap();

let sheetLists = new Map();
let listedVersion = -1;

onReset(() => {
  sheetLists = new Map();
  listedVersion = -1;
});

// Rules of a sheet that set one property, by what a matching element must have.
function indexOf(rules, property, pseudo) {
  let indexes = ruleIndexes.get(rules);
  if (indexes === undefined) ruleIndexes.set(rules, (indexes = new Map()));
  const name = pseudo === null ? property : `${property}::${pseudo}`;
  let index = indexes.get(name);
  if (index === undefined) {
    index = new Map();
    const names = [...settersOf(property).keys()];
    rules.forEach((rule, order) => {
      if (
        rule.pseudo !== pseudo ||
        !names.some((each) => rule.text.toLowerCase().includes(each.toLowerCase()))
      )
        return;
      const bucket = index.get(rule.key);
      if (bucket === undefined) index.set(rule.key, [{ rule, order }]);
      else bucket.push({ rule, order });
    });
    indexes.set(name, index);
  }
  return index;
}

function declarationsOfRule(rule) {
  let declarations = ruleDeclarations.get(rule);
  if (declarations === undefined) {
    declarations = declarationsOf(rule.text);
    ruleDeclarations.set(rule, declarations);
  }
  return declarations;
}

// What a list of declarations gives a property: {value, important}, or null.
function setting(declarations, property) {
  const setters = settersOf(property);
  let found = null;
  for (const [name, { value, important }] of declarations) {
    const get = setters.get(name);
    if (get === undefined || (found?.important && !important)) continue;
    const own =
      name === property || isWholeKeyword(value) || value.includes("var(") ? value : get(value);
    if (own !== undefined) found = { value: own, important, setter: get };
  }
  return found;
}

function isWholeKeyword(value) {
  return /^(?:inherit|initial|unset|revert|revert-layer)$/i.test(value);
}

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

function bestOf(rules, query, origin, layers, base, best) {
  const index = indexOf(rules, query.property, query.pseudo);
  if (index.size === 0) return best;
  let winner = best;
  const consider = (key) => {
    const bucket = index.get(key);
    if (bucket === undefined) return;
    for (const { rule, order } of bucket) {
      if (rule.match(query.element, query.context) !== MATCHES) continue;
      if (!rule.conditions.every((condition) => condition())) continue;
      const given = setting(declarationsOfRule(rule), query.property);
      if (given === null) continue;
      const layer = rule.layer === "" ? layers.size : layers.get(rule.layer);
      const candidate = {
        ...given,
        origin,
        layer,
        specificity: rule.specificity,
        order: base + order,
      };
      if (outranks(candidate, winner)) winner = candidate;
    }
  };
  const { element } = query;
  const id = element._attributes.get("id");
  if (id !== undefined) consider(`#${id}`);
  const classes = element._attributes.get("class");
  if (classes !== undefined)
    for (const name of new Set(classes.split(/[ \t\n\r\f]+/))) consider(`.${name}`);
  consider(element._localName.toLowerCase());
  consider("*");
  return winner;
}

const NO_LAYERS = new Map();

// The declaration that wins for a property of an element, or of its ::before or ::after: {value, origin, ...}, or
// null if there is none. The value is as it is written.
export function winningDeclaration(
  element,
  property,
  pseudo = null,
  { onlyUserAgent = false } = {},
) {
  const query = { element, property, pseudo, context: contextOf(null) };
  const isInHTMLSheet = element._isHTML || property !== "display";
  let best = null;
  if (isInHTMLSheet && element._isHTML) {
    best = bestOf(rulesOf(USER_AGENT_STYLES).rules, query, USER_AGENT, NO_LAYERS, 0, null);
  }
  if (onlyUserAgent) return best;
  const { sheets, layers } = sheetsInUse(rootOf(element));
  sheets.forEach((rules, i) => {
    best = bestOf(rules, query, AUTHOR, layers, i * 100000, best);
  });
  if (element._shadow !== null) best = bestOfHost(query, best);
  if (pseudo === null) best = bestInline(element, property, best);
  return best;
}

// The sheets of its own shadow tree speak of an element as :host; those around it have the last word.
function bestOfHost(query, best) {
  const { sheets, layers } = sheetsInUse(query.element._shadow);
  const inner = { ...query, context: { ...query.context, host: query.element } };
  let host = null;
  sheets.forEach((rules, i) => {
    host = bestOf(rules, inner, AUTHOR, layers, i * 100000, host);
  });
  if (host === null) return best;
  if (best === null || best.origin === USER_AGENT) return outranks(host, best) ? host : best;
  return host.important && !best.important ? host : best;
}

function bestInline(element, property, best) {
  const text = element._attributes.get("style");
  if (text === undefined || text === "") return best;
  const given = setting(element.style?._declarations ?? declarationsOf(text), property);
  if (given === null) return best;
  const candidate = { ...given, origin: INLINE, layer: 0, specificity: 0, order: 0 };
  return outranks(candidate, best) ? candidate : best;
}
