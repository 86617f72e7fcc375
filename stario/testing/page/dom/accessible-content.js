// Names from content: the texts of an element's children, and what style sheets add (accname 1.2, step 2F).

import { skipsHiddenText } from "./accessible-name.js";
import { idReferences } from "./aria-references.js";
import { tagOf } from "./aria-roles.js";
import { computedValue } from "./computed-values.js";
import { cssTokens } from "./css-tokens.js";
import { assignedSlotOf } from "./shadow.js";

// What `content` says, as a text; null if it is none. Of an element itself only what stands behind a "/" counts.
function contentText(element, content, pseudo) {
  let tokens = cssTokens(content).filter(({ type }) => type !== "space");
  const slash = tokens.findIndex(({ type, value }) => type === "delim" && value === "/");
  if (slash >= 0) tokens = tokens.slice(slash + 1);
  else if (pseudo === null) return null;
  let text = "";
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i].type === "string") text += tokens[i].value;
    else if (tokens[i].type === "function" && tokens[i].value === "attr") {
      text += element._attributes.get(tokens[i + 1]?.value ?? "") ?? "";
      if (tokens[i + 2]?.type !== ")") return null;
      i += 2;
    } else return null;
  }
  return text;
}

function generatedText(element, pseudo) {
  const content = computedValue(element, "content", pseudo);
  if (content === "" || content === "none" || content === "normal") return null;
  const display = computedValue(element, "display", pseudo);
  if (display === "none" || computedValue(element, "visibility", pseudo) === "hidden") return null;
  const text = contentText(element, content, pseudo);
  return text === null || pseudo === null || display === "inline" ? text : ` ${text} `;
}

function isTextUnrendered(text) {
  const parent = text._parent;
  if (parent === null || parent._kind !== 1) return false;
  if (parent.shadowRoot && assignedSlotOf(text) === null) return true;
  return tagOf(parent) === "details" && !parent._attributes.has("open");
}

// What is read of a node that is no element.
export function readText(node, how) {
  if (node._kind !== 3) return "";
  return skipsHiddenText(how) && isTextUnrendered(node) ? "" : node._data;
}

// The text of an element, among that of its neighbours.
export function inLine(element, text) {
  const isInline = computedValue(element, "display") === "inline" && tagOf(element) !== "br";
  return isInline ? text : ` ${text} `;
}

// What is slotted elsewhere is read there.
function unslotted(parent) {
  const nodes = [];
  for (let child = parent._first; child !== null; child = child._next) {
    if (child._kind !== 8 && assignedSlotOf(child) === null) nodes.push(child);
  }
  return nodes;
}

function readNodes(element) {
  if (tagOf(element) === "slot" && typeof element.assignedNodes === "function") {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  const nodes = unslotted(element);
  if (element.shadowRoot) nodes.push(...unslotted(element.shadowRoot));
  for (const owned of idReferences(element, element._attributes.get("aria-owns"))) {
    if (assignedSlotOf(owned) === null) nodes.push(owned);
  }
  return nodes;
}

// What an element's content is read from: the `nodes`, between a `text` and what comes `after`.
export function contentOf(element) {
  const before = generatedText(element, "before") ?? "";
  const after = generatedText(element, "after") ?? "";
  const instead = generatedText(element, null);
  return instead === null
    ? { text: before, nodes: readNodes(element), after }
    : { text: before + instead, nodes: [], after };
}
