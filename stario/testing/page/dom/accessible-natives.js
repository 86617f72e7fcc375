// Names that HTML itself gives: labels, alternative texts, captions (HTML-AAM 1.0, section 4.1).

import { referred, textAlternative } from "./accessible-name.js";
import { tagOf } from "./aria-roles.js";
import { SVG_NS } from "./names.js";

const WITH_PLACEHOLDER_NAME = new Set([
  "text",
  "password",
  "number",
  "search",
  "tel",
  "email",
  "url",
]);
// The child whose text is the name of what it is in.
const NAMING_CHILD = { fieldset: "legend", figure: "figcaption", table: "caption" };

const has = (text) => text.trim() !== "";

function attributeOf(element, name) {
  return element._attributes.get(name) ?? "";
}

// A label may be around what it labels: that is not read again.
function labelTexts(element, how) {
  how.visited.add(element);
  return [...element.labels]
    .map((label) => textAlternative(label, referred(how, "label", label)))
    .filter((text) => text !== "")
    .join(" ");
}

const isLabelled = (element) => (element.labels?.length ?? 0) > 0;

function inputAlternative(element, labelling, how) {
  const { type } = element;
  if (type === "button" || type === "submit" || type === "reset") {
    if (has(element.value)) return element.value;
    return { submit: "Submit", reset: "Reset" }[type] ?? attributeOf(element, "title");
  }
  if (type === "file" || type === "image") {
    if (isLabelled(element) && how.labelledBy === null) return labelTexts(element, how);
    if (type === "file") return "Choose File";
    return [attributeOf(element, "alt"), attributeOf(element, "title")].find(has) ?? "Submit";
  }
  return labelling === null ? controlAlternative(element, how) : null;
}

function controlAlternative(element, how) {
  if (isLabelled(element)) return labelTexts(element, how);
  const tag = tagOf(element);
  const title = attributeOf(element, "title");
  const usesPlaceholder =
    tag === "textarea" || (tag === "input" && WITH_PLACEHOLDER_NAME.has(element.type));
  return usesPlaceholder && title === "" ? attributeOf(element, "placeholder") : title;
}

function namingChild(element, inner) {
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    if (tagOf(child) !== NAMING_CHILD[tagOf(element)]) continue;
    // Its target stays: what is in the caption is in the element.
    return textAlternative(child, { ...inner, native: referred(inner, "native", child).native });
  }
  return null;
}

function drawingTitle(element, inner) {
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    if (tagOf(child) === "title" && child._namespace === SVG_NS) {
      return textAlternative(child, {
        ...inner,
        labelledBy: referred(inner, "labelledBy", child).labelledBy,
      });
    }
  }
  return null;
}

// The text, or null where the name is still to be found.
export function nativeAlternative(element, labelling, how, inner) {
  const alternative = findAlternative(element, labelling, how, inner);
  if (alternative !== null) how.visited.add(element);
  return alternative;
}

function findAlternative(element, labelling, how, inner) {
  const tag = tagOf(element);
  switch (tag) {
    case "input":
      return inputAlternative(element, labelling, how);
    case "button":
      return labelling === null && isLabelled(element) ? labelTexts(element, how) : null;
    case "output":
      if (labelling !== null) return null;
      return isLabelled(element) ? labelTexts(element, how) : attributeOf(element, "title");
    case "textarea":
    case "select":
    case "meter":
    case "progress":
      return labelling === null ? controlAlternative(element, how) : null;
    case "fieldset":
    case "figure":
      if (labelling !== null) return null;
      how.visited.add(element);
      return namingChild(element, inner) ?? attributeOf(element, "title");
    case "table":
      how.visited.add(element);
      return namingChild(element, inner) ?? (attributeOf(element, "summary") || null);
    case "img":
    case "area": {
      const alt = attributeOf(element, "alt");
      return has(alt) ? alt : attributeOf(element, "title");
    }
    default:
      return element._namespace === SVG_NS ? drawingAlternative(element, tag, how, inner) : null;
  }
}

function drawingAlternative(element, tag, how, inner) {
  how.visited.add(element);
  const title = drawingTitle(element, inner);
  if (title !== null || tag !== "a" || element.ownerSVGElement === null) return title;
  const linked = attributeOf(element, "xlink:title");
  return has(linked) ? linked : null;
}
