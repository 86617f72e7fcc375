// Tree walkers, node iterators and ranges.
(check) => {
  let step = 0;
  const log = {
    push: (...values) => {
      for (const value of values) check(`${++step}`, value);
    },
  };
  const d = document.createElement("div");
  d.innerHTML = "<p>ab<b>cd</b>ef</p><!--c--><ul><li>1</li><li>2<i>3</i></li></ul>tail";
  document.body.append(d);
  const all = (w, m) => {
    const r = [];
    let n;
    while ((n = w[m]())) r.push(n.nodeName + (n.data || ""));
    return r.join();
  };
  log.push(all(document.createTreeWalker(d), "nextNode"));
  log.push(all(document.createTreeWalker(d, NodeFilter.SHOW_TEXT), "nextNode"));
  log.push(
    all(
      document.createTreeWalker(d, NodeFilter.SHOW_ELEMENT, (n) => (n.localName === "ul" ? 2 : 1)),
      "nextNode",
    ),
  );
  log.push(
    all(
      document.createTreeWalker(d, NodeFilter.SHOW_ELEMENT, {
        acceptNode: (n) => (n.localName === "ul" ? 3 : 1),
      }),
      "nextNode",
    ),
  );
  const w = document.createTreeWalker(d, NodeFilter.SHOW_ELEMENT);
  w.currentNode = d.querySelector("i");
  log.push(all(w, "previousNode"));
  w.currentNode = d;
  log.push(
    w.firstChild().localName,
    w.nextSibling().localName,
    w.lastChild().localName,
    w.previousSibling().localName,
    w.parentNode().localName,
    w.parentNode().localName,
    w.parentNode(),
  );
  const it = document.createNodeIterator(d, NodeFilter.SHOW_ELEMENT);
  log.push(it.nextNode().localName, it.nextNode().localName, it.nextNode().localName);
  d.querySelector("p").remove();
  log.push(
    it.referenceNode.nodeName,
    it.pointerBeforeReferenceNode,
    it.nextNode().localName,
    it.previousNode().localName,
    it.previousNode().localName,
    it.previousNode(),
  );
  d.innerHTML = "<p>ab<b>cd</b>ef</p><!--c--><ul><li>1</li><li>2<i>3</i></li></ul>tail";
  const r = document.createRange();
  log.push(r.startContainer.nodeName, r.collapsed);
  r.setStart(d.firstChild.firstChild, 1);
  r.setEnd(d.querySelector("li").firstChild, 1);
  log.push(r.toString(), r.commonAncestorContainer === d);
  const cc = r.cloneContents();
  const h = document.createElement("div");
  h.append(cc);
  log.push(h.innerHTML, d.innerHTML);
  const ex = r.extractContents();
  h.replaceChildren(ex);
  log.push(h.innerHTML, d.innerHTML, r.collapsed, r.startContainer.nodeName, r.startOffset);
  const show = (r) =>
    [r.startContainer.nodeName, r.startOffset, r.endContainer.nodeName, r.endOffset].join();
  d.innerHTML = "<p>abcdef</p><p>2</p><p>3</p>";
  r.selectNodeContents(d);
  log.push(show(r));
  d.firstChild.remove();
  log.push(show(r));
  d.prepend("x");
  log.push(show(r));
  r.setStart(d.lastChild.firstChild, 1);
  log.push(show(r));
  d.lastChild.remove();
  log.push(show(r));
  d.innerHTML = "abcdef";
  const t = d.firstChild;
  r.setStart(t, 2);
  r.setEnd(t, 5);
  t.splitText(3);
  log.push(show(r), d.childNodes.length);
  t.insertData(0, "zz");
  log.push(show(r));
  t.data = "q";
  log.push(show(r));
  d.normalize();
  log.push(show(r), d.innerHTML);
  d.innerHTML = "abc<b>d</b>";
  r.setStart(d.firstChild, 1);
  r.collapse(true);
  r.insertNode(document.createElement("i"));
  log.push(d.innerHTML, show(r));
  d.innerHTML = "abc";
  r.setStart(d.firstChild, 1);
  r.setEnd(d.firstChild, 2);
  r.surroundContents(document.createElement("u"));
  log.push(d.innerHTML, show(r));
  d.innerHTML = "<p>abc</p><p>def</p><p>ghi</p>";
  r.setStart(d.firstChild.firstChild, 1);
  r.setEnd(d.lastChild.firstChild, 1);
  r.deleteContents();
  log.push(d.innerHTML, show(r));
  const err = (f) => {
    try {
      return String(f());
    } catch (e) {
      return e.name + ": " + e.message;
    }
  };
  log.push(
    err(() => r.setStart(d, 9)),
    err(() => r.setStart(d.firstChild.firstChild, 99)),
    err(() => r.selectNode(document.createElement("p"))),
    err(() => r.setStart(null, 0)),
    err(() => r.compareBoundaryPoints(7, r)),
    err(() => document.createTreeWalker()),
    r.intersectsNode(d.firstChild),
    r.comparePoint(d, 0),
    r.isPointInRange(d, 0),
  );
  const f = r.createContextualFragment("<p>x");
  log.push(f.firstChild.outerHTML);
  d.remove();
};
