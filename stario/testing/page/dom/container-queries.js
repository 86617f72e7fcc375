// @container (CSS Conditional 5): what is asked of a container's custom properties is known; its size would take
// a layout. What cannot be known decides nothing in silence.

import { computedValue, flatParent } from "./computed-values.js";
import { notSimulated } from "./not-simulated.js";
import { joined, negated } from "./three-values.js";

const SIZE = /\b(?:width|height|inline-size|block-size|aspect-ratio|orientation)\b/;
const OF_THE_BLOCK = /\b(?:height|block-size|aspect-ratio|orientation)\b/;
const NO_CONTAINER = {};

let isExact = false;

// While `work` runs each value is wanted as it is, and not only whether something can be seen.
export function exactly(work) {
  const before = isExact;
  isExact = true;
  try {
    return work();
  } finally {
    isExact = before;
  }
}

// The function of an element, or of one of its pseudo-elements, that tells whether it holds: true, false, or null
// where that takes a layout.
export function containerCondition(prelude) {
  const [, name, query] = /^((?!not\b)[-\w]+(?=\s))?\s*([^]*)$/i.exec(prelude);
  const condition = (element, pseudo) => {
    try {
      return holdsOf(query, { element, pseudo, name: name ?? null });
    } catch (problem) {
      if (problem !== NO_CONTAINER) throw problem;
      return false;
    }
  };
  condition.prelude = prelude;
  return condition;
}

// Text in parentheses holds together.
function splitAt(text, word) {
  const parts = [""];
  let depth = 0;
  for (const piece of text.split(/(\(|\)|\s+(?:and|or)\s+)/i)) {
    if (piece === "(") depth++;
    else if (piece === ")") depth--;
    if (depth === 0 && piece.trim().toLowerCase() === word) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

function holdsOf(query, about) {
  const text = query.trim();
  const rest = /^not\b\s*([^]*)$/i.exec(text);
  if (rest !== null) return negated(holdsOf(rest[1], about));
  for (const word of ["and", "or"]) {
    const parts = splitAt(text, word);
    if (parts.length === 1) continue;
    return joined(
      word,
      parts.map((part) => holdsOf(part, about)),
    );
  }
  const style = /^style\(([^]*)\)$/i.exec(text);
  if (style !== null) return holdsOf(style[1], { ...about, asksStyle: true });
  const inner = /^\(([^]*)\)$/.exec(text);
  if (inner !== null && /^\s*(?:\(|not\b|style\()/i.test(inner[1])) {
    return holdsOf(inner[1], about);
  }
  if (about.asksStyle) return hasStyle(inner === null ? text : inner[1], about);
  containerOf(about, text);
  return null;
}

// --name: value, or --name alone for any.
function hasStyle(feature, about) {
  const [name, ...value] = feature.trim().split(/\s*:\s*/);
  if (!name.startsWith("--")) return null;
  const found = computedValue(containerOf(about, ""), name);
  return value.length === 0 ? found !== "" : found === value.join(":").trim();
}

// The nearest element around that can be asked. Where there is none nothing holds, not even a negation.
function containerOf({ element, pseudo, name }, feature) {
  const start = pseudo === null ? flatParent(element) : element;
  for (let at = start; at !== null; at = flatParent(at)) {
    const names = name === null ? [] : computedValue(at, "container-name").split(/\s+/);
    if (name !== null && !names.includes(name)) continue;
    if (!SIZE.test(feature)) return at;
    const type = computedValue(at, "container-type");
    if (/\bsize\b/.test(type) && !(type.includes("inline-size") && OF_THE_BLOCK.test(feature))) {
      return at;
    }
  }
  throw NO_CONTAINER;
}

// Would another value make a difference to what is asked?
function matters(property, one, other) {
  if (isExact) return one !== other;
  if (property === "display") return (one === "none") !== (other === "none");
  return (property === "visibility" || property === "content-visibility") && one !== other;
}

// A declaration whose condition cannot be known would win.
export function checkUnsure(property, unsure, best) {
  if (!matters(property, unsure.value, best?.value ?? "")) return;
  notSimulated(`@container ${unsure.condition}, which decides on "${property}: ${unsure.value}"`);
}
