// get_by_role: elements by role, name and state.

import { descriptionOfElement, nameOfElement } from "./accessible-name.js";
import { isHiddenForAria } from "./aria-hidden.js";
import { mayHaveRole, roleOf } from "./aria-roles.js";
import {
  ROLES_WITH,
  ariaChecked,
  disabledState,
  expandedState,
  levelOf,
  pressedState,
  selectedState,
} from "./aria-states.js";
import { LocatorMistake, elementsAcross } from "./locator-css.js";
import { normalizedText, regularExpression } from "./text-match.js";

const STATES = {
  selected: selectedState,
  checked: ariaChecked,
  pressed: pressedState,
  expanded: expandedState,
  level: levelOf,
  disabled: disabledState,
};

function nameMatcher(name, exact) {
  if (typeof name !== "string") {
    const expression = regularExpression(name);
    return (text) => expression.test(text);
  }
  const wanted = normalizedText(name);
  if (exact) return (text) => text === wanted;
  const upper = wanted.toUpperCase();
  return (text) => text.toUpperCase().includes(upper);
}

function checkOptions(step) {
  for (const [state, roles] of Object.entries(ROLES_WITH)) {
    if (step[state] === undefined || roles.has(step.role.toLowerCase())) continue;
    const names = [...roles].sort().map((role) => `"${role}"`);
    throw new LocatorMistake(
      `"${state}" attribute is only supported for roles: ${names.join(", ")}`,
    );
  }
}

// The function that tells whether an element is meant by a step of kind "role".
export function roleMatcher(step) {
  checkOptions(step);
  const role = step.role.toLowerCase();
  const states = Object.keys(STATES).filter(
    (state) => step[state] !== undefined && step[state] !== null,
  );
  const includeHidden = step.include_hidden === true;
  const matchers = [];
  for (const [option, read] of [
    ["name", nameOfElement],
    ["description", descriptionOfElement],
  ]) {
    if (step[option] === undefined || step[option] === null) continue;
    const matches = nameMatcher(step[option], step.exact === true);
    matchers.push((element) => matches(normalizedText(read(element, includeHidden).text)));
  }
  return (element) =>
    mayHaveRole(element, role) &&
    roleOf(element) === role &&
    states.every((state) => STATES[state](element) === step[state]) &&
    (includeHidden || !isHiddenForAria(element)) &&
    matchers.every((matches) => matches(element));
}

export function findByRole(root, step) {
  if (step.role === "") throw new LocatorMistake("Role must not be empty");
  return elementsAcross(root).filter(roleMatcher(step));
}
