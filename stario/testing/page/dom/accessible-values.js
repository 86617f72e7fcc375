// Controls within a name: what they are set to is part of it (accname 1.2, step 2C).

import { textAlternative } from "./accessible-name.js";
import { idReferences } from "./aria-references.js";
import { roleOf, tagOf } from "./aria-roles.js";
import { allElements } from "./selectors.js";

const RANGES = new Set(["progressbar", "scrollbar", "slider", "spinbutton", "meter"]);

// Elements in this one, and in those that it says it owns.
function ownedElements(element) {
  const owned = idReferences(element, element._attributes.get("aria-owns"));
  return [...allElements(element), ...owned.flatMap((each) => [each, ...allElements(each)])];
}

function selectedOptions(element, role) {
  if (tagOf(element) === "select") {
    const selected = [...element.selectedOptions];
    return selected.length > 0 || element.options.length === 0 ? selected : [element.options[0]];
  }
  const listbox =
    role === "combobox"
      ? ownedElements(element).find((each) => roleOf(each) === "listbox")
      : element;
  if (listbox === undefined) return [];
  return ownedElements(listbox).filter(
    (each) =>
      each._attributes.get("aria-selected")?.toLowerCase() === "true" && roleOf(each) === "option",
  );
}

// The text, or null if this is no control within a name.
export function embeddedValue(element, role, labelling, how, inner) {
  if (how.label === null && how.labelledBy === null && how.target !== "descendant") return null;
  const isOwnLabel = element.labels !== undefined && [...(element.labels ?? [])].includes(element);
  if (isOwnLabel || labelling?.includes(element)) return null;
  const tag = tagOf(element);
  if (role === "textbox" || role === "searchbox") {
    how.visited.add(element);
    return tag === "input" || tag === "textarea" ? element.value : element.textContent;
  }
  if (role === "combobox" || role === "listbox") {
    how.visited.add(element);
    const selected = selectedOptions(element, role);
    if (selected.length === 0 && tag === "input") return element.value;
    return selected.map((option) => textAlternative(option, inner)).join(" ");
  }
  if (RANGES.has(role)) {
    how.visited.add(element);
    const attributes = element._attributes;
    return (
      attributes.get("aria-valuetext") ??
      attributes.get("aria-valuenow") ??
      attributes.get("value") ??
      ""
    );
  }
  if (role !== "menu") return null;
  how.visited.add(element);
  return "";
}
