// Colors as a color well keeps them: "#rrggbb" (HTML standard 4.10.5.1.14).

import { computedColor } from "./computed-colors.js";

// Black for what is no color.
export function colorValue(text) {
  const computed = computedColor(text, () => "", "");
  const channels = /^rgba?\((\d+), (\d+), (\d+)/.exec(computed)?.slice(1) ?? [0, 0, 0];
  return `#${channels.map((each) => Number(each).toString(16).padStart(2, "0")).join("")}`;
}
