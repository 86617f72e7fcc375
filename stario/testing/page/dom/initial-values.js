// Initial values of CSS properties, as Chromium computes them, and which properties are inherited.

// [value, properties].
const INITIAL = [
  [
    "auto",
    "accent-color align-self alignment-baseline animation-timeline aspect-ratio background-size " +
      "baseline-source bottom break-after break-before break-inside buffered-rendering " +
      "caret-animation caret-shape clip color-rendering column-count column-width cursor " +
      "dominant-baseline flex-basis font-kerning font-optical-sizing font-synthesis-small-caps " +
      "font-synthesis-style font-synthesis-weight forced-color-adjust grid-auto-columns grid-auto-rows " +
      "grid-column-end grid-column-start grid-row-end grid-row-start height " +
      "hyphenate-character hyphenate-limit-chars image-rendering interactivity isolation " +
      "justify-self left line-break mask-size offset-anchor overflow-anchor overscroll-behavior-x " +
      "overscroll-behavior-y pointer-events quotes right rx ry scroll-behavior " +
      "scroll-padding-bottom scroll-padding-left scroll-padding-right scroll-padding-top " +
      "scrollbar-color scrollbar-gutter scrollbar-width shape-rendering table-layout text-align-last " +
      "text-box-edge text-decoration-skip-ink text-decoration-thickness text-rendering " +
      "text-size-adjust text-underline-offset text-underline-position text-wrap-style " +
      "top touch-action user-select view-timeline-inset width will-change z-index",
  ],
  [
    "none",
    "anchor-name anchor-scope animation-fill-mode animation-name appearance backdrop-filter " +
      "background-image border-bottom-style border-image-source border-left-style border-right-style " +
      "border-top-style box-shadow clear clip-path column-rule-style column-span contain " +
      "contain-intrinsic-height contain-intrinsic-size contain-intrinsic-width container-name " +
      "counter-increment counter-reset counter-set d filter float font-size-adjust grid-template-areas " +
      "grid-template-columns grid-template-rows list-style-image marker-end " +
      "marker-mid marker-start mask-image max-height max-width object-view-box offset-path " +
      "outline-style overlay perspective position-area position-try-fallbacks resize rotate " +
      "scale scroll-marker-group scroll-snap-align scroll-snap-type scroll-timeline-name shape-outside " +
      "stroke stroke-dasharray text-box-trim text-combine-upright text-decoration text-decoration-line " +
      "text-emphasis-style text-shadow text-transform timeline-scope transform " +
      "translate vector-effect view-timeline-name view-transition-class view-transition-name",
  ],
  [
    "normal",
    "align-content align-items animation-direction animation-range-end animation-range-start " +
      "background-blend-mode color-scheme column-gap container-type content font-feature-settings " +
      "font-language-override font-palette font-style font-variant font-variant-alternates " +
      "font-variant-caps font-variant-east-asian font-variant-emoji font-variant-ligatures " +
      "font-variant-numeric font-variant-position font-variation-settings initial-letter " +
      "justify-content justify-items letter-spacing line-height math-shift math-style " +
      "mix-blend-mode offset-position overflow-wrap paint-order position-anchor position-try-order " +
      "reading-flow row-gap scroll-snap-stop speak text-spacing-trim transition-behavior " +
      "unicode-bidi white-space word-break",
  ],
  [
    "0px",
    "baseline-shift border-bottom-left-radius border-bottom-right-radius border-end-end-radius " +
      "border-end-start-radius border-start-end-radius border-start-start-radius border-top-left-radius " +
      "border-top-right-radius cx cy margin-bottom margin-left margin-right " +
      "margin-top min-height min-width offset-distance outline-offset overflow-clip-margin " +
      "padding-bottom padding-left padding-right padding-top r scroll-margin-bottom scroll-margin-left " +
      "scroll-margin-right scroll-margin-top shape-margin stroke-dashoffset text-indent " +
      "word-spacing x y",
  ],
  [
    "1",
    "animation-iteration-count border-image-width fill-opacity flex-shrink flood-opacity " +
      "opacity stop-opacity stroke-opacity zoom",
  ],
  [
    "currentcolor",
    "border-bottom-color border-left-color border-right-color border-top-color caret-color " +
      "column-rule-color outline-color text-decoration-color text-emphasis-color",
  ],
  ["0", "border-image-outset flex-grow math-depth order reading-order shape-image-threshold"],
  ["visible", "backface-visibility content-visibility overflow overflow-x overflow-y visibility"],
  ["0s", "animation-delay animation-duration transition-delay transition-duration"],
  ["medium", "border-bottom-width border-left-width border-right-width border-top-width"],
  ["rgb(0, 0, 0)", "color fill flood-color stop-color"],
  ["border-box", "background-clip mask-clip mask-origin"],
  ["0% 0%", "background-position mask-position"],
  ["100%", "border-image-slice font-stretch"],
  ["2", "orphans widows"],
  ["3px", "column-rule-width outline-width"],
  ["block", "scroll-timeline-axis view-timeline-axis"],
  ["ease", "animation-timing-function transition-timing-function"],
  ["nonzero", "clip-rule fill-rule"],
  ["over", "ruby-position text-emphasis-position"],
  ["repeat", "background-repeat mask-repeat"],
  ["row", "flex-direction grid-auto-flow"],
  ["start", "text-align text-anchor"],
  ['"Times New Roman"', "font-family"],
  ["16px", "font-size"],
  ["1px", "stroke-width"],
  ["4", "stroke-miterlimit"],
  ["400", "font-weight"],
  ["50% 50%", "object-position"],
  ["8", "tab-size"],
  ["add", "mask-composite"],
  ["all", "transition-property"],
  ["anchors-visible", "position-visibility"],
  ["auto 0deg", "offset-rotate"],
  ["balance", "column-fill"],
  ["baseline", "vertical-align"],
  ["butt", "stroke-linecap"],
  ["clip", "text-overflow"],
  ["collapse", "white-space-collapse"],
  ["content-box", "box-sizing"],
  ["disc", "list-style-type"],
  ["economy", "print-color-adjust"],
  ["fill", "object-fit"],
  ["fixed", "field-sizing"],
  ["flat", "transform-style"],
  ["from-image", "image-orientation"],
  ["horizontal-tb", "writing-mode"],
  ["inline", "display"],
  ["linearrgb", "color-interpolation-filters"],
  ["ltr", "direction"],
  ["luminance", "mask-type"],
  ["manual", "hyphens"],
  ["match-source", "mask-mode"],
  ["miter", "stroke-linejoin"],
  ["mixed", "text-orientation"],
  ["no-autospace", "text-autospace"],
  ["no-limit", "dynamic-range-limit"],
  ["nowrap", "flex-wrap"],
  ["numeric-only", "interpolate-size"],
  ["outside", "list-style-position"],
  ["padding-box", "background-origin"],
  ["replace", "animation-composition"],
  ["rgb(255, 255, 255)", "lighting-color"],
  ["rgba(0, 0, 0, 0)", "background-color"],
  ["running", "animation-play-state"],
  ["scroll", "background-attachment"],
  ["separate", "border-collapse"],
  ["show", "empty-cells"],
  ["slice", "box-decoration-break"],
  ["solid", "text-decoration-style"],
  ["space-around", "ruby-align"],
  ["srgb", "color-interpolation"],
  ["static", "position"],
  ["stretch", "border-image-repeat"],
  ["top", "caption-side"],
  ["view-box", "transform-box"],
  ["wrap", "text-wrap-mode"],
];

