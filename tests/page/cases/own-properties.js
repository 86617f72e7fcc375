// What scripts see of the own properties of the platform's objects: what a script has put there, and nothing else.
(check) => {
  const attempt = (act) => {
    try {
      return act();
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const input = document.createElement("input");
  document.body.append(input, "text");
  const objects = {
    input,
    text: document.createTextNode("x"),
    attribute: document.createAttribute("x"),
    shadow: document.createElement("div").attachShadow({ mode: "open" }),
    validity: input.validity,
    classes: input.classList,
    attributes: input.attributes,
    list: document.querySelectorAll("input"),
    collection: document.getElementsByTagName("input"),
    range: document.createRange(),
    walker: document.createTreeWalker(document),
    implementation: document.implementation,
    sheet: new CSSStyleSheet(),
    observer: new MutationObserver(() => {}),
    event: new Event("x"),
    custom: new CustomEvent("x", { detail: { a: 1 } }),
    mouse: new MouseEvent("click", { clientX: 1 }),
    target: new EventTarget(),
    parameters: new URLSearchParams("a=1"),
    url: new URL("http://testserver/a?b=c"),
    headers: new Headers({ a: "b" }),
    request: new Request("http://testserver/"),
    response: new Response("x"),
    form: new FormData(),
    blob: new Blob(["x"]),
    file: new File(["x"], "f"),
    reader: new FileReader(),
    controller: new AbortController(),
    signal: new AbortController().signal,
    encoder: new TextEncoder(),
    channel: new MessageChannel(),
    stream: new ReadableStream(),
    exception: new DOMException("m", "AbortError"),
    parser: new DOMParser(),
    navigator,
    history,
    crypto,
    elements: customElements,
  };
  for (const [name, object] of Object.entries(objects)) {
    check(name, [
      Object.keys(object),
      JSON.stringify(object),
      attempt(() => Object.prototype.toString.call(structuredClone(object))),
      "toJSON" in object,
    ]);
    // An error's stack is one of these.
    if (name !== "exception") {
      check(`${name}, all names`, [Object.getOwnPropertyNames(object), Reflect.ownKeys(object)]);
    }
  }

  const event = new Event("x");
  const both = [input, event, objects.parameters];
  for (const object of both) {
    object.mine = { of: 1 };
    object[Symbol.for("s")] = 2;
  }
  for (const object of both) {
    const name = object.constructor.name;
    check(`${name}, keys`, Object.keys(object));
    check(`${name}, values`, Object.values(object));
    check(`${name}, entries`, Object.entries(object));
    check(`${name}, JSON`, [JSON.stringify(object), JSON.stringify({ a: [object] }, null, 1)]);
    check(`${name}, assigned`, [Object.assign({}, object), Object.assign({ a: 1 }, null, object)]);
    check(`${name}, its symbol`, Object.assign({}, object)[Symbol.for("s")]);
    check(`${name}, names`, Reflect.ownKeys(object).map(String));
    check(`${name}, descriptor`, Object.getOwnPropertyDescriptors(object).mine);
  }
  check("a replacer", [
    JSON.stringify({ input, a: 1 }, (key, value) => (key === "a" ? value + 1 : value)),
    JSON.stringify({ input, event }, (key, value) => (value === event ? value.type : value)),
    JSON.stringify({ input, mine: 1 }, ["mine", "input"]),
    JSON.stringify(input, (key, value) => (value === input ? "the input" : value), 2),
  ]);
  input.itself = input;
  check("a circle", attempt(() => JSON.stringify(input)).startsWith("TypeError"));
  check("values that cannot be", attempt(() => JSON.stringify(1n)).startsWith("TypeError"));

  check("plain ones", [
    Object.keys({ b: 1, a: 2, 1: 3 }),
    Object.values([1, undefined, 2]),
    Object.entries("ab"),
    Object.keys(5),
    Object.assign([1, 2], [3], "x"),
    Object.getOwnPropertyNames([1]),
    Reflect.ownKeys({ a: 1, [Symbol.iterator]: 2 }).length,
    Object.values(Object.create(null, { a: { value: 1, enumerable: true } })),
    JSON.stringify({ a: [undefined, () => 1], b: undefined }),
    JSON.stringify(undefined) === undefined,
  ]);
  for (const wrong of [null, undefined]) {
    for (const name of ["keys", "values", "entries", "getOwnPropertyNames", "assign"]) {
      check(`Object.${name}(${wrong})`, attempt(() => Object[name](wrong)).startsWith("TypeError"));
    }
  }
  check("no object", attempt(() => Reflect.ownKeys(1)).startsWith("TypeError"));
  const functions = [
    ...["keys", "values", "entries", "assign", "getOwnPropertyNames", "getOwnPropertyDescriptors"],
  ].map((name) => Object[name]);
  for (const each of [...functions, Reflect.ownKeys, JSON.stringify]) {
    check(each.name, [each.length, Object.hasOwn(each, "prototype")]);
  }
  check("of a proxy", [
    ...(() => {
      const asked = [];
      const proxy = new Proxy(
        { a: 1 },
        {
          ownKeys: (target) => (asked.push("keys"), Reflect.ownKeys(target)),
          get: (target, name) => (asked.push(name), target[name]),
        },
      );
      return [Object.keys(proxy), Object.values(proxy), Object.assign({}, proxy), asked];
    })(),
  ]);

  class Tag extends HTMLElement {
    count = 1;
  }
  customElements.define("own-properties", Tag);
  const tag = new Tag();
  check("a custom element", [Object.keys(tag), JSON.stringify(tag), { ...Object.assign({}, tag) }]);
  check("what cannot be cloned", [
    attempt(() => structuredClone({ a: [event] })),
    attempt(() => structuredClone(() => 1)),
    attempt(() => structuredClone(Symbol("s"))),
    attempt(() => structuredClone(window)),
    attempt(() => structuredClone(tag)),
    attempt(() => structuredClone({ a: Promise.resolve() })),
    attempt(() => structuredClone(new WeakMap())),
  ]);
  const clone = structuredClone(new DOMException("m", "AbortError"));
  check("an exception", [clone instanceof DOMException, clone.message, clone.name, clone.code]);
  const box = document.createElement("input");
  box.type = "file";
  const filled = new DataTransfer();
  filled.items.add(new File(["x"], "f.txt"));
  box.files = filled.files;
  check(
    "lists of files",
    [box.files, document.createElement("input").files ?? [], [box.files]].map((files) => {
      const copy = structuredClone(files);
      return [copy === files, copy.length, String(copy), copy[0]?.name];
    }),
  );
  input.remove();
};
