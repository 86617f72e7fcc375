export function definitionsExist() {
  return false;
}
export function beginReactions() {}
export function endReactions() {}
export function reactTo() {}
export function attributeReaction() {}
export function customElementFor() {
  return null;
}
export function constructCustom(type) {
  throw new TypeError(`Failed to construct '${type.name}': Illegal constructor`);
}
