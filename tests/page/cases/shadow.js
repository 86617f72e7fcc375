// Shadow trees: events through them, slots, and markup that declares them.
async (check) => {
  let step = 0;
  const log = {
    push: (...values) => {
      for (const value of values) check(`${++step}`, value);
    },
  };
  const d = document.createElement("div");
  document.body.append(d);
  const tick = async () => {
    for (let i = 0; i < 5; i++) await null;
  };
  const name = (n) =>
    n === window
      ? "win"
      : n === document
        ? "doc"
        : n.nodeName === "#document-fragment"
          ? "sr"
          : n.id || n.localName;
  d.id = "host";
  const sr = d.attachShadow({ mode: "open" });
  sr.innerHTML = "<p id=p><slot id=s></slot><slot name=n id=sn>fallback</slot></p>";
  d.innerHTML = "<b id=b>x</b><i id=i slot=n>y</i>t";
  const s = sr.getElementById("s"),
    sn = sr.getElementById("sn");
  log.push(
    s
      .assignedNodes()
      .map((n) => n.nodeName)
      .join(),
    sn
      .assignedElements()
      .map((n) => n.id)
      .join(),
    d.firstChild.assignedSlot === s,
    d.shadowRoot === sr,
    sr.host === d,
    document.getElementById("p"),
  );
  const ev = (target, init, type = "foo") => {
    const seen = [];
    const L = (e) =>
      seen.push(
        name(e.currentTarget) +
          ":" +
          name(e.target) +
          ":" +
          e.eventPhase +
          (e.relatedTarget ? ":" + name(e.relatedTarget) : ""),
      );
    const all = [window, document, d, sr, s.parentNode, s, d.firstChild];
    for (const t of all) t.addEventListener(type, L);
    let path;
    target.addEventListener(type, (e) => (path = e.composedPath().map(name).join(">")), {
      once: true,
    });
    const e = new MouseEvent(type, init);
    target.dispatchEvent(e);
    for (const t of all) t.removeEventListener(type, L);
    log.push(seen.join(" ") + " | " + path + " | after " + (e.target && name(e.target)));
  };
  ev(d.firstChild, { bubbles: true, composed: true });
  ev(d.firstChild, { bubbles: true });
  ev(s, { bubbles: true });
  ev(s, { bubbles: true, composed: true });
  ev(s, { composed: true });
  ev(s, { bubbles: true, composed: true, relatedTarget: d });
  ev(s, { bubbles: true, composed: true, relatedTarget: sn });
  ev(d, { bubbles: true, composed: true, relatedTarget: sn });
  ev(s, { bubbles: true, composed: true, relatedTarget: document.body });
  const sc = [];
  sr.addEventListener("slotchange", (e) =>
    sc.push(e.target.id + e.bubbles + e.composed + e.isTrusted),
  );
  await tick();
  log.push("sc " + sc.join());
  sc.length = 0;
  d.firstChild.slot = "n";
  await tick();
  log.push("sc " + sc.join());
  sc.length = 0;
  d.append(document.createElement("u"));
  await tick();
  log.push("sc " + sc.join());
  sc.length = 0;
  d.lastChild.remove();
  sn.textContent = "zz";
  await tick();
  log.push("sc " + sc.join());
  sc.length = 0;
  d.innerHTML = "";
  await tick();
  log.push("sc " + sc.join());
  sc.length = 0;
  sn.textContent = "yy";
  await tick();
  log.push(
    "sc " + sc.join(),
    sn.assignedNodes().length,
    sn.assignedNodes({ flatten: true }).length,
  );
  sc.length = 0;
  d.append("q");
  s.remove();
  await tick();
  log.push("sc " + sc.join());
  sc.length = 0;
  const c = document.createElement("div");
  const cr = c.attachShadow({ mode: "closed" });
  cr.innerHTML = "<slot></slot>";
  c.innerHTML = "<em></em>";
  document.body.append(c);
  log.push(c.shadowRoot, c.firstChild.assignedSlot);
  let cp;
  c.firstChild.addEventListener("x", (e) => (cp = e.composedPath().map(name).join(">")));
  c.firstChild.dispatchEvent(new Event("x", { bubbles: true, composed: true }));
  log.push(cp);
  let ip;
  cr.firstChild.addEventListener("x", (e) => (ip = e.composedPath().map(name).join(">")));
  c.firstChild.dispatchEvent(new Event("x", { bubbles: true, composed: true }));
  log.push(ip);
  let cc;
  document.addEventListener(
    "y",
    (e) => (cc = name(e.target) + e.composedPath().map(name).join(">")),
    { once: true },
  );
  cr.firstChild.dispatchEvent(new Event("y", { bubbles: true, composed: true }));
  log.push(cc);
  log.push(
    sr.getRootNode() === sr,
    s.getRootNode().nodeName,
    sn.getRootNode() === sr,
    sn.getRootNode({ composed: true }) === document,
    sn.isConnected,
    d.contains(sn),
    d.cloneNode(true).shadowRoot,
  );
  const h = document.createElement("div");
  h.setHTMLUnsafe(
    "<div><template shadowrootmode=open shadowrootserializable><b>in</b><slot></slot></template>out</div><p><template shadowrootmode=open shadowrootclonable>c</template></p>",
  );
  log.push(
    h.innerHTML,
    h.firstChild.shadowRoot.innerHTML,
    h.getHTML({ serializableShadowRoots: true }),
    h.lastChild.cloneNode(true).shadowRoot.innerHTML,
  );
  h.innerHTML = "<div><template shadowrootmode=open>x</template></div>";
  log.push(h.innerHTML, h.firstChild.shadowRoot);
  try {
    d.attachShadow({ mode: "open" });
  } catch (e) {
    log.push(e.name + e.message);
  }
  try {
    sr.cloneNode();
  } catch (e) {
    log.push(e.name + e.message);
  }
  try {
    document.body.appendChild(sr);
  } catch (e) {
    log.push(e.name + e.message);
  }
  const m = document.createElement("div");
  const ms = m.attachShadow({ mode: "open", slotAssignment: "manual" });
  ms.innerHTML = "<slot></slot>";
  m.innerHTML = "<b></b><i></i>";
  ms.firstChild.assign(m.lastChild);
  log.push(
    ms.firstChild.assignedNodes().length,
    m.lastChild.assignedSlot === ms.firstChild,
    m.firstChild.assignedSlot,
  );
  d.remove();
  c.remove();
};
