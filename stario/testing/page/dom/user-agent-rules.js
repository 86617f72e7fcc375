// The browser's own rules. Each is read when a property that it sets is asked for, since most never are.

import { itemsOf } from "./css-blocks.js";
import { setterPattern } from "./style-index.js";
import { sheetOf } from "./style-rules.js";
import { USER_AGENT_STYLES } from "./user-agent-styles.js";

let userAgentItems = null;
const userAgentRules = new Map();

// The rules that set a property, in order: always the same array.
export function userAgentRulesFor(property) {
  let rules = userAgentRules.get(property);
  if (rules === undefined) {
    userAgentItems ??= itemsOf(USER_AGENT_STYLES);
    const pattern = setterPattern(property);
    rules = userAgentItems.filter(({ body }) => pattern.test(body)).flatMap(rulesOfItem);
    userAgentRules.set(property, rules);
  }
  return rules;
}

function rulesOfItem(item) {
  item.rules ??= sheetOf([item]).rules;
  return item.rules;
}
