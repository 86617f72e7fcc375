// When what markup says is upgraded, and which scripts in it run.
(check) => {
  let step = 0;
  const log = {
    push: (...values) => {
      for (const value of values) check(`${++step}`, value);
    },
  };
  class XA extends HTMLElement {
    connectedCallback() {
      log.push("conn");
    }
    disconnectedCallback() {
      log.push("disc");
    }
    constructor() {
      super();
      this.k = 1;
      log.push("ctor");
    }
  }
  customElements.define("x-a", XA);
  const dd = document.createElement("div");
  dd.innerHTML = "<x-a></x-a>";
  log.push(String(dd.firstChild.k));
  dd.insertAdjacentHTML("beforeend", "<x-a></x-a>");
  log.push(String(dd.lastChild.k));
  const r = document.createRange
    ? document.createRange().createContextualFragment("<x-a></x-a>")
    : null;
  log.push(r && String(r.firstChild.k));
  const p = new DOMParser().parseFromString("<x-a></x-a>", "text/html");
  log.push(String(p.body.firstChild.k));
  const im = document.importNode(p.body.firstChild, true);
  log.push(String(im.k));
  const ad = document.adoptNode(p.body.firstChild);
  log.push(String(ad.k));
  document.body.append(ad);
  log.push(String(ad.k));
  ad.remove();
  log.push("t");
  const t = document.createElement("template");
  t.innerHTML = "<x-a></x-a>";
  log.push(String(t.content.firstChild.k));
  document.body.append(t.content);
  log.push(String(document.body.lastChild.k));
  document.body.lastChild.remove();
  log.push("outer");
  dd.innerHTML = "<x-a></x-a>";
  document.body.append(dd);
  dd.firstChild.outerHTML = "<x-a></x-a>";
  dd.replaceChildren(document.createElement("x-a"));
  dd.remove();
  const s = new DOMParser()
    .parseFromString("<script>window.zz=1</scr" + "ipt>", "text/html")
    .querySelector("script");
  document.body.append(s);
  log.push(String(window.zz));
  const s2 = document.createElement("div");
  s2.innerHTML = "<script>window.zy=1</scr" + "ipt>";
  document.body.append(s2);
  log.push(String(window.zy));
  const s3 = s2.firstChild.cloneNode(true);
  document.body.append(s3);
  log.push(String(window.zy));
  s2.remove();
  s.remove();
  s3.remove();
  const s4 = document.createElement("script");
  s4.text = "window.zx = document.currentScript.localName";
  document.body.append(s4);
  log.push(window.zx);
  s4.remove();
  const f = document.createRange().createContextualFragment("<script>window.zw=1</scr" + "ipt>");
  document.body.append(f);
  log.push(String(window.zw));
  document.body.lastChild.remove();
};
