// Which names of attributes the client knows, or has nothing to do with.

import { KNOWN_PLUGINS } from "./attribute-names.js";
import { onReset } from "./host.js";

// Until the page has got another name, none has to be looked for.
let oddNameCame = false;

onReset(() => {
  oddNameCame = false;
});

export function noteOddName() {
  oddNameCame = true;
}

export function oddNamesExist() {
  return oddNameCame;
}

// Names with which nothing is wrong whatever their values are: a page has the same few all over.
const MOST_GOOD_NAMES = 1000;
const goodNames = new Set();

export function hasOddName(names) {
  return !names.every(isGoodName);
}

export function isGoodName(name) {
  if (goodNames.has(name)) return true;
  const plugin = /^data-([^:_]*)/.exec(name);
  if (plugin !== null && !KNOWN_PLUGINS.has(plugin[1])) return false;
  if (goodNames.size >= MOST_GOOD_NAMES) goodNames.clear();
  goodNames.add(name);
  return true;
}
