// The DOM's own fields and methods are `_name` in these modules. In what runs another character stands for the
// underscore, one that no page begins a name with, so that a page's own `_name` is nothing but that: the
// linker puts it there, except in strings.

const OWN_MARK = Object.keys({ _own: true })[0][0];

// What a field is called, where its name is a string.
export function ownField(name) {
  return OWN_MARK + name;
}

export function isOwnField(name) {
  return name[0] === OWN_MARK;
}

// The names without those of fields: the same array, if there are none among them.
export function fieldsLeftOut(names) {
  for (let i = 0; i < names.length; i++) {
    if (typeof names[i] === "string" && names[i] >= OWN_MARK && isOwnField(names[i])) {
      return names.filter((name) => typeof name === "symbol" || !isOwnField(name));
    }
  }
  return names;
}

// What the fields of a class's objects are at first: nothing that a loop over them comes to.
export function putFields(prototype, fields) {
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

// An interface's prototype is no node, although it has what nodes begin with: what is made for a node when it is first
// asked for would be that of all. Browsers refuse it, too.
export function checkInstance(node) {
  if (!node._document) throw new TypeError("Illegal invocation");
}

// What each element has.
export const LOCAL_NAME = ownField("localName");

// Where a walk goes on.
export const FIRST_CHILD = ownField("first");
export const LAST_CHILD = ownField("last");
export const NEXT_SIBLING = ownField("next");
export const PREVIOUS_SIBLING = ownField("previous");
