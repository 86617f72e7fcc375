// HTMLFormControlsCollection and RadioNodeList (HTML standard 2.6.3.2).

import { FoundItems, HTMLCollection, NodeList, collectionOf } from "./collections.js";
import { listedElements } from "./form-owner.js";

export function hasName(element, name) {
  return element._attributes.get("id") === name || element._attributes.get("name") === name;
}

export class RadioNodeList extends NodeList {
  get value() {
    for (const element of this) {
      if (element._type?.name === "radio" && element.checked) {
        return element._attributes.get("value") ?? "on";
      }
    }
    return "";
  }

  set value(value) {
    const wanted = String(value);
    for (const element of this) {
      if (element._type?.name === "radio" && element.value === wanted) {
        element.checked = true;
        return;
      }
    }
  }

  get [Symbol.toStringTag]() {
    return "RadioNodeList";
  }
}

export class HTMLFormControlsCollection extends HTMLCollection {
  _named(name) {
    if (name === "") return null;
    const find = () => this._items.nodes.filter((element) => hasName(element, name));
    const found = find();
    if (found.length <= 1) return found[0] ?? null;
    // Each time the same list.
    this._lists ??= new Map();
    if (!this._lists.has(name)) this._lists.set(name, new RadioNodeList(new FoundItems(find)));
    return this._lists.get(name);
  }

  get _namesAreEnumerable() {
    return true;
  }

  get [Symbol.toStringTag]() {
    return "HTMLFormControlsCollection";
  }
}

// A form's, or what is in a fieldset. Buttons with an image are not listed.
function listed(elements) {
  return elements.filter((element) => element._type?.name !== "image");
}

export function controlsCollectionOf(form) {
  return new HTMLFormControlsCollection(new FoundItems(() => listed(listedElements(form))));
}

export function controlsWithin(fieldset, find) {
  return collectionOf(() => listed(find(fieldset)));
}
