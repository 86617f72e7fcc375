// Rules that reach over the border of a shadow tree (CSS Scoping 1): ::slotted() and ::part().

import { rootOf } from "./node.js";
import { MATCHES, compileComplex } from "./selector-match.js";

// The match of a rule whose last compound is ::slotted() or ::part(): of what is in the slot, or is the part. The
// context tells which slot, or which host with which parts, is looked at.
export function matchAcross({ pseudoElement, argument }, matchAround, parents) {
  if (pseudoElement === "slotted") {
    const matchSlotted = compileComplex(argument.list[0], parents);
    return (element, context) => {
      const outcome = matchSlotted(element, context);
      return outcome === MATCHES ? matchAround(context.slot, context) : outcome;
    };
  }
  const names = argument;
  return (element, context) =>
    names.every((name) => context.parts.includes(name))
      ? matchAround(context.partHost, context)
      : 1;
}

function wordsOf(text) {
  return (text ?? "").split(/[ \t\n\r\f]+/).filter((word) => word !== "");
}

// The hosts whose parts an element is, the innermost first, with the names that it has for those around.
export function shadowPartsOf(element) {
  const found = [];
  let names = wordsOf(element._attributes.get("part"));
  let root = rootOf(element);
  while (names.length > 0 && root._mode !== undefined) {
    const host = root._host;
    found.push({ host, names });
    names = exportedParts(host, names);
    root = rootOf(host);
  }
  return found;
}

// exportparts="inner: outer, same"
function exportedParts(host, names) {
  const text = host._attributes.get("exportparts") ?? "";
  const exported = [];
  for (const entry of text.split(",")) {
    const [inner, outer = inner] = entry.split(":").map((name) => name.trim());
    if (names.includes(inner)) exported.push(outer);
  }
  return exported;
}
