// What keeps an element its role although it is said to be presentational (WAI-ARIA 1.2, section 7.3).

import { isNativelyDisabled } from "./aria-states.js";

const UNNAMED_ROLES = new Set(
  "caption code deletion emphasis generic insertion paragraph presentation strong subscript superscript".split(
    " ",
  ),
);
const GLOBAL_ATTRIBUTES = (
  "aria-atomic aria-busy aria-controls aria-current aria-describedby aria-details aria-dropeffect " +
  "aria-flowto aria-grabbed aria-hidden aria-keyshortcuts aria-live aria-owns aria-relevant"
).split(" ");
const ALWAYS_FOCUSABLE = new Set(["button", "details", "select", "textarea"]);

// Has it an ARIA attribute that all elements may have, this role allowing?
export function hasGlobalAttribute(element, role) {
  const attributes = element._attributes;
  if (GLOBAL_ATTRIBUTES.some((name) => attributes.has(name))) return true;
  const isLabelled = attributes.has("aria-label") || attributes.has("aria-labelledby");
  if (isLabelled && !UNNAMED_ROLES.has(role ?? "")) return true;
  return attributes.has("aria-roledescription") && role !== "generic";
}

export function hasTabIndex(element) {
  const index = element._attributes.get("tabindex");
  return index !== undefined && !Number.isNaN(Number(index));
}

function takesFocusByNature(element) {
  const name = element._localName;
  if (ALWAYS_FOCUSABLE.has(name)) return true;
  if (name === "a" || name === "area") return element._attributes.has("href");
  return name === "input" && !element._attributes.has("hidden");
}

export function hasPresentationConflict(element, role) {
  if (hasGlobalAttribute(element, role)) return true;
  return !isNativelyDisabled(element) && (takesFocusByNature(element) || hasTabIndex(element));
}
