// How the selectors of a rule are written back.
(check) => {
  const sheet = new CSSStyleSheet();
  for (const text of [
    "a",
    "A.Big#Id",
    "a>b",
    "a  b",
    "a\n>\tb",
    "a+b~c",
    "a,b ,  c",
    "a:HOVER",
    "a::BEFORE",
    "a:before",
    ":nth-child(2N + 1)",
    ":nth-child(odd)",
    ":nth-child( even )",
    ":nth-child(-n+3)",
    ":nth-child(2n + 1 of .a,.b)",
    ":is(a>b,c)",
    ":not( .a , .b )",
    ":where(a,b) c",
    ":has(>a)",
    "[a]",
    "[ A = b ]",
    "[a='b c']",
    '[a~="b"]',
    "[a=b i]",
    "[a='b'I]",
    "a[href^='x']",
    "*",
    "*.a",
    "* > *",
    "a /* x */ b",
    "a/* x */b",
    ".\\31 a",
    "#a\\:b",
    ":lang(EN)",
    ":dir(LTR)",
    "a:not(:is(b,c)):hover>d",
    "::slotted(a)",
    "::part(x  y)",
    ":host(.a)",
    ":root",
    "a b>c d",
    "DIV#x.y[z]:first-child",
    "svg|a",
  ]) {
    sheet.replaceSync(`${text} { color: red }`);
    check(text, [sheet.cssRules.length, sheet.cssRules[0]?.selectorText]);
  }
  sheet.replaceSync("a { } b { c { } > d { } &.e { } .f & { } g, & h { } }");
  const [first, second] = sheet.cssRules;
  first.selectorText = "x>Y ,z";
  check("set", [first.selectorText, first.cssText]);
  first.selectorText = ">";
  check("set to none", first.selectorText);
  check(
    "nested",
    [...second.cssRules].map(({ selectorText }) => selectorText),
  );
};
