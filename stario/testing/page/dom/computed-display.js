// The computed value of `display` (CSS Display 3): what makes a box another than is written.

import { winningDeclaration } from "./cascade.js";
import {
  askOuter,
  computedValue,
  flatParent,
  rememberedStyle,
  specifiedValue,
} from "./computed-values.js";
import { isHTMLNamed } from "./select-state.js";

const BLOCK_LEVEL = {
  inline: "block",
  "inline-block": "block",
  "inline-flex": "flex",
  "inline-grid": "grid",
  "inline-table": "table",
  "table-row": "block",
  "table-cell": "block",
  "table-row-group": "block",
  "table-header-group": "block",
  "table-footer-group": "block",
  "table-caption": "block",
  "table-column": "block",
  "table-column-group": "block",
};

export function isPositioned(element, pseudo) {
  const position = computedValue(element, "position", pseudo);
  return position === "absolute" || position === "fixed";
}

function isFormControl(element) {
  return (
    element._isHTML && /^(?:button|input|select|textarea|meter|progress)$/.test(element._localName)
  );
}

// These have no content that could be shown without their box (CSS Display 3, appendix B).
const NONE_WITHOUT_BOX = new Set(
  "audio br canvas embed frame frameset iframe img input meter object progress select svg textarea video wbr".split(
    " ",
  ),
);

export function computedDisplay(element, value, pseudo) {
  if (value === "contents" && pseudo === null && NONE_WITHOUT_BOX.has(element._localName)) {
    return "none";
  }
  if (pseudo === null && isFormControl(element)) {
    if (value === "list-item") return "block";
    if (value === "inline") return blockified(element, pseudo, "inline-block");
  }
  return blockified(element, pseudo, value);
}

// "Blockification" (CSS Display 3, section 2.7).
function blockified(element, pseudo, value) {
  if (value === "none" || value === "contents" || !(value in BLOCK_LEVEL)) return value;
  const isRoot = element._parent?._kind === 9 && pseudo === null;
  if (isRoot || isPositioned(element, pseudo)) return BLOCK_LEVEL[value];
  if (computedValue(element, "float", pseudo) !== "none") return BLOCK_LEVEL[value];
  const parent = pseudo === null ? flatParent(element) : element;
  if (parent === null || isInDetails(element, parent, pseudo)) return value;
  return laysOutItems(parent) ? BLOCK_LEVEL[value] : value;
}

// What <details> shows is in a box of its own.
function isInDetails(element, parent, pseudo) {
  return pseudo === null && isHTMLNamed(parent, "details") && !isHTMLNamed(element, "summary");
}

// Is it a flex or grid container? One that is made a block stays one, so nothing above it needs to be looked at.
function laysOutItems(element) {
  return rememberedStyle(element, "items()", () => {
    const declaration = winningDeclaration(element, "display");
    if (declaration === null) return false;
    const value = specifiedValue(element, "display", null, declaration);
    if (value !== "contents") return /flex$|grid$/.test(value);
    const parent = flatParent(element);
    return parent !== null && askOuter(parent, laysOutItems);
  });
}
