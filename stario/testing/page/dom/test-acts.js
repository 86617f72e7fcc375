// What a test does as a user: found by a locator, checked as Playwright checks it, and done.

import { rememberingStyles } from "./computed-values.js";
import { locateAll } from "./locators.js";
import { isEditableForTest, isEnabledForTest } from "./test-reads.js";
import { unheard } from "./test-unheard.js";
import { performAction } from "./user.js";
import { isVisible } from "./visibility.js";

// What an element has to be for an action (Playwright, "Actionability").
const NEEDED = {
  click: ["visible", "enabled"],
  dblclick: ["visible", "enabled"],
  check: ["visible", "enabled"],
  uncheck: ["visible", "enabled"],
  set_checked: ["visible", "enabled"],
  hover: ["visible"],
  fill: ["visible", "enabled", "editable"],
  clear: ["visible", "enabled", "editable"],
  select_option: ["visible", "enabled"],
  select_text: ["visible"],
};
const IS = { visible: isVisible, enabled: isEnabledForTest, editable: isEditableForTest };
const IS_NOT = {
  visible: "the element is not visible",
  enabled: "the element is disabled",
  editable: "the element is read-only",
};

// What keeps an action from being done to an element, or null.
function whyNot(element, action) {
  const needed = NEEDED[action] ?? [];
  for (let i = 0; i < needed.length; i++) {
    if (!IS[needed[i]](element)) return IS_NOT[needed[i]];
  }
  return null;
}

// {element, refused}: what the action is for, and what keeps it from that, or null.
function targetFor(steps, action, force) {
  const found = locateAll(steps);
  if (found.length !== 1) return { element: null, refused: { count: found.length } };
  const element = found[0];
  const why = force ? null : whyNot(element, action);
  return { element, refused: why === null ? null : { why } };
}

// {value}; or {refused}: {count} of the elements that match, or {why}.
export function actForTest(steps, action, { force = false, trial = false, ...options }) {
  const { element, refused } = rememberingStyles(() => targetFor(steps, action, force));
  if (refused !== null) return { refused };
  if (trial) return {};
  const nobody = unheard(element, action);
  try {
    return { value: performAction(element, action, options), unheard: nobody };
  } catch (error) {
    if (error.name !== "ActionError") throw error;
    return { refused: { why: error.message } };
  }
}