export const INHERITED_PROPERTIES = new Set(
  (
    "accent-color border-collapse border-spacing caption-side caret-color clip-rule color " +
    "color-interpolation color-interpolation-filters color-rendering color-scheme cursor " +
    "direction dominant-baseline empty-cells fill fill-opacity fill-rule font-family font-feature-settings " +
    "font-kerning font-language-override font-optical-sizing font-palette " +
    "font-size font-size-adjust font-stretch font-style font-synthesis-small-caps font-synthesis-style " +
    "font-synthesis-weight font-variant-alternates font-variant-caps font-variant-east-asian " +
    "font-variant-emoji font-variant-ligatures font-variant-numeric font-variant-position " +
    "font-variation-settings font-weight hyphenate-character hyphenate-limit-chars " +
    "hyphens image-orientation image-rendering interactivity interpolate-size " +
    "letter-spacing line-break line-height list-style-image list-style-position list-style-type " +
    "marker-end marker-mid marker-start math-depth math-shift math-style orphans " +
    "overflow-wrap paint-order pointer-events quotes ruby-align ruby-position scrollbar-color " +
    "shape-rendering speak stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin " +
    "stroke-miterlimit stroke-opacity stroke-width tab-size text-align text-align-last " +
    "text-anchor text-autospace text-combine-upright text-emphasis-color text-emphasis-position " +
    "text-emphasis-style text-indent text-orientation text-rendering text-shadow " +
    "text-size-adjust text-spacing-trim text-transform text-underline-offset text-underline-position " +
    "text-wrap-mode text-wrap-style user-select visibility white-space white-space-collapse " +
    "widows word-break word-spacing writing-mode"
  ).split(" "),
);

export const INITIAL_VALUES = new Map();

for (const [value, names] of INITIAL) {
  for (const name of names.split(" ")) INITIAL_VALUES.set(name, value);
}
