// ARIA attributes as properties (WAI-ARIA 1.3, section 10; ARIA in HTML), and `part`.

import { Element } from "./element.js";
import { reflect } from "./reflect.js";

const REFLECTED =
  "Atomic AutoComplete BrailleLabel BrailleRoleDescription Busy Checked ColCount ColIndex ColIndexText ColSpan Current Description Disabled Expanded HasPopup Hidden Invalid KeyShortcuts Label Level Live Modal MultiLine MultiSelectable Orientation Placeholder PosInSet Pressed ReadOnly Relevant Required RoleDescription RowCount RowIndex RowIndexText RowSpan Selected SetSize Sort ValueMax ValueMin ValueNow ValueText".split(
    " ",
  );

reflect(Element, { part: ["tokens", null], role: "nullable" });
for (const name of REFLECTED) {
  reflect(Element, { [`aria${name}`]: `nullable:aria-${name.toLowerCase()}` });
}
