// What scripts of many years do: they ask what there is, fill events by hand, and call functions from attributes.
(check) => {
  const told = (act) => {
    try {
      return act();
    } catch (error) {
      return [error.name, error.message];
    }
  };
  // A getter among the options says which of them are known.
  for (const method of ["addEventListener", "removeEventListener"]) {
    const asked = [];
    const options = {};
    for (const name of ["capture", "once", "passive", "signal", "other"]) {
      Object.defineProperty(options, name, { get: () => void asked.push(name) });
    }
    document[method]("test", null, options);
    document[method]("test", () => {}, options);
    check(`asked by ${method}`, asked);
  }
  check("a wrong signal", told(() => document.addEventListener("x", null, { signal: 5 }))[0]);

  document.body.innerHTML =
    '<form id="f"><button id="b" type="button">x</button></form><div id="d"><u id="e">y</u></div>';
  // In an attribute these names are the page's functions, where it has some.
  const button = document.getElementById("b");
  const calls = [];
  const names = [
    "remove",
    "append",
    "prepend",
    "before",
    "after",
    "replaceWith",
    "replaceChildren",
  ];
  for (const name of [...names, "click", "focus"]) {
    window[name] = () => calls.push(`the page's ${name}`);
    button.setAttribute("onfocus", `${name}('gone')`);
    button.dispatchEvent(new Event("focus"));
    delete window[name];
    button.setAttribute("onfocus", `this.kept = typeof this.${name}`);
    button.dispatchEvent(new Event("focus"));
    calls.push(button.kept);
  }
  check("called from attributes", [calls, button.isConnected, button.outerHTML.length > 0]);
  const hidden = (type) => Object.keys(type.prototype[Symbol.unscopables]).includes("remove");
  check("unscopable", [Element, CharacterData, DocumentType, DocumentFragment].map(hidden));

  const mouse = document.createEvent("MouseEvents");
  mouse.initMouseEvent(
    "click",
    true,
    true,
    window,
    3,
    1,
    2,
    4,
    5,
    true,
    false,
    true,
    false,
    2,
    button,
  );
  check("a mouse event by hand", [
    mouse.type,
    mouse.bubbles,
    mouse.cancelable,
    mouse.view === window,
    mouse.detail,
    mouse.screenX,
    mouse.screenY,
    mouse.clientX,
    mouse.clientY,
    mouse.ctrlKey,
    mouse.altKey,
    mouse.shiftKey,
    mouse.metaKey,
    mouse.button,
    mouse.which,
    mouse.relatedTarget === button,
  ]);
  mouse.initMouseEvent("mouseup", false, false);
  check("again", [
    mouse.type,
    mouse.bubbles,
    mouse.view,
    mouse.screenX,
    mouse.button,
    mouse.ctrlKey,
  ]);
  const key = document.createEvent("KeyboardEvent");
  key.initKeyboardEvent("keydown", true, true, window, "Enter", 1, true, false, true, true);
  const { type, location, ctrlKey, altKey, shiftKey, metaKey, keyCode } = key;
  check("a key by hand", [
    type,
    key.key,
    location,
    ctrlKey,
    altKey,
    shiftKey,
    metaKey,
    keyCode,
    key.view === window,
  ]);
  button.addEventListener("click", (event) => {
    event.initMouseEvent("other", false, false);
    calls.push([event.type, event.bubbles]);
  });
  const click = document.createEvent("MouseEvent");
  click.initMouseEvent("click", true, true, window, 1);
  button.dispatchEvent(click);
  check("on its way it stays", calls.at(-1));

  // A copy of a document is a document.
  const copy = document.cloneNode(true);
  check("a copied document", [
    copy.getElementById("e")?.outerHTML,
    copy.getElementById("e")?.isConnected,
    copy.getElementById("e") === copy.querySelector("u"),
    copy.getElementById("e")?.ownerDocument === copy,
    copy.contentType,
    copy.doctype?.name,
    copy.forms.length,
    copy.documentElement.outerHTML === document.documentElement.outerHTML,
  ]);
  copy.getElementById("d").remove();
  check("its own ids", [copy.getElementById("e"), document.getElementById("e") !== null]);

  const other = document.implementation.createHTMLDocument("");
  const fragment = document.createDocumentFragment();
  fragment.append(document.createElement("a"), document.createElement("b"));
  for (const [what, node] of [
    ["a text", "text"],
    ["two elements", fragment],
    ["an element", document.createElement("html")],
    ["a doctype", document.implementation.createDocumentType("html", "", "")],
  ]) {
    check(`replaceChildren by ${what}`, [
      told(() => other.replaceChildren(node))?.[0],
      other.childNodes.length,
    ]);
  }
  const doctype = document.implementation.createDocumentType("html", "", "");
  check("a doctype in an element", [
    told(() => button.replaceChildren(doctype))?.[0],
    button.innerHTML,
  ]);

  const list = document.createElement("ul");
  list.innerHTML = "<li>1</li><li>2</li><li>3</li>";
  const observer = new MutationObserver(() => {});
  observer.observe(list, { childList: true });
  const [first, second, third] = list.children;
  list.replaceChild(first, second);
  list.replaceChild(third, first);
  list.replaceChild(third, third);
  check(
    "replaced by a sibling",
    observer
      .takeRecords()
      .map((record) => [
        [...record.removedNodes].map((node) => node.textContent),
        [...record.addedNodes].map((node) => node.textContent),
        record.previousSibling?.textContent ?? null,
        record.nextSibling?.textContent ?? null,
      ]),
  );

  check("undefined", [
    document.createComment(undefined).data,
    document.createTextNode(undefined).data,
    document.implementation.createDocument(null, undefined).documentElement?.nodeName,
    document.implementation.createDocument(null, null).documentElement,
  ]);
  const withLink = (prefix, href) => {
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttributeNS("http://www.w3.org/1999/xlink", `${prefix}href`, href);
    return use;
  };
  check("equal but for a prefix", [
    withLink("xlink:", "#a").isEqualNode(withLink("x:", "#a")),
    withLink("xlink:", "#a").isEqualNode(withLink("x:", "#b")),
    withLink("xlink:", "#a").isEqualNode(withLink("", "#a")),
    document.createElement("p").isEqualNode(withLink("", "#a")),
  ]);
  check("beacons", [
    told(() => navigator.sendBeacon("file:///x")),
    told(() => navigator.sendBeacon("http://:::")),
  ]);
  check("what to show", [
    NodeFilter.SHOW_ENTITY_REFERENCE,
    NodeFilter.SHOW_ENTITY,
    NodeFilter.SHOW_NOTATION,
  ]);
  const label = { toString: () => (calls.push("asked"), "label") };
  for (const method of ["count", "countReset", "time", "timeLog", "timeEnd"])
    console[method](label);
  check("labels", calls.slice(-5));
};
