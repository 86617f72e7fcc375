// @supports and CSS.supports() (CSS Conditional 3): a known property, or a valid selector, is supported.

import { PROPERTIES } from "./css-properties.js";
import { normalValue } from "./css-values.js";
import { SelectorProblem, parseSelectors } from "./selector-parser.js";

// Conditions of a text at its top level: what stands between `and` or `or`.
function partsOf(text) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (depth === 0) {
      const word = /^(?:and|or)(?=[\s(])/i.exec(text.slice(at))?.[0];
      if (word !== undefined && /[\s)]/.test(text[at - 1] ?? " ")) {
        parts.push(text.slice(start, at).trim(), word.toLowerCase());
        start = at + word.length;
        at = start - 1;
      }
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}

export function supportsProperty(property, value) {
  const name = property.trim();
  if (name.startsWith("--")) return value.trim() !== "";
  return PROPERTIES.has(name.toLowerCase()) && normalValue(name.toLowerCase(), value) !== null;
}

function supportsSelector(text) {
  try {
    return parseSelectors(text).length === 1;
  } catch (error) {
    if (error instanceof SelectorProblem) return false;
    throw error;
  }
}

export function supportsCondition(text) {
  const condition = text.trim();
  const parts = partsOf(condition);
  if (parts.length > 1) {
    const conditions = parts.filter((part, i) => i % 2 === 0);
    return parts[1] === "and"
      ? conditions.every(supportsCondition)
      : conditions.some(supportsCondition);
  }
  if (/^not[\s(]/i.test(condition)) return !supportsCondition(condition.slice(3));
  const selector = /^selector\(([^]*)\)$/i.exec(condition);
  if (selector !== null) return supportsSelector(selector[1]);
  const inner = /^\(([^]*)\)$/.exec(condition)?.[1];
  if (inner === undefined) return false;
  const declaration = /^\s*(-{0,2}[-\w]+)\s*:([^]*)$/.exec(inner);
  return declaration === null
    ? supportsCondition(inner)
    : supportsProperty(declaration[1], declaration[2]);
}
