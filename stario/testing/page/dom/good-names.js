// Which names attributes have had, and of which of them the client knows, or has nothing to do with.

import { KNOWN_PLUGINS } from "./attribute-names.js";
import { askInspections, onReset } from "./host.js";

// Until the page has got another name, none has to be looked for.
let oddNameCame = false;

onReset(() => {
  oddNameCame = false;
});

export function noteOddName() {
  oddNameCame = true;
  askInspections();
}

export function oddNamesExist() {
  return oddNameCame;
}

// All names that have come to this context, and whether they are good: nothing is wrong with them whatever their
// values are. A page has the same few all over.
const MOST_NAMES = 1000;
const namesCome = new Map();
let someForgotten = false;

// May any element have an attribute of this name? Most that the client asks for are nowhere.
export function mayHaveCome(name) {
  return someForgotten || namesCome.has(name);
}

// To be called for all names that a tag or a list of attributes has.
export function hasOddName(names) {
  let isAny = false;
  for (const name of names) if (!isGoodName(name)) isAny = true;
  return isAny;
}

// To be called for each name that an element gets.
export function isGoodName(name) {
  let isGood = namesCome.get(name);
  if (isGood !== undefined) return isGood;
  const plugin = /^data-([^:_]*)/.exec(name);
  isGood = plugin === null || KNOWN_PLUGINS.has(plugin[1]);
  if (namesCome.size >= MOST_NAMES) {
    namesCome.clear();
    someForgotten = true;
  }
  namesCome.set(name, isGood);
  return isGood;
}
