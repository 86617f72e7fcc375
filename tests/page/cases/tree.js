// What goes where, what may not, and in which words it is refused.
(check) => {
  const div = document.body.appendChild(document.createElement("div"));
  const tried = (work) => {
    try {
      return String(work());
    } catch (error) {
      return `${error.name} (${error.code}): ${error.message}`;
    }
  };
  const make = (name) => document.createElement(name);

  div.innerHTML = "<a></a><b></b><i></i>";
  const [a, b, i] = div.children;
  div.insertBefore(i, a);
  check("insertBefore moves", div.innerHTML);
  div.insertBefore(i, i);
  check("insertBefore itself", div.innerHTML);
  div.replaceChild(a, b);
  check("replaceChild by a sibling", div.innerHTML);
  div.replaceChild(a, a);
  check("replaceChild by itself", div.innerHTML);
  a.replaceWith("x", make("u"), "y");
  check("replaceWith", div.innerHTML);
  i.before("1", i, "2");
  check("before with itself", div.innerHTML);
  i.after(i, "3", make("s"));
  check("after with itself", div.innerHTML);
  div.prepend(make("q"), "p");
  div.append();
  check("prepend, append nothing", div.innerHTML);
  div.replaceChildren(div.lastChild, "end");
  check("replaceChildren", div.innerHTML);
  const fragment = document.createDocumentFragment();
  fragment.append("a", make("b"), "c");
  check(
    "appendChild of a fragment",
    div.appendChild(fragment) === fragment && fragment.childNodes.length,
  );
  check("after a fragment", div.innerHTML);
  div.textContent = "a";
  div.append("b", "", "c");
  div.append(document.createComment("d"), "e", "f");
  div.normalize();
  check(
    "normalize",
    [...div.childNodes].map((node) => node.nodeValue),
  );
  check("splitText", [
    div.firstChild.splitText(1).data,
    div.firstChild.wholeText,
    div.childNodes.length,
  ]);
  check("textContent", [div.textContent, document.textContent, div.firstChild.textContent]);
  div.textContent = null;
  check("textContent of null", div.childNodes.length);

  div.innerHTML = "<p id=p><b></b></p>";
  const p = div.firstChild;
  check("contains", [div.contains(p), p.contains(div), p.contains(p), p.contains(null)]);
  check("positions", [
    div.compareDocumentPosition(p),
    p.compareDocumentPosition(div),
    p.compareDocumentPosition(p),
    p.firstChild.compareDocumentPosition(document.head),
    make("x").compareDocumentPosition(p) & 33,
  ]);
  check("isEqualNode", [
    p.isEqualNode(p.cloneNode(true)),
    p.isEqualNode(p.cloneNode(false)),
    p.isEqualNode(null),
    make("a").isEqualNode(document.createElementNS(null, "a")),
  ]);
  check("root", [p.getRootNode() === document, make("a").getRootNode().localName, p.isConnected]);
  check("siblings", [
    p.firstChild.nextSibling,
    p.parentElement === div,
    document.documentElement.parentElement,
    document.documentElement.parentNode === document,
    div.firstElementChild.localName,
    div.lastElementChild.localName,
    div.childElementCount,
  ]);
  check("ownerDocument", [p.ownerDocument === document, document.ownerDocument]);

  check(
    "itself in itself",
    tried(() => p.appendChild(p)),
  );
  check(
    "parent in child",
    tried(() => p.appendChild(div)),
  );
  check(
    "not a child before",
    tried(() => div.insertBefore(make("a"), make("b"))),
  );
  check(
    "not a child to replace",
    tried(() => div.replaceChild(make("a"), make("b"))),
  );
  check(
    "not a child to remove",
    tried(() => div.removeChild(make("b"))),
  );
  check(
    "null",
    tried(() => div.appendChild(null)),
  );
  check(
    "nothing",
    tried(() => div.appendChild()),
  );
  check(
    "no second argument",
    tried(() => div.insertBefore(make("a"))),
  );
  check(
    "into a text",
    tried(() => document.createTextNode("x").appendChild(make("a"))),
  );
  check(
    "document in element",
    tried(() => div.appendChild(document)),
  );
  check(
    "attribute in element",
    tried(() => div.appendChild(document.createAttribute("a"))),
  );
  check(
    "doctype in element",
    tried(() => div.appendChild(document.implementation.createDocumentType("a", "", ""))),
  );
  check(
    "text in document",
    tried(() => document.appendChild(document.createTextNode("x"))),
  );
  check(
    "second element in document",
    tried(() => document.appendChild(make("a"))),
  );
  check(
    "second doctype",
    tried(() => document.appendChild(document.implementation.createDocumentType("a", "", ""))),
  );
  check(
    "element before doctype",
    tried(() => {
      const other = document.implementation.createHTMLDocument("x");
      other.documentElement.remove();
      return other.insertBefore(other.createElement("a"), other.doctype);
    }),
  );
  const template = make("template");
  check(
    "template in its content",
    tried(() => template.content.appendChild(template)),
  );
  check(
    "symbol",
    tried(() => div.append(Symbol("x"))),
  );

  div.innerHTML = "<p>1</p><p>2</p>";
  div.moveBefore(div.lastChild, div.firstChild);
  check("moveBefore", div.innerHTML);
  check(
    "moveBefore of the disconnected",
    tried(() => div.moveBefore(make("p"), null)),
  );
  check(
    "moveBefore into itself",
    tried(() => div.firstChild.moveBefore(div, null)),
  );
  check(
    "moveBefore a stranger",
    tried(() => div.moveBefore(div.firstChild, document.body)),
  );
  const apart = make("div");
  apart.append(make("a"), make("b"));
  apart.moveBefore(apart.lastChild, apart.firstChild);
  check("moveBefore in a tree that is not connected", apart.innerHTML);

  check("names", [
    tried(() => make("1a")),
    tried(() => make("")),
    tried(() => make("a b")),
    make("a:b").localName,
    make("é").localName,
    make("DIV").localName,
    tried(() => document.createElementNS(null, "a:b")),
    tried(() => document.createElementNS("u", "xml:b")),
    tried(() => document.createElementNS("u", "xmlns")),
    document.createElementNS("u", "P:Q").tagName,
    document.createElementNS("http://www.w3.org/1999/xhtml", "DIV").tagName,
  ]);
  check("constructors", [
    tried(() => new Node()),
    tried(() => new Element()),
    tried(() => new HTMLDivElement()),
    new Text("a").data,
    new Comment().data,
    new DocumentFragment().nodeName,
    tried(() => new NodeList()),
    tried(() => new Attr()),
  ]);
  check(
    "importNode of a document",
    tried(() => document.importNode(document)),
  );
  check(
    "adoptNode of a document",
    tried(() => document.adoptNode(document)),
  );
  const other = document.implementation.createHTMLDocument("t");
  const adopted = other.adoptNode(div.firstChild);
  check("adoptNode", [adopted.ownerDocument === other, adopted.parentNode, div.innerHTML]);
  check("importNode", [
    document.importNode(other.body, true).ownerDocument === document,
    document.importNode(other.documentElement).childNodes.length,
  ]);
  div.append(adopted);
  check("appending adopts", adopted.ownerDocument === document);

  div.innerHTML = "<a></a>x<b></b>";
  const { childNodes, children } = div;
  check("live lists", [
    childNodes.length,
    children.length,
    childNodes[1].data,
    children[1].localName,
    children[2],
  ]);
  div.append(make("i"));
  check("live lists later", [childNodes.length, children.length, childNodes === div.childNodes]);
  const visited = [];
  for (const node of childNodes) {
    visited.push(node.nodeName);
    if (visited.length < 3) node.remove();
  }
  check("removing while iterating", visited);
  check("list members", [
    Object.keys(children),
    0 in children,
    9 in children,
    children.item(9),
    children.item(0).localName,
    Array.isArray(children),
    Object.prototype.toString.call(children),
    Object.prototype.toString.call(childNodes),
    Array.from(childNodes).length,
    [].map.call(childNodes, (node) => node.nodeName),
    typeof childNodes.forEach,
    typeof children.forEach,
  ]);
  div.innerHTML = "<a id=k name=n></a>";
  check("named items", [
    children.k?.id,
    children.n?.id,
    children.namedItem("n").id,
    children.zz,
    Object.keys(children),
  ]);
  const found = document.querySelectorAll("a");
  div.innerHTML = "";
  check("static list", found.length);
  div.remove();
};
