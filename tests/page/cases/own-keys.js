// What the platform's objects have of their own, in the eyes of a page: nothing but what it has put there.
(check) => {
  const attempt = (act) => {
    try {
      return act();
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const ways = {
    keys: (object) => Object.keys(object),
    values: (object) => Object.values(object).length,
    entries: (object) => Object.entries(object).map(([name]) => name),
    assign: (object) => Reflect.ownKeys(Object.assign({}, object)).map(String),
    names: (object) => Object.getOwnPropertyNames(object),
    own: (object) => Reflect.ownKeys(object).map(String),
    symbols: (object) => Object.getOwnPropertySymbols(object).length,
    descriptors: (object) => Object.keys(Object.getOwnPropertyDescriptors(object)),
    json: (object) => JSON.stringify(object),
    nested: (object) => JSON.stringify({ a: [object] }),
  };
  const box = document.createElement("div");
  box.innerHTML =
    '<p id="p" class="a b" data-x="1">text<!--c--></p><form><input name="a"><input name="b"></form><select><option>1</option></select><svg><g></g></svg>';
  const p = box.firstChild;
  const [, form, select] = box.children;
  const range = document.createRange();
  const objects = {
    element: p,
    text: p.firstChild,
    comment: p.lastChild,
    input: form.firstChild,
    form,
    select,
    svg: box.querySelector("g"),
    fragment: document.createDocumentFragment(),
    attribute: p.attributes[0],
    classList: p.classList,
    dataset: p.dataset,
    childNodes: p.childNodes,
    children: box.children,
    elements: form.elements,
    params: new URLSearchParams("a=1"),
    url: new URL("http://a/"),
    headers: new Headers({ a: "1" }),
    formData: new FormData(form),
    event: new Event("x"),
    click: new MouseEvent("click", { clientX: 1 }),
    custom: new CustomEvent("x", { detail: 1 }),
    target: new EventTarget(),
    controller: new AbortController(),
    signal: new AbortController().signal,
    observer: new MutationObserver(() => {}),
    range,
    blob: new Blob(["a"]),
    file: new File(["a"], "b"),
    response: new Response("a"),
    request: new Request("/a"),
    decoder: new TextDecoder(),
    validity: form.firstChild.validity,
    iterator: document.createTreeWalker(p),
    parser: new DOMParser(),
    channel: new MessageChannel(),
    crypto,
    history,
    navigator,
  };
  for (const [name, object] of Object.entries(objects)) {
    check(
      name,
      Object.entries(ways).map(
        ([way, look]) => `${way} ${attempt(() => JSON.stringify(look(object)))}`,
      ),
    );
  }
  p.mine = 1;
  p._mine = 2;
  p[0] = 3;
  check(
    "what a page has put there",
    Object.values(ways).map((look) => attempt(() => look(p))),
  );
  const plain = { b: 1, a: { c: 2 }, 1: 2, [Symbol.iterator]: 3 };
  check(
    "of a page's own",
    Object.values(ways).map((look) => attempt(() => look(plain))),
  );
  class Own extends HTMLElement {
    field = 1;
  }
  customElements.define("own-keys", Own);
  check(
    "of an element of its own",
    Object.values(ways).map((look) => attempt(() => look(new Own()))),
  );
  class OwnEvent extends Event {
    field = 1;
  }
  check("of an event of its own", [Object.keys(new OwnEvent("x"))]);
  const marked = (object) =>
    Reflect.ownKeys(object).filter((name) => String(name).startsWith("\u02cd"));
  check("no marks", [window, document, Element.prototype, Event.prototype, Node].map(marked));
  check("document", [
    Object.keys(document).filter((name) => name !== "location"),
    Object.keys(new DOMParser().parseFromString("<p>", "text/html")).filter(
      (name) => name !== "location",
    ),
  ]);
  check(
    "clone",
    [
      ...[
        "element",
        "classList",
        "params",
        "headers",
        "formData",
        "event",
        "childNodes",
        "dataset",
      ],
      ...["observer", "range", "response", "controller", "validity", "decoder", "signal", "file"],
    ].map((name) =>
      attempt(() => {
        const copy = structuredClone(objects[name]);
        return `${name} ${JSON.stringify(copy)}`;
      }),
    ),
  );
  check("clone of a page's own", [
    attempt(() => structuredClone({ a: [1, new Date(0)], b: new Map([[1, 2]]) }).a[0]),
    attempt(() => structuredClone({ a: p }).a),
  ]);
  check("as before", [
    attempt(() => Object.keys(null)),
    attempt(() => Object.entries(undefined)),
    Object.keys("ab"),
    Object.keys.name,
    Object.keys.length,
    Object.assign.length,
    Object.assign.name,
    Object.getOwnPropertyNames.length,
    Reflect.ownKeys.name,
    Object.getOwnPropertyDescriptor(Object, "keys").enumerable,
    attempt(() => Object.assign(null, {})),
    Object.assign({ a: 1 }, null, { b: 2 }, undefined, "c"),
    Object.prototype.hasOwnProperty.call(p, "mine"),
    /\[native code\]/.test(Object.keys.toString()),
  ]);
  const proxy = new Proxy({ a: 1 }, {});
  check("a proxy", [Object.keys(proxy), Object.entries(proxy), { ...proxy }]);
  const hiding = document.createElement("form");
  hiding.innerHTML = '<input name="action"><button id="submit">s</button>';
  const { prototype } = HTMLFormElement;
  const { get } = Object.getOwnPropertyDescriptor(prototype, "action");
  check("of a prototype with hidden members", [
    hiding.action.localName,
    typeof Object.getOwnPropertyDescriptor(prototype, "submit").value,
    new URL(get.call(hiding), "http://testserver/").pathname,
    typeof Object.getOwnPropertyDescriptors(prototype).submit.value,
  ]);
};
