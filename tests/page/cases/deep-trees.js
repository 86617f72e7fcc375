// Scripts nest elements deeper than the parser does, and deeper than the calls of a script can be.
(check) => {
  const DEPTH = 3000;
  const nested = (name, style = "") => {
    const inner = document.createElement("i");
    inner.textContent = "x";
    let top = inner;
    for (let i = 0; i < DEPTH; i++) {
      const outer = document.createElement(name);
      if (style !== "") outer.setAttribute("style", style);
      outer.append(top);
      top = outer;
    }
    return [top, inner];
  };
  const depthOf = (node) => {
    let depth = 0;
    for (let at = node; at.firstChild !== null; at = at.firstChild) depth++;
    return depth;
  };
  const [top, inner] = nested("b");
  document.body.append(top);
  check("innerHTML", top.innerHTML.length);
  check("outerHTML", top.outerHTML.length);
  check("as XML", new XMLSerializer().serializeToString(top).length);
  check("a copy", depthOf(top.cloneNode(true)));
  check("imported", depthOf(document.importNode(top, true)));
  const copy = top.cloneNode(true);
  check("equal", [top.isEqualNode(copy), top.isEqualNode(top.firstChild)]);
  let last = copy;
  while (last.firstChild !== null) last = last.firstChild;
  last.data = "y";
  check("unlike at the end", top.isEqualNode(copy));
  check("text", [top.textContent, top.innerText, inner.innerText]);

  top.style.color = "rgb(1, 2, 3)";
  top.style.setProperty("--own", "given");
  const style = getComputedStyle(inner);
  check("inherited", [style.color, style.visibility, style.fontSize, style.fontWeight]);
  check("a custom property", style.getPropertyValue("--own"));
  check("rendered", [inner.checkVisibility(), top.checkVisibility()]);
  inner.tabIndex = 0;
  inner.focus();
  check("focused", document.activeElement === inner);
  top.style.display = "none";
  check("not rendered", [inner.checkVisibility(), inner.innerText]);
  top.remove();

  const shown = nested("div", "display: contents")[0];
  document.body.append(shown);
  check("without boxes", [shown.innerText, getComputedStyle(shown).display]);
  shown.remove();

  const [quoted, quote] = nested("q", "width: inherit; color: currentcolor");
  quoted.style.width = "7px";
  document.body.append(quoted);
  check("inherited by a word", getComputedStyle(quote.parentNode).color);
  quoted.remove();

  const template = document.createElement("template");
  template.content.append(nested("p")[0]);
  check("a template", [depthOf(template.cloneNode(true).content), template.innerHTML.length]);

  const nots = (count) => ":not(".repeat(count) + "i" + ")".repeat(count);
  check("nested lists", document.body.matches(nots(300)));
};
