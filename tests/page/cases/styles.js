// What a value that is set through `style` becomes in the attribute; null where it is refused.
(check) => {
  const div = document.createElement("div");
  const probe = (property, value) => {
    div.removeAttribute("style");
    div.style.setProperty(property, value);
    return div.getAttribute("style");
  };
  for (const [p, v] of [
    ["color", "#fff"],
    ["color", "RED"],
    ["color", "notacolor"],
    ["color", "rgb(1 2 3 / 50%)"],
    ["color", "hsl(120 100% 50%)"],
    ["color", "#ff000080"],
    ["color", "currentColor"],
    ["color", "rgb(1,2,3)"],
    ["color", "rgba(1,2,3,.5)"],
    ["color", "INHERIT"],
    ["width", "10"],
    ["width", "0"],
    ["width", "10PX"],
    ["width", "50%"],
    ["width", "auto"],
    ["width", "1e3px"],
    ["width", "+.5em"],
    ["width", "var(--x)"],
    ["width", "calc(100% - 10px)"],
    ["width", "1.50px"],
    ["width", "10px !important"],
    ["opacity", ".5"],
    ["opacity", "50%"],
    ["opacity", "x"],
    ["display", "BLOCK"],
    ["display", "foo"],
    ["display", ""],
    ["margin", "1px 2px"],
    ["margin", "0 auto"],
    ["margin-left", "1px"],
    ["margin-left", "-0.5em"],
    ["--a", " x y "],
    ["--A", "1"],
    ["background-color", "red"],
    ["background-color", "#ABCDEF"],
    ["transform", "translate(1px,2px)"],
    ["transform", "translate(0,0)"],
    ["transform", "rotate(45deg)"],
    ["transform", "scale(0.50)"],
    ["font-family", "Arial, 'x y'"],
    ["font-family", "Arial,sans-serif"],
    ["z-index", "5"],
    ["z-index", "auto"],
    ["visibility", "hidden"],
    ["visibility", "gone"],
    ["background-image", "url(a.png)"],
    ["foo", "bar"],
    ["inset", "0"],
    ["gap", "1px"],
    ["grid-template-columns", "1fr   1fr"],
    ["content", "'a'"],
    ["view-transition-name", "foo"],
    ["view-transition-name", "Foo"],
    ["overflow", "hidden"],
    ["overflow-x", "scroll"],
    ["cursor", "pointer"],
    ["position", "FIXED"],
    ["flex-grow", "1"],
    ["order", "2"],
    ["line-height", "1.5"],
    ["line-height", "0"],
    ["font-weight", "bold"],
    ["font-weight", "700"],
    ["font-size", "12PT"],
    ["text-align", "center"],
    ["pointer-events", "none"],
    ["filter", "blur(2px)"],
    ["box-shadow", "none"],
    ["max-width", "none"],
    ["top", "0"],
    ["top", "-5px"],
    ["left", "1"],
    ["white-space", "nowrap"],
    ["text-decoration-line", "underline"],
    ["user-select", "none"],
    ["border-top-width", "0"],
    ["border-top-style", "solid"],
    ["border-top-color", "#000"],
    ["outline-style", "auto"],
    ["animation-name", "Foo"],
    ["transition-property", "opacity"],
    ["grid-area", "Foo"],
    ["accent-color", "red"],
    ["fill", "none"],
    ["stroke", "#f00"],
    ["fill", "url(#a)"],
    ["translate", "0"],
    ["scale", "1.5"],
    ["aspect-ratio", "16/9"],
    ["aspect-ratio", "16 / 9"],
    ["object-fit", "cover"],
    ["resize", "none"],
  ])
    check(`${p}: ${v}`, probe(p, v));
  const read = (text) => {
    div.setAttribute("style", text);
    return [div.style.cssText, div.getAttribute("style")];
  };
  check("read", [
    read("color:red; COLOR : BLUE !important; foo:bar; --X: 1 ;width:10px"),
    read("display:none;display:foo"),
    read("color:red!important;color:blue"),
    read("color: red /* c */; content: ';'; x"),
    read("color: red; color: blue; width: 1px; color: green"),
    read(";;"),
  ]);
  div.setAttribute("style", "color:  red");
  div.style.width = "1px";
  const first = div.getAttribute("style");
  div.style.removeProperty("width");
  const second = div.getAttribute("style");
  div.style.removeProperty("color");
  check("written again", [first, second, div.outerHTML]);
};
