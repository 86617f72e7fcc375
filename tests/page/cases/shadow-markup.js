// Markup with shadow trees that it declares: getHTML, setHTMLUnsafe, Document.parseHTMLUnsafe, attachShadow on them.
(check) => {
  const attempt = (label, act) => {
    let seen;
    try {
      seen = act();
    } catch (error) {
      seen = `${error.name}: ${error.message}`;
    }
    check(label, seen);
  };
  const html =
    "<div><template shadowrootmode=open shadowrootserializable><p>a</p><slot></slot></template>light</div><script>1</script><template><b>t</b></template>";
  attempt("present", () => [typeof Document.parseHTMLUnsafe, typeof ShadowRoot.prototype.getHTML]);
  attempt("lengths", () => [
    Document.parseHTMLUnsafe.length,
    Element.prototype.setHTMLUnsafe.length,
    Element.prototype.getHTML.length,
  ]);
  attempt("parse", () => {
    const d = Document.parseHTMLUnsafe(html);
    const h = d.querySelector("div");
    return [
      d.documentElement.outerHTML,
      !!h.shadowRoot,
      h.shadowRoot && h.shadowRoot.innerHTML,
      d.contentType,
      d.URL,
      d.compatMode,
      d.readyState,
      d.defaultView,
      d.characterSet,
      Object.prototype.toString.call(d),
    ];
  });
  attempt("parse none", () => Document.parseHTMLUnsafe());
  attempt("parse null", () => Document.parseHTMLUnsafe(null).body.innerHTML);
  attempt(
    "parse doctype",
    () => Document.parseHTMLUnsafe("<!doctype html><title>x</title>a").title,
  );
  attempt("set", () => {
    const e = document.createElement("section");
    e.setHTMLUnsafe(html);
    const h = e.firstChild;
    return [
      e.innerHTML,
      !!h.shadowRoot,
      h.shadowRoot && h.shadowRoot.innerHTML,
      e.getHTML(),
      e.getHTML({ serializableShadowRoots: true }),
      e.getHTML({ serializableShadowRoots: false }),
      e.getHTML({ shadowRoots: [h.shadowRoot] }),
      e.getHTML({ shadowRoots: [] }),
      e.getHTML(null),
      e.getHTML(undefined),
      e.getHTML({}),
    ];
  });
  attempt("set none", () => document.createElement("p").setHTMLUnsafe());
  attempt("set null", () => {
    const e = document.createElement("p");
    e.setHTMLUnsafe(null);
    return e.innerHTML;
  });
  attempt("inner", () => {
    const e = document.createElement("section");
    e.innerHTML = html;
    return [e.innerHTML, e.firstChild.shadowRoot];
  });
  attempt("in template", () => {
    const e = document.createElement("template");
    e.setHTMLUnsafe("<p>x</p>");
    return [e.content.childNodes.length, e.getHTML(), e.innerHTML];
  });
  attempt("table", () => {
    const e = document.createElement("table");
    e.setHTMLUnsafe("<tr><td>x");
    return e.getHTML();
  });
  attempt("shadow", () => {
    const e = document.createElement("div");
    const s = e.attachShadow({
      mode: "open",
      serializable: true,
      delegatesFocus: true,
      clonable: true,
    });
    s.setHTMLUnsafe("<p>x</p>" + html);
    return [
      s.innerHTML,
      s.getHTML(),
      s.getHTML({ serializableShadowRoots: true }),
      e.getHTML({ serializableShadowRoots: true }),
      s.serializable,
      s.clonable,
      s.delegatesFocus,
    ];
  });
  attempt("closed", () => {
    const e = document.createElement("div");
    const o = document.createElement("div");
    e.append(o);
    const s = o.attachShadow({ mode: "closed", slotAssignment: "manual" });
    s.innerHTML = "<i>c</i>";
    return [
      e.getHTML({ serializableShadowRoots: true }),
      e.getHTML({ shadowRoots: [s] }),
      s.serializable,
    ];
  });
  attempt("closed declared", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe(
      "<p><template shadowrootmode=closed shadowrootclonable shadowrootdelegatesfocus shadowrootserializable>q</template></p>",
    );
    return [e.firstChild.shadowRoot, e.getHTML({ serializableShadowRoots: true })];
  });
  attempt("two", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe(
      "<p><template shadowrootmode=open>q</template><template shadowrootmode=open>r</template></p>",
    );
    return [e.innerHTML, e.firstChild.shadowRoot.innerHTML];
  });
  attempt("bad host", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe(
      "<input><a><template shadowrootmode=open>q</template></a><ul><template shadowrootmode=odd>q</template></ul>",
    );
    return e.innerHTML;
  });
  attempt("top", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe("<template shadowrootmode=open>q</template>x");
    return [e.innerHTML, e.shadowRoot];
  });
  attempt("nested", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe(
      "<p><template shadowrootmode=open shadowrootserializable><section><template shadowrootmode=open shadowrootserializable>in</template></section></template></p>",
    );
    return [
      e.getHTML({ serializableShadowRoots: true }),
      e.firstChild.shadowRoot.firstChild.shadowRoot.innerHTML,
      e.getHTML({ shadowRoots: [e.firstChild.shadowRoot.firstChild.shadowRoot] }),
      e.getHTML({ shadowRoots: [e.firstChild.shadowRoot] }),
    ];
  });
  attempt("wrong", () => document.createElement("p").getHTML({ shadowRoots: 5 }));
  attempt("wrong2", () => document.createElement("p").getHTML({ shadowRoots: [document.body] }));
  attempt("wrong3", () => document.createElement("p").getHTML(5));
  attempt("declared props", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe("<p><template shadowrootmode=open shadowrootdelegatesfocus>q</template></p>");
    const s = e.firstChild.shadowRoot;
    return [s.mode, s.serializable, s.clonable, s.delegatesFocus];
  });
  attempt("script runs", () => {
    window.ran = 0;
    const e = document.createElement("div");
    document.body.append(e);
    e.setHTMLUnsafe("<script>window.ran++</script><img>");
    e.remove();
    return window.ran;
  });
  attempt("attach over declared", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe("<p><template shadowrootmode=open>q</template></p>");
    const p = e.firstChild;
    const s = p.attachShadow({ mode: "open" });
    return [s.innerHTML, s === p.shadowRoot];
  });
  attempt("attach over declared 2", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe("<p><template shadowrootmode=open>q</template></p>");
    const p = e.firstChild;
    p.attachShadow({ mode: "open" });
    p.attachShadow({ mode: "open" });
  });
  attempt("attach over declared 3", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe("<p><template shadowrootmode=open>q</template></p>");
    e.firstChild.attachShadow({ mode: "closed" });
  });
  attempt("parse shadow with styles", () => {
    const d = Document.parseHTMLUnsafe(
      "<p id=x><template shadowrootmode=open><style>p{color:red}</style></template>",
    );
    return [d.styleSheets.length, d.getElementById("x").shadowRoot.styleSheets.length];
  });
  attempt("svg", () => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    e.setHTMLUnsafe("<g/><path/>");
    return [e.getHTML(), e.firstChild.namespaceURI];
  });
  attempt("fragment", () => typeof document.createDocumentFragment().getHTML);
  attempt("options", () => {
    const e = document.createElement("div");
    e.setHTMLUnsafe("<p onclick=1>x</p>", {});
    return e.innerHTML;
  });
};
