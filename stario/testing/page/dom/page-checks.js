// What is wrong in a page although the client says nothing: duplicate ids, attributes that it does not know.

import { EXPRESSION, KNOWN_PLUGINS, newerName, partsOfName } from "./attribute-names.js";
import { NO_ATTRIBUTES } from "./attributes.js";
import { customPlugins } from "./datastar.js";
import { editDistance } from "./edit-distance.js";
import { elementInfo } from "./element-info.js";
import { isGoodName, oddNamesExist } from "./good-names.js";

// How the attribute would be written today; null if nothing is wrong with it, "" if nobody can tell.
function wantedName(name, value, plugins) {
  const { head, plugin, rest } = partsOfName(name);
  if (plugins.includes(plugin)) return null;
  const newer = newerName(name, value);
  if (newer !== undefined) return newer;
  const isClients = plugin !== head || rest !== "" || EXPRESSION.test(value);
  return isClients ? (nearest(plugin) ?? "") : null;
}

function nearest(plugin) {
  const near = [...KNOWN_PLUGINS].filter((known) => editDistance(known, plugin) <= 2);
  near.sort((one, two) => editDistance(one, plugin) - editDistance(two, plugin));
  return near.length > 0 ? `data-${near[0]}` : null;
}

function checkAttributes(element, plugins, found) {
  for (const name of element._attributes.keys()) {
    if (isGoodName(name)) continue;
    const wanted = wantedName(name, element.getAttribute(name), plugins);
    if (wanted === null) continue;
    const message =
      wanted === ""
        ? `the client knows no ${name}, and ignores it`
        : `the client knows no ${name}, and ignores it: write ${wanted}`;
    found.push({ kind: "unknown-attribute", name, message, element: elementInfo(element) });
  }
}

// After each patch. Only a page with the client has attributes of the client's.
export function inspectPage(hasClient) {
  const found = [];
  const ids = hasDuplicates(globalThis.document) ? new Map() : null;
  const looksAtNames = hasClient && oddNamesExist();
  const plugins = customPlugins();
  if (ids === null && !looksAtNames) return found;
  visitElements(globalThis.document, (element) => {
    if (element._attributes === NO_ATTRIBUTES) return;
    if (ids !== null) checkId(element, ids, found);
    if (looksAtNames) checkAttributes(element, plugins, found);
  });
  return found;
}

// The document keeps its elements by their ids, those with the same one in an array.
function hasDuplicates(document) {
  for (const elements of document._ids.values()) if (Array.isArray(elements)) return true;
  return false;
}

function checkId(element, ids, found) {
  const id = element._attributes.get("id");
  if (id === undefined || id === "") return;
  const first = ids.get(id);
  if (first === undefined) {
    ids.set(id, element);
    return;
  }
  const message = `two elements have the id ${JSON.stringify(id)}; the first is ${elementInfo(first).text}`;
  found.push({ kind: "duplicate-id", name: id, message, element: elementInfo(element) });
}

// The numbers that the parser of HTML gives the elements of a page, for another parser's document.
export function numberElements(document) {
  let count = 0;
  visitElements(document, (element) => {
    element._order = count++;
  });
}

// The element that an error of the client's is about, as far as that can be known: by its id, or as the first
// with this expression.
export function locateElement({ id, key, value }) {
  const named = id ? globalThis.document.getElementById(id) : null;
  if (named !== null) return elementInfo(named);
  let found = null;
  visitElements(globalThis.document, (element) => {
    if (found !== null) return;
    for (const name of element._attributes.keys()) {
      if (!name.startsWith("data-") || (key && name !== `data-${key}`)) continue;
      if (value === undefined || element.getAttribute(name) === value) found = element;
    }
  });
  return elementInfo(found);
}

function visitElements(root, visit) {
  let node = root._first;
  while (node !== null) {
    if (node._kind === 1) visit(node);
    if (node._first !== null) {
      node = node._first;
      continue;
    }
    while (node !== null && node._next === null) {
      node = node._parent === root ? null : node._parent;
    }
    node = node === null ? null : node._next;
  }
}
