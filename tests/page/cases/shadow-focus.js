// Focus in shadow trees: who has it, what its events tell, and who it is handed on to.
(check) => {
  document.body.innerHTML =
    '<input id="before"><div id="host"><b id="slotted" slot="s" tabindex="0">s</b></div><x-closed id="closed"></x-closed><input id="after">';
  const at = (id) => document.getElementById(id);
  const idOf = (node) =>
    node === null || node === undefined
      ? null
      : node === window
        ? "window"
        : node.id || node.nodeName;
  const root = at("host").attachShadow({ mode: "open" });
  root.innerHTML =
    '<input id="i1"><slot name="s"></slot><div id="inner"></div><button id="i2">i2</button>';
  const inner = root.getElementById("inner").attachShadow({ mode: "open" });
  inner.innerHTML = '<input id="deep"><input id="deep2">';
  const closed = at("closed").attachShadow({ mode: "closed" });
  closed.innerHTML = '<input id="c1">';
  const state = () => [document, root, inner, closed].map((each) => idOf(each.activeElement));
  const log = [];
  const listen = (target, name) => {
    for (const type of ["focus", "blur", "focusin", "focusout"]) {
      target.addEventListener(
        type,
        (event) => {
          log.push(
            [
              name,
              event.type,
              idOf(event.target),
              idOf(event.relatedTarget),
              event.composedPath().map(idOf).join(" "),
              event.composed,
              event.eventPhase,
            ].join("|"),
          );
        },
        type === "focus" || type === "blur",
      );
    }
  };
  listen(document, "document");
  listen(root, "root");
  listen(inner, "inner");
  listen(closed, "closed");
  const told = (what) => {
    check(what, [...state(), ...log.splice(0)]);
  };
  const input = (id) => root.getElementById(id);
  check("start", state());
  at("before").focus();
  told("outside");
  input("i1").focus();
  told("into the tree");
  input("i2").focus();
  told("within the tree");
  inner.getElementById("deep").focus();
  told("deeper");
  inner.getElementById("deep2").focus();
  told("within the deeper");
  at("slotted").focus();
  told("to the slotted");
  closed.getElementById("c1").focus();
  told("into a closed one");
  at("after").focus();
  told("out of it");
  input("i1").focus();
  log.length = 0;
  input("i1").blur();
  told("blurred");
  input("i1").focus();
  log.length = 0;
  at("host").blur();
  told("the host is blurred");
  at("host").focus();
  told("the host takes none");
  check("matches", [
    input("i1").matches(":focus"),
    at("host").matches(":focus"),
    at("host").matches(":focus-within"),
    root.querySelector(":focus")?.id ?? null,
    document.querySelector(":focus")?.id ?? null,
    document.querySelector(":focus-within")?.id ?? null,
  ]);
  document.activeElement.blur();
  input("i1").focus();
  check("matches in it", [
    input("i1").matches(":focus"),
    at("host").matches(":focus"),
    at("host").matches(":focus-within"),
    document.body.matches(":focus-within"),
    root.querySelector(":focus")?.id ?? null,
    document.querySelector(":focus")?.id ?? null,
  ]);
  log.length = 0;
  input("i1").remove();
  told("what had it is removed");
  input("i2").focus();
  log.length = 0;
  at("host").remove();
  told("the host is removed");
  document.body.prepend(at("before"));
  // A host that hands it on.
  const make = (html, init = {}) => {
    const host = document.createElement("div");
    document.body.append(host);
    const shadow = host.attachShadow({ mode: "open", delegatesFocus: true, ...init });
    shadow.innerHTML = html;
    return [host, shadow];
  };
  const [host, shadow] = make(
    '<b>x</b><input id="first" disabled><input id="second"><input id="third">',
  );
  host.id = "delegating";
  host.focus();
  check("handed on", [
    idOf(document.activeElement),
    idOf(shadow.activeElement),
    host.matches(":focus"),
    host.tabIndex,
  ]);
  shadow.getElementById("third").focus();
  host.focus();
  check("already in it", idOf(shadow.activeElement));
  document.activeElement.blur();
  check("after the host's blur", [idOf(document.activeElement), idOf(shadow.activeElement)]);
  const [auto, autoShadow] = make('<input id="first"><input id="second" autofocus>');
  auto.focus();
  check("to what asks for it", [document.activeElement === auto, idOf(autoShadow.activeElement)]);
  const [none, noneShadow] = make("<b>x</b>");
  none.tabIndex = 0;
  none.focus();
  check("nobody in it", [document.activeElement === none, idOf(noneShadow.activeElement)]);
  const [indexed, indexedShadow] = make('<input id="first" tabindex="-1"><input id="second">');
  indexed.tabIndex = -1;
  indexed.focus();
  check("a negative index", [
    document.activeElement === indexed,
    idOf(indexedShadow.activeElement),
  ]);
  const [outer, outerShadow] = make('<div id="nested"></div><input id="later">');
  const nested = outerShadow
    .getElementById("nested")
    .attachShadow({ mode: "open", delegatesFocus: true });
  nested.innerHTML = '<input id="innermost">';
  outer.focus();
  check("through two", [
    document.activeElement === outer,
    idOf(outerShadow.activeElement),
    idOf(nested.activeElement),
  ]);
  const [plain, plainShadow] = make('<div id="nested"></div><input id="later">');
  const undelegated = plainShadow.getElementById("nested").attachShadow({ mode: "open" });
  undelegated.innerHTML = '<input id="innermost">';
  plain.focus();
  check("past one that does not", [
    document.activeElement === plain,
    idOf(plainShadow.activeElement),
    idOf(undelegated.activeElement),
  ]);
  const [slotting, slottingShadow] = make('<slot></slot><input id="own">');
  slotting.innerHTML = '<input id="light">';
  slotting.focus();
  check("slotted", [idOf(document.activeElement), idOf(slottingShadow.activeElement)]);
  const label = document.createElement("label");
  label.textContent = "l";
  check("a fragment has none", [
    document.createDocumentFragment().activeElement === undefined,
    "activeElement" in ShadowRoot.prototype,
  ]);
  const detached = document.createElement("div").attachShadow({ mode: "open" });
  detached.innerHTML = "<input>";
  detached.firstChild.focus();
  check("detached", [idOf(detached.activeElement), document.activeElement !== detached.host]);
};
