// CSSRuleList and StyleSheetList (CSSOM 6.2): live lists by index.

import { FoundItems, IndexedList } from "./collections.js";
import { expose } from "./expose.js";

export class CSSRuleList extends IndexedList {}
expose(CSSRuleList);

export class StyleSheetList extends IndexedList {}
expose(StyleSheetList);

export function collectionOfRules(find) {
  return new CSSRuleList(new FoundItems(find));
}

export function collectionOfSheets(find) {
  return new StyleSheetList(new FoundItems(find));
}
