// Selectors that look far up or far down: many elements are asked at once, and each one alone.
(check) => {
  const chain = (depth, dress) => {
    const top = document.createElement("div");
    let inner = top;
    for (let i = 0; i < depth; i++) {
      const next = document.createElement(i % 3 === 0 ? "div" : "span");
      dress(next, i);
      inner.append(next);
      inner = next;
    }
    return top;
  };
  const alike = (root, selector) => {
    const found = [...root.querySelectorAll(selector)];
    const alone = [...root.querySelectorAll("*")].filter((each) => each.matches(selector));
    return [found.length, found.length === alone.length && found.every((e, i) => e === alone[i])];
  };

  // Branches that go off a chain, some of them deep too.
  const tree = chain(150, (element, i) => {
    if (i % 7 === 0) element.className = "seven";
    if (i % 40 === 0) element.className = "forty";
    if (i === 70) element.id = "seventy";
    if (i % 25 === 0) {
      element.append(
        chain(i, (each, j) => {
          if (j === 60) each.className = "leaf";
        }),
      );
    }
  });
  document.body.append(tree);
  const selectors = [
    "body span",
    "p span",
    ".forty span",
    ".forty .seven .leaf",
    "#seventy div",
    "#seventy > span div > span",
    ".forty div ~ span",
    ":is(#seventy, .forty) span",
    "span:not(#seventy *)",
    "div:has(.leaf)",
    "div:has(#nothing)",
    "span:has(> .seven)",
    "span:has(.forty .leaf)",
    "div:not(:has(#seventy))",
    ":has(.leaf):has(#seventy) div",
    "div:nth-child(1 of :has(.leaf)) span",
    ":has(:scope)",
    ":scope span:has(.leaf)",
  ];
  for (const selector of selectors) check(selector, alike(document, selector));
  const inner = document.getElementById("seventy");
  for (const selector of selectors) {
    check(`in an element: ${selector}`, inner.querySelectorAll(selector).length);
  }
  check("closest", [
    inner.closest("div:has(.leaf)") === inner.parentElement.closest("div"),
    inner.closest("p:has(.leaf)"),
  ]);
  inner.className = "changed";
  check("changed", [
    document.querySelectorAll(".changed span").length,
    document.querySelectorAll("div:has(.changed)").length,
  ]);
  inner.removeAttribute("class");
  check("changed back", [
    document.querySelectorAll(".changed span").length,
    document.querySelectorAll("div:has(.changed)").length,
  ]);
  tree.remove();

  const deep = chain(3000, () => {});
  deep.hidden = true;
  document.body.append(deep);
  for (const selector of [
    "body *",
    "p *",
    "div:has(i)",
    "div:has(div)",
    "span:not(:has(div, i))",
  ]) {
    check(`very deep: ${selector}`, document.querySelectorAll(selector).length);
  }
  deep.remove();
};
