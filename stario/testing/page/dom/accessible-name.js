// Accessible names and descriptions (accname 1.2, section 4.3; HTML-AAM 1.0, section 4.1), in Playwright's reading.
//
// While a text alternative is put together, `how` says: `target`, "self" for the element whose name it is,
// "descendant" for what is in it, null where a reference leads elsewhere; `labelledBy`, `describedBy`, `label` and
// `native`, which are {hidden} where the element was come to in that way; `visited`; `includeHidden`; and
// `source`, whose `fromContent` becomes true if the name is made of the element's own content.

import { isHiddenForAria, isNeverTold } from "./aria-hidden.js";
import { idReferences, labellingElements } from "./aria-references.js";
import { isPresentation, roleOf, tagOf } from "./aria-roles.js";
import { embeddedValue } from "./accessible-values.js";
import { nativeAlternative } from "./accessible-natives.js";
import { contentOf, inLine, readText } from "./accessible-content.js";
import { rememberedFor } from "./computed-values.js";

const roleSet = (text) => new Set(text.split(" "));

const NAMED_BY_CONTENT = roleSet(
  "button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option " +
    "radio row rowheader switch tab tooltip treeitem",
);
const GIVE_CONTENT = roleSet(
  "caption code contentinfo definition deletion emphasis insertion list listitem mark none paragraph " +
    "presentation region row rowgroup section strong subscript superscript table term time",
);
const NEVER_NAMED = roleSet(
  "caption code definition deletion emphasis generic insertion mark paragraph presentation strong subscript " +
    "suggestion superscript term time",
);

// One line: white space becomes one space, except those that do not break.
export function flatText(text) {
  return text
    .split("\u00a0")
    .map((part) => part.replace(/[\u200b\u00ad]/g, "").replace(/\s+/g, " "))
    .join("\u00a0")
    .trim();
}

function cameByHidden({ labelledBy, describedBy, label, native }) {
  return [labelledBy, describedBy, label, native].some((way) => way?.hidden === true);
}

const NOWHERE = { labelledBy: null, describedBy: null, label: null, native: null, target: null };

// How an element is read that is come to by a reference.
export function referred(how, way, element) {
  return { ...how, ...NOWHERE, [way]: { hidden: isHiddenForAria(element) } };
}

function isInTarget({ target }) {
  return target !== null;
}

export function isToBeRead(element, how) {
  return (
    how.includeHidden || !(isNeverTold(element) || (!cameByHidden(how) && isHiddenForAria(element)))
  );
}

export function skipsHiddenText(how) {
  return !how.includeHidden && !cameByHidden(how);
}

// The text alternative of an element, not yet in one line. In a loop: scripts nest elements deeper than calls can be.
export function textAlternative(element, how) {
  const first = textOrLevel(element, how);
  if (typeof first === "string") return first;
  const open = [first];
  for (;;) {
    const level = open[open.length - 1];
    if (level.at < level.nodes.length) {
      const node = level.nodes[level.at++];
      const read = node._kind === 1 ? textOrLevel(node, level.inner) : readText(node, level.inner);
      if (typeof read !== "string") open.push(read);
      else level.text += node._kind === 1 ? inLine(node, read) : read;
      continue;
    }
    open.pop();
    const text = contentOrTitle(level);
    if (open.length === 0) return text;
    open[open.length - 1].text += inLine(level.element, text);
  }
}

// The text, or where its content has to be read for it a level of that: {element, role, how}, `inner` for what is
// in it, the `nodes` to read, the next of them `at`, the `text` so far, and what comes `after`.
function textOrLevel(element, how) {
  if (how.visited.has(element)) return "";
  const inner = { ...how, target: how.target === "self" ? "descendant" : how.target };
  if (!isToBeRead(element, how)) {
    how.visited.add(element);
    return "";
  }
  const labelling = labellingElements(element);
  if (how.labelledBy === null && labelling !== null) {
    const text = labelling
      .map((each) => textAlternative(each, referred(how, "labelledBy", each)))
      .join(" ");
    if (text !== "") {
      noteSource(
        how,
        labelling.some((each) => element.contains(each)),
      );
      return text;
    }
  }
  const role = roleOf(element) ?? "";
  const value = embeddedValue(element, role, labelling, how, inner);
  if (value !== null) return value;
  const label = element._attributes.get("aria-label") ?? "";
  if (label.trim() !== "") {
    how.visited.add(element);
    return label;
  }
  if (!isPresentation(role)) {
    const native = nativeAlternative(element, labelling, how, inner);
    if (native !== null) return native;
  }
  how.visited.add(element);
  return isReadByContent(element, role, how)
    ? { element, role, how, inner, at: 0, ...contentOf(element) }
    : titleOf(element, role);
}

function noteSource(how, isOwn) {
  if (how.source !== undefined && isInTarget(how) && isOwn) how.source.fromContent = true;
}

function isReadByContent(element, role, how) {
  if (NAMED_BY_CONTENT.has(role)) return true;
  if (how.target === "descendant" && (role === "" || GIVE_CONTENT.has(role))) return true;
  if (tagOf(element) === "summary" && !isPresentation(role)) return true;
  const { labelledBy, describedBy, label, native } = how;
  return (labelledBy ?? describedBy ?? label ?? native) !== null;
}

function contentOrTitle({ element, role, how, text: read, after }) {
  const text = read + after;
  if ((how.target === "self" ? text.trim() : text) === "") return titleOf(element, role);
  noteSource(how, text.trim() !== "");
  return text;
}

function titleOf(element, role) {
  if (isPresentation(role) && tagOf(element) !== "iframe" && tagOf(element) !== "frame") return "";
  const title = element._attributes.get("title") ?? "";
  return title.trim() === "" ? "" : title;
}

function computeName(element, includeHidden) {
  if (NEVER_NAMED.has(roleOf(element) ?? "")) return { text: "", fromContent: false };
  const source = { fromContent: false };
  const how = { ...NOWHERE, includeHidden, source, visited: new Set(), target: "self" };
  return { text: flatText(textAlternative(element, how)), fromContent: source.fromContent };
}

// {text, fromContent}: the accessible name, and whether it is made of what is in the element.
export function nameOfElement(element, includeHidden = false) {
  const key = includeHidden ? "hiddenName()" : "name()";
  return rememberedFor(element, key, () => computeName(element, includeHidden));
}

function textOfReferred(elements, includeHidden) {
  const texts = elements.map((each) => {
    const how = { ...NOWHERE, includeHidden, visited: new Set() };
    return textAlternative(each, referred(how, "describedBy", each));
  });
  return flatText(texts.join(" "));
}

// What is told of an element that is invalid: the text that its aria-errormessage names.
export function errorMessageOfElement(element) {
  const attributes = element._attributes;
  const told = (attributes.get("aria-invalid") ?? "").trim().toLowerCase();
  const isInvalid = told !== "" && told !== "false";
  if (!isInvalid && element.validity?.valid !== false) return "";
  return textOfReferred(idReferences(element, attributes.get("aria-errormessage")), false);
}

export function descriptionOfElement(element, includeHidden = false) {
  const attributes = element._attributes;
  if (attributes.has("aria-describedby")) {
    const describing = idReferences(element, attributes.get("aria-describedby"));
    return {
      text: textOfReferred(describing, includeHidden),
      fromContent: describing.some((each) => element.contains(each)),
    };
  }
  const text = attributes.get("aria-description") ?? attributes.get("title") ?? "";
  return { text: flatText(text), fromContent: false };
}
