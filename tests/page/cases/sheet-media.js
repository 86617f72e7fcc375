// The media of style sheets: how queries are written back, what they match, and how a list is changed.
(check) => {
  const attempt = (label, work) => {
    try {
      check(label, work());
    } catch (error) {
      check(label, [error.name, error.message]);
    }
  };
  document.head.innerHTML =
    "<style id=s media='SCREEN and (min-width:100px) , print'>#a { color: red }</style><style id=t></style>";
  const sheet = document.getElementById("s").sheet;
  const m = sheet.media;
  document.body.innerHTML = "<p id=a>x</p>";
  const color = () => getComputedStyle(document.getElementById("a")).color;
  attempt("kind", () => [
    Object.prototype.toString.call(m),
    m instanceof MediaList,
    typeof m,
    m.constructor.name,
  ]);
  attempt("text", () => [
    m.mediaText,
    String(m),
    m.length,
    m[0],
    m[1],
    m[2],
    m.item(0),
    m.item(5),
    m.item(),
  ]);
  attempt("item-1", () => [m.item(-1), m.item("x")]);
  attempt("same", () => sheet.media === m);
  attempt("keys", () => [Object.keys(m), 0 in m, 5 in m, "length" in m, [...m]]);
  attempt("append", () => {
    m.appendMedium("tv");
    return m.mediaText;
  });
  attempt("append again", () => {
    m.appendMedium("print");
    return m.mediaText;
  });
  attempt("append odd", () => {
    m.appendMedium("a,b");
    return m.mediaText;
  });
  attempt("append nothing", () => {
    m.appendMedium("");
    return m.mediaText;
  });
  attempt("append no arg", () => {
    m.appendMedium();
    return m.mediaText;
  });
  attempt("delete", () => {
    m.deleteMedium("tv");
    return m.mediaText;
  });
  attempt("delete none", () => {
    m.deleteMedium("tv");
    return m.mediaText;
  });
  attempt("delete two", () => {
    m.deleteMedium("tv,print");
    return m.mediaText;
  });
  attempt("attr", () => document.getElementById("s").media);
  attempt("null", () => {
    m.mediaText = null;
    return [m.mediaText, m.length];
  });
  attempt("set media", () => {
    sheet.media = "print";
    return [sheet.media.mediaText, sheet.media === m];
  });
  attempt("attribute", () => {
    document.getElementById("s").media = "tv";
    return [sheet.media.mediaText, sheet.media === m, m.mediaText];
  });
  attempt("index set", () => {
    m[0] = "print";
    return m[0];
  });
  attempt("new", () => new MediaList());
  for (const text of [
    "",
    "all",
    "screen",
    "not all",
    "only screen",
    "NOT Screen",
    "screen and (color)",
    "(min-width:10PX)",
    "(MIN-WIDTH: 10px) AND (color)",
    "not (color)",
    "(color) or (hover)",
    "(100px<=width<200px)",
    "( width>=  10px )",
    "(400px > width > 200px)",
    "foo",
    "screen,,print",
    ",",
    "screen and",
    "screen and (min-width)",
    "(min-width: foo)",
    "(unknown)",
    "(unknown: 3)",
    "(unknown:   3   )",
    "3",
    "$$, print",
    "screen and (color) and (hover)",
    "(min-aspect-ratio:16/9)",
    "(orientation:LANDSCAPE)",
    "(prefers-color-scheme: dark)",
    "(width:10em)",
    "((color))",
    "((color) and (hover))",
    "not ((color) or (hover))",
    "(color) and (hover) or (grid)",
    "screen or print",
    "only (color)",
    "(resolution:2dppx)",
    "(-webkit-min-device-pixel-ratio:2)",
    "@media",
    "screen;",
    "a\\62",
    "min-width: 10px",
    "/* x */ screen /* y */",
    "(min-width:/* */10px)",
    "and",
    "not",
    "layer",
    "only",
    "or",
    "screen and not (color)",
    "(color:8)",
    "(color:x)",
    "(hover: hover)",
    "(hover:foo)",
    "(min-hover: hover)",
    "(width: 10)",
    "(width: 0)",
    "(update:fast)",
    "(scripting:enabled)",
    "(display-mode:standalone)",
    "(--x)",
    "(MIN-color:1)",
    "(color >= 1)",
    "(width = 1px)",
    "(1px=width)",
    "not print and (color)",
    "(min-width: -1px)",
    "(orientation)",
    "(min-resolution: 96dpi)",
    "(width:1.50px)",
    "(width: 1e2px)",
  ]) {
    attempt(text, () => {
      m.mediaText = text;
      return [m.mediaText, m.length, matchMedia(text).media, matchMedia(text).matches];
    });
  }
  const c = new CSSStyleSheet({ media: "Print", disabled: true, baseURL: "x/" });
  attempt("constructed", () => [
    c.media.mediaText,
    c.disabled,
    c.href,
    c.title,
    c.ownerRule,
    c.parentStyleSheet,
    c.type,
    c.ownerNode,
  ]);
  const d = new CSSStyleSheet({ media: m, title: "x" });
  attempt("constructed with a list", () => [d.media.mediaText, d.media === m, d.title]);
  attempt("media undefined", () => new CSSStyleSheet({ media: undefined }).media.mediaText);
  attempt("media null", () => new CSSStyleSheet({ media: null }).media.mediaText);
  attempt("media a", () => new CSSStyleSheet({ media: ["print"] }).media.mediaText);
  attempt("options 1", () => new CSSStyleSheet(1));
  attempt("options null", () => new CSSStyleSheet(null).media.length);
  for (const name of "CSSStyleSheet CSSStyleRule CSSGroupingRule CSSConditionRule CSSMediaRule CSSSupportsRule CSSContainerRule CSSLayerBlockRule CSSLayerStatementRule CSSImportRule CSSScopeRule CSSNestedDeclarations".split(
    " ",
  ))
    attempt(name, () => Object.getPrototypeOf(globalThis[name]).name);
  attempt("a rule of one's own", () => new CSSMediaRule());
  m.mediaText = "";
  check("in use", color());
  m.mediaText = "print";
  check("for paper", color());
  m.appendMedium("screen");
  check("for both", color());
  m.deleteMedium("screen");
  check("for paper again", color());
  document.getElementById("s").media = "(min-width: 1280px)";
  check("as wide as it is", [color(), m.mediaText]);
  sheet.media = "(width > 1280px)";
  check("wider", color());
  const adopted = new CSSStyleSheet({ media: "print" });
  adopted.replaceSync("#a { color: rgb(1, 2, 3) }");
  document.adoptedStyleSheets = [adopted];
  check("adopted", color());
  adopted.media.mediaText = "all";
  check("adopted for all", color());
  adopted.disabled = true;
  check("adopted, and not in use", color());
  for (const [name, media] of [
    ["Object", { toString: () => "print" }],
    ["number", 1],
  ]) {
    attempt(`media of ${name}`, () => new CSSStyleSheet({ media }).media.mediaText);
  }
};
