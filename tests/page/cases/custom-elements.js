// Custom elements: definitions, upgrades, and the order in which reactions come.
(check) => {
  let step = 0;
  const log = {
    push: (...values) => {
      for (const value of values) check(`${++step}`, value);
    },
  };
  class XA extends HTMLElement {
    static observedAttributes = ["a", "b"];
    constructor() {
      super();
      this.k = 1;
      log.push("ctor " + this.isConnected + this.attributes.length);
    }
    connectedCallback() {
      log.push("conn " + this.id);
    }
    disconnectedCallback() {
      log.push("disc");
    }
    attributeChangedCallback(...a) {
      log.push("attr " + a.join());
    }
    adoptedCallback(a, b) {
      log.push("adopt " + (b === document));
    }
  }
  const d = document.createElement("div");
  document.body.append(d);
  d.innerHTML = "<x-a id=one a=1 c=2><x-a id=two b=2></x-a></x-a>";
  log.push(
    d.firstChild instanceof XA,
    d.firstChild instanceof HTMLElement,
    d.firstChild.constructor === HTMLElement,
  );
  customElements.define("x-a", XA);
  log.push(d.firstChild instanceof XA, d.firstChild.k);
  d.firstChild.setAttribute("a", "9");
  d.firstChild.setAttribute("c", "9");
  d.firstChild.removeAttribute("a");
  d.innerHTML = "";
  log.push("--new");
  const n = new XA();
  log.push(n.localName, n.outerHTML, n.ownerDocument === document);
  n.setAttribute("b", 1);
  d.append(n);
  d.append(n);
  d.prepend(n);
  n.remove();
  log.push("--create");
  const c = document.createElement("x-a");
  const f = c.cloneNode();
  log.push(f.k);
  const t = document.createElement("template");
  t.innerHTML = "<x-a a=1></x-a>";
  log.push("tmpl", t.content.firstChild.k);
  const im = document.importNode(t.content, true);
  log.push("imported", im.firstChild.k);
  const cl = t.content.cloneNode(true);
  log.push("cloned", cl.firstChild.k);
  d.append(cl);
  log.push("--ad");
  const doc2 = new Document();
  doc2.append(d.lastChild);
  d.append(doc2.firstChild);
  d.innerHTML = "<x-a id=p></x-a>";
  log.push("--move");
  const p = d.firstChild;
  d.append(document.createElement("i"));
  d.moveBefore(p, null);
  customElements.define(
    "x-b",
    class extends HTMLElement {
      constructor() {
        super();
        throw new Error("no");
      }
    },
  );
  window.onerror = (m) => {
    log.push("E " + m);
    return true;
  };
  const b = document.createElement("x-b");
  log.push(b instanceof HTMLUnknownElement, b.constructor.name);
  d.innerHTML = "<x-b></x-b>";
  log.push(d.firstChild.constructor.name, d.firstChild.matches(":defined"));
  customElements.define(
    "x-btn",
    class extends HTMLParagraphElement {
      connectedCallback() {
        log.push("btn");
      }
    },
    { extends: "p" },
  );
  d.innerHTML = "<p is=x-btn>q</p>";
  const bb = document.createElement("p", { is: "x-btn" });
  d.append(bb);
  log.push(bb.outerHTML);
  d.innerHTML = "<x-a a=1></x-a><x-a></x-a>";
  d.replaceChildren(d.lastChild, "x");
  log.push(customElements.getName(XA), customElements.get("x-a") === XA);
  const e1 = document.createElement("x-late");
  d.append(e1);
  customElements.define(
    "x-late",
    class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: "open" }).innerHTML = "<b>s</b>";
      }
    },
  );
  log.push(e1.shadowRoot.innerHTML, e1.innerHTML);
  delete window.onerror;
  window.onerror = null;
  d.remove();
};
