// What a range refuses to do, and that nothing has changed when it has.
(check) => {
  const box = document.createElement("div");
  document.body.append(box);
  const fresh = () => {
    box.innerHTML = "<p>one <b>two</b></p><!--note--><i>three</i>";
    return box.firstChild;
  };
  const told = (act) => {
    try {
      act();
      return "done";
    } catch (error) {
      return [error.name, error.message];
    }
  };
  const inText = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range;
  };
  const place = (range) => [
    range.startContainer.nodeName,
    range.startOffset,
    range.endContainer.nodeName,
    range.endOffset,
  ];

  for (const [what, given] of [
    ["its own parent", (p) => p],
    ["the document", () => document],
    ["a doctype", () => document.implementation.createDocumentType("html", "", "")],
    ["an element", () => document.createElement("u")],
    ["a text", () => document.createTextNode("new")],
    ["a fragment", () => document.createRange().createContextualFragment("<s>x</s><s>y</s>")],
    ["the text itself", (p) => p.firstChild],
    ["what is further down", (p) => p.nextSibling.nextSibling],
  ]) {
    for (const [from, to] of [
      [1, 1],
      [0, 2],
    ]) {
      const p = fresh();
      const range = inText(p.firstChild, from, to);
      const end = told(() => range.insertNode(given(p)));
      check(`insert ${what} at ${from}`, [
        Array.isArray(end) ? end[0] : end,
        box.innerHTML,
        p.childNodes.length,
        ...place(range),
      ]);
    }
    const p = fresh();
    const range = inText(p.firstChild, 0, 2);
    const end = told(() => range.surroundContents(given(p)));
    check(`surround with ${what}`, [Array.isArray(end) ? end[0] : end, box.innerHTML]);
  }
  const p = fresh();
  const words = (node) => told(() => inText(p.firstChild, 0, 1).surroundContents(node));
  check("in words", [words(document), words(document.createDocumentFragment())]);
  const across = document.createRange();
  across.setStart(p.firstChild, 1);
  across.setEnd(p.lastChild.firstChild, 1);
  check(
    "half of an element",
    told(() => across.surroundContents(document.createElement("u"))),
  );
  check("still there", box.innerHTML);

  const made = (init) => told(() => new StaticRange(init));
  const whole = { startContainer: box, startOffset: 0, endContainer: box, endOffset: 1 };
  check("static", [
    made(whole),
    made({ ...whole, endContainer: 7 }),
    made({ ...whole, endContainer: undefined }),
    made({ ...whole, startOffset: undefined }),
    made({ ...whole, startContainer: document.doctype }),
    made({ ...whole, startOffset: 99 }),
  ]);
};
