// For a failure's message: what a locator matches or nearly matches, and why that cannot be used.

import { elementInfo } from "./element-info.js";
import { elementPreview } from "./element-preview.js";
import { locateAll } from "./locators.js";
import { nearMisses } from "./near-misses.js";
import { suggestLocators } from "./suggest-locator.js";
import { hiddenBy } from "./visibility.js";

const MOST_ELEMENTS = 5;

// {matches, total, near, unusable, dom, signals}
export function explainForTest(steps, action) {
  const found = locateAll(steps);
  const shown = found.slice(0, MOST_ELEMENTS);
  // Of several, each is told by what finds it alone.
  const better = shown.length > 1 ? suggestLocators(shown) : [];
  const near = nearMisses(steps);
  const betterNear = suggestLocators(near.map(({ element }) => element));
  return {
    matches: shown.map((element, i) => ({
      text: elementPreview(element),
      better: better[i]?.said,
    })),
    total: found.length,
    near: near.map(({ element, note }, i) => ({
      text: elementPreview(element),
      note,
      better: betterNear[i].said,
    })),
    unusable: found.length === 1 ? reasons(found[0], action) : [],
    dom: [],
    signals: [],
  };
}

function reasons(element) {
  const hidden = hiddenBy(element);
  return hidden === null ? [] : [`hidden by ${elementInfo(hidden.by).text}: ${hidden.why}`];
}
