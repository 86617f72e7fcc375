// For a failure's message: what a locator matches or nearly matches, and why that cannot be used.

import { elementInfo } from "./element-info.js";
import { locateAll } from "./locators.js";
import { hiddenBy } from "./visibility.js";

const MOST_ELEMENTS = 5;

// {matches, total, near, unusable, dom, signals}
export function explainForTest(steps, action) {
  const found = locateAll(steps);
  return {
    matches: found.slice(0, MOST_ELEMENTS).map((element) => ({ text: elementInfo(element).text })),
    total: found.length,
    near: [],
    unusable: found.length === 1 ? reasons(found[0], action) : [],
    dom: [],
    signals: [],
  };
}

function reasons(element) {
  const hidden = hiddenBy(element);
  return hidden === null ? [] : [`hidden by ${elementInfo(hidden.by).text}: ${hidden.why}`];
}
