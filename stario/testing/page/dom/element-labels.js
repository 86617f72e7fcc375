// The texts that label an element, for get_by_label: by aria-labelledby, aria-label, or <label>.

import { labellingElements } from "./aria-references.js";
import { normalizedText, textOfNode } from "./text-match.js";

const LABELABLE = new Set(["button", "input", "meter", "output", "progress", "select", "textarea"]);

// A list of {full, normalized}.
export function labelTextsOf(element) {
  const labelling = labellingElements(element);
  if (labelling !== null) return labelling.map(textOfNode);
  const label = element._attributes.get("aria-label");
  if (label !== undefined && label.trim() !== "") {
    return [{ full: label, normalized: normalizedText(label) }];
  }
  if (!element._isHTML || !LABELABLE.has(element._localName)) return [];
  return [...(element.labels ?? [])].map(textOfNode);
}
