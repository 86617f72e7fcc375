// How specific a selector is (Selectors 4, section 17), as one number: ids, then classes, then types.

const OF_IDS = 2 ** 20;
const OF_CLASSES = 2 ** 10;
const OF_LISTS = new Set(["is", "not", "has"]);

// `parents` is that of the selectors that & stands for.
export function specificityOf({ compounds }, parents = 0) {
  let sum = 0;
  for (const { name, simples, pseudoElement, argument } of compounds) {
    if (name !== undefined) sum++;
    if (pseudoElement !== null) sum++;
    if (pseudoElement === "slotted") sum += specificityOf(argument.list[0], parents);
    for (const simple of simples) sum += ofSimple(simple, parents);
  }
  return sum;
}

function ofSimple(simple, parents) {
  if (simple.kind === "id") return OF_IDS;
  if (simple.kind === "nesting") return parents;
  if (simple.kind !== "pseudo") return OF_CLASSES;
  if (simple.name === "where") return 0;
  const most = simple.list
    ? Math.max(0, ...simple.list.map((each) => specificityOf(each, parents)))
    : 0;
  return OF_LISTS.has(simple.name) ? most : OF_CLASSES + most;
}
