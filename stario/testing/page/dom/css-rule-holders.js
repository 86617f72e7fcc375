// What sheets and rules have in common that hold rules: `_items`, `_around()` and `_changed()` are theirs.

import { itemsOf } from "./css-blocks.js";
import { isValidItem } from "./css-items.js";
import { collectionOfRules } from "./css-rule-list.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { mixin } from "./parent-node.js";

// What makes an object of an item, by its kind or its name.
const makers = new Map();

export function makesRules(name, type) {
  makers.set(name, type);
}

export function rulesIn(holder) {
  return holder._items.map((item) => {
    item.rule ??= new (makers.get(item.kind === "at" ? nameOf(item) : item.kind))(holder, item);
    return item.rule;
  });
}

function nameOf({ name, body }) {
  return body === null ? `${name};` : name;
}

export function releaseRule(item) {
  if (item.rule !== undefined) item.rule._holder = null;
}

// The one valid item of a text, or null. Declarations may stand for one where `around` is in a style rule.
export function onlyItem(text, around) {
  const items = itemsOf(text, around.isNested);
  if (items.length === 0) return null;
  if (items.every(({ kind }) => kind === "declaration")) {
    return { kind: "declarations", body: text };
  }
  return items.length === 1 && isValidItem(items[0], around) ? items[0] : null;
}

const OUTSIDE = new Set(["import", "namespace"]);
const NESTED_ALONE =
  "Only conditional nested group rules, style rules, @scope rules,@apply rules, @private rules, and nested declaration " +
  "rules may be nested.";

// Give a class of rules those that stand in it.
export function makeRuleHolder(type) {
  const { name } = type;
  mixin(type, {
    get cssRules() {
      this._list ??= collectionOfRules(() => rulesIn(this));
      return this._list;
    },
    insertRule(text, index = 0) {
      return insertRuleInto(this, name, arguments.length, text, index);
    },
    deleteRule(index) {
      removeRuleFrom(this, name, arguments.length, index);
    },
    get _items() {
      return this._item.items;
    },
  });
}

function insertRuleInto(holder, type, given, text, index) {
  needsArguments("insertRule", type, 1, given);
  const at = index >>> 0;
  const refuse = (name, reason) => throwDOM(name, failed("insertRule", type, reason));
  const items = holder._items;
  if (at > items.length) {
    const reason = `the index ${at} must be less than or equal to the length of the rule list.`;
    refuse("IndexSizeError", reason);
  }
  const around = holder._around();
  const item =
    onlyItem(String(text), around) ?? onlyItem(String(text), { ...around, isNested: false });
  if (item === null) {
    refuse("SyntaxError", `the rule '${text}' is invalid and cannot be parsed.`);
  }
  if (OUTSIDE.has(item.name)) {
    const reason = `'@${item.name}' rules cannot be inserted inside a group rule.`;
    refuse("HierarchyRequestError", reason);
  }
  if (around.isNested && !isValidItem(item, around)) refuse("HierarchyRequestError", NESTED_ALONE);
  items.splice(at, 0, item);
  holder._changed();
  return at;
}

function removeRuleFrom(holder, type, given, index) {
  needsArguments("deleteRule", type, 1, given);
  const at = index >>> 0;
  if (at >= holder._items.length) {
    // Chromium's own words.
    const reason = `the index ${at} is greated than the length of the rule list.`;
    throwDOM("IndexSizeError", failed("deleteRule", type, reason));
  }
  const [item] = holder._items.splice(at, 1);
  releaseRule(item);
  holder._changed();
}
