// Which words some CSS properties take: others are no values of them. Properties that are not here take anything.

export const WIDE_KEYWORDS = new Set("inherit initial unset revert revert-layer".split(" "));

const STYLES_OF_LINES = "none hidden dotted dashed solid double groove ridge inset outset";
const BREAKS = "auto avoid avoid-column avoid-page column page left recto right verso always";

const WORDS = {
  display:
    "block inline inline-block flex inline-flex grid inline-grid flow-root none contents list-item table inline-table table-row table-cell table-caption table-column table-column-group table-row-group table-header-group table-footer-group ruby ruby-text math -webkit-box -webkit-flex -webkit-inline-box -webkit-inline-flex",
  visibility: "visible hidden collapse",
  position: "static relative absolute fixed sticky -webkit-sticky",
  float: "none left right inline-start inline-end",
  clear: "none left right both inline-start inline-end",
  "box-sizing": "content-box border-box",
  "pointer-events":
    "auto none all fill painted stroke visible visiblefill visiblepainted visiblestroke bounding-box",
  "user-select": "auto none text all contain",
  "flex-direction": "row row-reverse column column-reverse",
  "flex-wrap": "nowrap wrap wrap-reverse",
  "text-align":
    "start end left right center justify match-parent -webkit-left -webkit-center -webkit-right -internal-center",
  "text-transform": "none capitalize uppercase lowercase full-width full-size-kana math-auto",
  "white-space": "normal nowrap pre pre-wrap pre-line break-spaces",
  "word-break": "normal break-all keep-all break-word auto-phrase",
  "overflow-wrap": "normal break-word anywhere",
  "word-wrap": "normal break-word anywhere",
  "text-overflow": "clip ellipsis",
  "overflow-x": "visible hidden clip scroll auto overlay",
  "overflow-y": "visible hidden clip scroll auto overlay",
  "font-style": "normal italic oblique",
  "object-fit": "fill contain cover none scale-down",
  "border-collapse": "collapse separate",
  "table-layout": "auto fixed",
  "caption-side": "top bottom",
  "empty-cells": "show hide",
  "list-style-position": "inside outside",
  direction: "ltr rtl",
  "writing-mode":
    "horizontal-tb vertical-rl vertical-lr sideways-rl sideways-lr lr lr-tb rl rl-tb tb tb-rl",
  resize: "none both horizontal vertical block inline",
  isolation: "auto isolate",
  "content-visibility": "visible auto hidden",
  "backface-visibility": "visible hidden",
  "break-before": BREAKS,
  "break-after": BREAKS,
  "scroll-behavior": "auto smooth",
};

const KEYWORDS = new Map(
  Object.entries(WORDS).map(([name, words]) => [name, new Set(words.split(" "))]),
);
for (const side of ["top", "right", "bottom", "left"]) {
  KEYWORDS.set(`border-${side}-style`, new Set(STYLES_OF_LINES.split(" ")));
}
KEYWORDS.set("outline-style", new Set(`auto ${STYLES_OF_LINES.replace("hidden ", "")}`.split(" ")));

// The words of a property that takes one of them and nothing else, or undefined.
export function keywordsOf(property) {
  return KEYWORDS.get(property);
}

// Of one color, and nothing else.
export function takesColor(property) {
  return (
    property === "color" ||
    property.endsWith("-color") ||
    property === "fill" ||
    property === "stroke"
  );
}

const LENGTHS =
  /^(?:(?:min-|max-)?(?:width|height|inline-size|block-size)|(?:scroll-)?(?:margin|padding)(?:-.*)?|top|right|bottom|left|inset(?:-.*)?|(?:row-|column-)?gap|border-(?:.*-)?(?:width|radius|spacing)|outline-(?:width|offset)|font-size|letter-spacing|word-spacing|text-indent|flex-basis|column-width|background-(?:size|position.*)|perspective|transform-origin|translate|vertical-align)$/;

// A zero without a unit is one of pixels there.
export function takesLengths(property) {
  return LENGTHS.test(property);
}
