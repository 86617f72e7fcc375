// Computed values of lines, shadows, gradients and filters, whose colors are all rgb().
(check) => {
  document.body.innerHTML = "<p id=a style='color: rgb(9, 8, 7)'>x</p>";
  const a = document.getElementById("a");
  const of = (css, ...names) => {
    a.style.cssText = "color: rgb(9, 8, 7);" + css;
    const s = getComputedStyle(a);
    check(
      css,
      names.map((n) => s.getPropertyValue(n)),
    );
  };
  for (const v of [
    "",
    "none",
    "solid",
    "2px solid red",
    "red",
    "thick dotted",
    "auto",
    "auto blue 1px",
    "initial",
    "1px",
    "solid #abc",
    "0",
    "2em double hsl(120 100% 50%)",
    "unset",
  ])
    of(
      v ? `outline: ${v}` : "",
      "outline-color",
      "outline-style",
      "outline-width",
      "outline",
      "outline-offset",
    );
  of("outline-width: 3px", "outline-width", "outline");
  of("outline-style: solid; outline-width: thin", "outline-width", "outline");
  of("outline-color: red", "outline-color", "outline");
  of("outline: 2px solid red; outline-color: blue", "outline-color", "outline");
  for (const v of [
    "none",
    "underline",
    "underline red",
    "line-through wavy green 2px",
    "underline overline",
    "dotted underline",
    "red",
    "underline auto",
    "underline from-font",
    "underline 10%",
    "blink",
    "initial",
  ])
    of(
      `text-decoration: ${v}`,
      "text-decoration",
      "text-decoration-line",
      "text-decoration-style",
      "text-decoration-color",
      "text-decoration-thickness",
    );
  of("text-decoration-line: underline; text-decoration-style: wavy", "text-decoration");
  of("text-decoration-color: red", "text-decoration", "text-decoration-color");
  of("text-decoration-thickness: 2px", "text-decoration", "text-decoration-thickness");
  for (const v of [
    "none",
    "1px solid red",
    "solid",
    "thick double",
    "red",
    "2em dotted",
    "medium",
    "initial",
  ])
    of(
      `column-rule: ${v}`,
      "column-rule",
      "column-rule-color",
      "column-rule-style",
      "column-rule-width",
    );
  for (const v of [
    "none",
    "1px 2px red",
    "red 1px 2px",
    "inset 0 0 3px 4px #abc",
    "1px 1px",
    "0 0 1px currentcolor, 1px 2px rgba(0,0,0,.5) inset",
    "1px 1px blue, inset 2px 2px green",
    "0 0 0 1em red",
    "1px 2px 3px 4px hsl(0 100% 50% / 50%)",
    "1px 2px transparent",
  ])
    of(`box-shadow: ${v}`, "box-shadow");
  for (const v of [
    "none",
    "1px 2px red",
    "red 1px 2px",
    "1px 1px",
    "1px 1px 2px black, 0 0 1em blue, 0 0 0.2em blue",
    "0 0 currentcolor",
  ])
    of(`text-shadow: ${v}`, "text-shadow");
  for (const v of [
    "none",
    "linear-gradient(red, blue)",
    "linear-gradient(to right, red 10%, blue)",
    "linear-gradient(45deg,#fff 0%,transparent 100%)",
    "conic-gradient(red, yellow 30deg)",
    "repeating-linear-gradient(red, currentcolor 20px)",
    "linear-gradient(rgba(0,0,0,.5), rgb(0 0 0 / 50%))",
    "linear-gradient(red,50%,blue)",
    "radial-gradient(closest-side, RED, hsl(120,100%,50%))",
    "linear-gradient(in oklch, red, blue)",
    "linear-gradient(0deg, red, blue)",
    "linear-gradient(to bottom, red, blue)",
  ])
    of(`background-image: ${v}`, "background-image");
  of("background: linear-gradient(red, blue) no-repeat", "background-image");
  of("background: linear-gradient(red, blue), green", "background-image", "background-color");
  of("border-image-source: linear-gradient(red, blue)", "border-image-source");
  of("filter: drop-shadow(1px 2px 3px red)", "filter");
  of("filter: drop-shadow(red 1px 2px)", "filter");
  of("border: 1px solid red; border-top-color: currentcolor", "border-color", "border-top-color");
  of("caret-color: red", "caret-color");
  of("accent-color: red", "accent-color");
  of("scrollbar-color: red blue", "scrollbar-color");
  of("-webkit-text-fill-color: red", "-webkit-text-fill-color");
  of("fill: red; stroke: #fff", "fill", "stroke");
  document.head.innerHTML =
    "<style>#a { outline: 1px dashed; --c: blue; box-shadow: 0 0 var(--c) } #a::before { content: ''; color: red; text-shadow: 1px 1px; outline: var(--w) solid }</style>";
  of("--w: 2px", "outline-color", "outline-style", "box-shadow");
  const before = getComputedStyle(a, "::before");
  check("of a pseudo-element", [before.textShadow, before.outlineColor, before.outlineWidth]);
  of("outline: var(--none) solid", "outline-style", "outline-width");
  of("--all: thin solid #123; outline: var(--all)", "outline");
  of(
    "--d: underline wavy; text-decoration: var(--d) lime",
    "text-decoration",
    "text-decoration-color",
  );
  of("outline: solid red !important; outline: none", "outline-style");
};
