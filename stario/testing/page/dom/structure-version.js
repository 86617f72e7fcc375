// Counts what changes which elements there are, and where: what has been found by going through a tree is kept as long
// as it stays the same.

let structureChanges = 0;
let nameChanges = 0;

// Grows when elements come, go or move.
export function structureVersion() {
  return structureChanges;
}

export function structureChanged() {
  structureChanges++;
}

// Grows also when others may be found by an id or by a label's `for`.
export function namesVersion() {
  return structureChanges + nameChanges;
}

export function namesChanged() {
  nameChanges++;
}

// All elements of a document in tree order, as its parser has found them: not to be changed, and of no further use when
// others come. Null if that is not known.
export function elementsAsParsed(document) {
  const { _asParsed: known } = document;
  return known !== null && known.version === structureChanges ? known.elements : null;
}

export function keepAsParsed(document, elements) {
  document._asParsed = { version: structureChanges, elements };
}

// What `find` finds below a node. It is not to be changed.
export function keptFor(node, key, find, version = structureVersion) {
  const known = node[key];
  const now = version();
  if (known !== undefined && known.version === now) return known.found;
  const found = find(node);
  node[key] = { version: now, found };
  return found;
}
