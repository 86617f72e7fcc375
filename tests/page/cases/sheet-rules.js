// The rules of a style sheet, and of rules with others in them: what they say, and what a change of them does.
(check) => {
  const attempt = (label, work) => {
    try {
      check(label, work());
    } catch (error) {
      check(label, [error.name, error.message]);
    }
  };
  const css =
    "@charset 'x'; @import url(x.css) screen; @namespace s url(http://s); @media screen { #a { color: rgb(1, 1, 1) } @media (color) { #a { top: 1px } } } @media screen and (color){} @supports (display: grid) { #a { left: 1px } } @layer a, b; @layer c { #a { right: 1px } @layer d {} } @layer {} @container x (min-width: 1px) { #a {bottom: 2px} } @scope (#a) to (b) { p { top: 2px } } @starting-style { #a { opacity: 0 } } @font-face { font-family: X } @keyframes k { from { top: 0 } 50% { top: 1px } to {top:2px} } @page :first { margin: 1px } #a { color: red; & b { color: blue } @media print { color: green } top: 3px } @unknown { #a {} } @media print;  #b{}";
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  document.body.innerHTML = "<p id=a>x</p>";
  const { sheet } = style;
  attempt("count", () => sheet.cssRules.length);
  const walk = (rule, path) => {
    attempt(path, () => [rule.constructor.name, rule.type, rule.cssText]);
    attempt(path + " more", () =>
      Object.fromEntries(
        "conditionText name nameList href layerName supportsText prefix namespaceURI containerName containerQuery start end keyText selectorText"
          .split(" ")
          .filter((k) => k in rule)
          .map((k) => [k, rule[k]]),
      ),
    );
    if (rule.media) attempt(path + " media", () => rule.media.mediaText);
    if (rule.style) attempt(path + " style", () => [rule.style.cssText]);
    attempt(path + " parents", () => [
      rule.parentRule?.constructor.name,
      rule.parentStyleSheet === sheet,
    ]);
    if (rule.cssRules) [...rule.cssRules].forEach((each, i) => walk(each, path + "." + i));
  };
  [...sheet.cssRules].forEach((rule, i) => walk(rule, String(i)));
  const of = (type) => [...sheet.cssRules].find((r) => r.constructor.name === type);
  const m = of("CSSMediaRule");
  attempt("same list", () => m.cssRules === m.cssRules);
  attempt("same rule", () => m.cssRules[0] === m.cssRules[0]);
  attempt("insert", () => [m.insertRule("#a { left: 5px }"), m.cssText]);
  attempt("insert end", () => [m.insertRule("#a { left: 6px }", 3), m.cssRules.length]);
  attempt("insert too far", () => m.insertRule("#a { left: 6px }", 9));
  attempt("insert junk", () => m.insertRule("junk"));
  attempt("insert two", () => m.insertRule("#a {} #b {}"));
  attempt("insert empty", () => m.insertRule(""));
  attempt("insert decl", () => m.insertRule("color: red"));
  attempt("insert import", () => m.insertRule("@import 'x'"));
  attempt("insert namespace", () => m.insertRule("@namespace 'x'"));
  attempt("insert none", () => m.insertRule());
  attempt("insert unknown", () => m.insertRule("@unknown {}"));
  attempt("insert bad selector", () => m.insertRule("::: { }"));
  attempt("sheet insert junk", () => sheet.insertRule("junk"));
  attempt("sheet insert two", () => sheet.insertRule("#a {} #b {}"));
  attempt("sheet insert unknown", () => sheet.insertRule("@unknown {}"));
  attempt("sheet insert bad selector", () => sheet.insertRule("::: { }"));
  attempt("sheet insert none", () => sheet.insertRule());
  attempt("sheet insert import", () => sheet.insertRule("@import 'x'", 5));
  attempt("sheet insert import first", () => sheet.insertRule("@import 'y'", 0));
  attempt("sheet insert rule before imports", () => sheet.insertRule("#a {}", 0));
  attempt("sheet insert namespace", () => sheet.insertRule("@namespace 'y'", 1));
  attempt("delete", () => {
    m.deleteRule(0);
    return m.cssText;
  });
  attempt("delete too far", () => m.deleteRule(9));
  attempt("delete none", () => m.deleteRule());
  attempt("sheet delete none", () => sheet.deleteRule());
  attempt("sheet delete far", () => sheet.deleteRule(99));
  attempt("media set", () => {
    m.media.mediaText = "print";
    return [m.conditionText, m.cssText];
  });
  attempt("media assigned", () => {
    m.media = "screen, print";
    return [m.conditionText, m.media.length];
  });
  attempt("cond set", () => {
    m.conditionText = "tv";
    return m.conditionText;
  });
  const inner = m.cssRules[0];
  attempt("gone", () => {
    m.deleteRule(0);
    return [inner.parentRule, inner.parentStyleSheet, inner.cssText];
  });
  attempt("sheet gone", () => {
    const i = [...sheet.cssRules].indexOf(m);
    sheet.deleteRule(i);
    return [m.parentStyleSheet, m.cssRules.length, m.cssText];
  });
  const st = [...sheet.cssRules].find((r) => r.selectorText === "#a");
  attempt("style rule", () => [
    st.cssRules.length,
    [...st.cssRules].map((r) => [r.constructor.name, r.cssText, r.selectorText]),
  ]);
  attempt("style insert", () => {
    st.insertRule("& i { color: red }");
    return st.cssText;
  });
  attempt("style insert decl", () => {
    st.insertRule("top: 9px");
    return st.cssText;
  });
  attempt("style insert media decl", () => {
    st.insertRule("@media screen { top: 9px }");
    return st.cssText;
  });
  attempt("style insert font-face", () => {
    st.insertRule("@font-face {}");
    return st.cssText;
  });
  attempt("style delete", () => {
    st.deleteRule(0);
    return st.cssText;
  });
  attempt("bad selector", () => {
    st.selectorText = ":::";
    return st.selectorText;
  });
  const k = of("CSSKeyframesRule");
  attempt("keyframes", () => [
    k.name,
    k.cssRules.length,
    k.cssRules[1].keyText,
    k.findRule("50%")?.cssText,
  ]);
  const ss = of("CSSStartingStyleRule");
  attempt("x", () => ss.cssText);
  document.head.innerHTML = "<style></style>";
  const value = (property = "color") => getComputedStyle(document.getElementById("a"))[property];
  const own = document.querySelector("style").sheet;
  const groupOf = (text) => own.cssRules[own.insertRule(text, own.cssRules.length)];
  for (const head of ["@media screen", "@supports (color: red)", "@layer x", "@scope (body)"]) {
    const group = groupOf(`${head} { }`);
    check(`${head}: empty`, [value(), own.cssRules.length]);
    group.insertRule("#a { color: rgb(1, 2, 3) }");
    check(`${head}: inserted`, value());
    group.cssRules[0].style.color = "rgb(4, 5, 6)";
    check(`${head}: changed`, value());
    group.cssRules[0].selectorText = "#b";
    check(`${head}: another selector`, value());
    group.cssRules[0].selectorText = "#a";
    group.insertRule("@media print { #a { color: rgb(7, 8, 9) !important } }", 1);
    check(`${head}: group in it`, value());
    group.cssRules[1].media.mediaText = "all";
    check(`${head}: other media in it`, value());
    group.deleteRule(1);
    check(`${head}: less`, value());
    group.deleteRule(0);
    check(`${head}: none`, [value(), group.cssText]);
    own.deleteRule(own.cssRules.length - 1);
  }
  own.insertRule("@media print { #a { display: none } }");
  const [media] = own.cssRules;
  check("for paper", value("display"));
  media.media.mediaText = "screen";
  check("for screens", [value("display"), document.getElementById("a").checkVisibility()]);
  media.cssRules[0].style.display = "";
  check("shown", [value("display"), document.getElementById("a").checkVisibility()]);
  own.insertRule(
    "body { & p { color: rgb(1, 1, 1) } @media print { & p { color: rgb(2, 2, 2) } } }",
    1,
  );
  const nesting = own.cssRules[1];
  check("nested", [value(), nesting.cssRules.length]);
  nesting.cssRules[1].media.appendMedium("screen");
  check("nested media", value());
  nesting.cssRules[0].style.setProperty("color", "rgb(3, 3, 3)", "important");
  check("nested style", value());
  nesting.deleteRule(0);
  nesting.insertRule("color: rgb(4, 4, 4)", 1);
  nesting.deleteRule(0);
  check("nested declarations", [value(), nesting.cssText]);
  own.deleteRule(1);
  own.insertRule("@layer one { #a { color: rgb(1, 1, 1) } }", 0);
  own.insertRule("@layer two { #a { color: rgb(2, 2, 2) } }", 1);
  check("layers", value());
  own.insertRule("@layer two, one;", 0);
  check("order of layers", [value(), own.cssRules[0].cssText]);
  const constructed = new CSSStyleSheet();
  constructed.replaceSync("@import 'x'; #a { color: rgb(5, 5, 5) } @media print { #b { } }");
  const before = constructed.cssRules[0];
  check("constructed", [constructed.cssRules.length, before?.cssText]);
  attempt("import into a constructed one", () => constructed.insertRule("@import 'x'"));
  document.adoptedStyleSheets = [constructed];
  check("adopted", value());
  constructed.cssRules[1].insertRule("#a { color: rgb(6, 6, 6) }");
  constructed.cssRules[1].media = "screen";
  check("adopted and changed", value());
  constructed.replaceSync("");
  check("replaced", [value(), before.parentStyleSheet === null]);
  attempt("replaceSync of an element's", () => own.replaceSync(""));
  attempt("replaceSync of nothing", () => constructed.replaceSync());
  own.cssRules[0].parentStyleSheet.ownerNode.textContent = "p { color: rgb(7, 7, 7); }";
  check("another text", [value(), own.cssRules.length, own.ownerNode]);
};
