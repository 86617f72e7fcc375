// Attribute selectors (Selectors 4, section 6; HTML standard 4.16.1 for letters in either case).

import { asciiLower } from "./names.js";
import { hasWord, isInHTML } from "./selector-match.js";

// Of HTML elements these attributes have values without regard to case.
const CASELESS = new Set(
  (
    "accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare " +
    "defer dir direction disabled enctype face frame hreflang http-equiv lang language link media method " +
    "multiple nohref noresize noshade nowrap readonly rel rev rules scope scrolling selected shape target " +
    "text type valign valuetype vlink"
  ).split(" "),
);

const operators = {
  "=": (value, wanted) => value === wanted,
  "~=": (value, wanted) => !/[ \t\n\r\f]/.test(wanted) && hasWord(value, wanted),
  "|=": (value, wanted) =>
    value === wanted || (value.startsWith(wanted) && value.charCodeAt(wanted.length) === 45),
  "^=": (value, wanted) => wanted !== "" && value.startsWith(wanted),
  "$=": (value, wanted) => wanted !== "" && value.endsWith(wanted),
  "*=": (value, wanted) => wanted !== "" && value.includes(wanted),
};

export function attributeTest({ namespace, name, operator, value, flag }) {
  const values = namespace === null ? valueReader(name) : spacedReader(namespace, name);
  if (operator === "") return (element) => values(element) !== undefined;
  const compare = operators[operator];
  const lower = asciiLower(value);
  const isCaseless = CASELESS.has(asciiLower(name));
  return (element) => {
    const found = values(element);
    if (found === undefined) return false;
    if (compare(found, value)) return true;
    if (flag !== "i" && !(isCaseless && isInHTML(element))) return false;
    return compare(asciiLower(found), lower);
  };
}

// The value of an attribute in no namespace, or undefined.
function valueReader(name) {
  const lower = asciiLower(name);
  return (element) => {
    const own = lower !== name && !isInHTML(element) ? name : lower;
    const value = element._attributes.get(own);
    if (value === undefined || element._spaces === null) return value;
    return element._spaces.has(own) ? undefined : value;
  };
}

// The same in a namespace, or in any ("*").
function spacedReader(namespace, name) {
  const lower = asciiLower(name);
  return (element) => {
    const wanted = isInHTML(element) ? lower : name;
    for (const [own, value] of element._attributes) {
      const space = element._spaces?.get(own);
      if ((space?.localName ?? own) !== wanted) continue;
      if (namespace === "*" || (space?.namespace ?? null) === namespace) return value;
    }
    return undefined;
  };
}
