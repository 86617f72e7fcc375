// Mutation observers: what is recorded, with which neighbours, and for whom.
async (check) => {
  const tried = (work) => {
    try {
      return String(work());
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const div = document.body.appendChild(document.createElement("div"));
  div.id = "d";
  const nameOf = (node) => (node === null ? null : node.id || node.data || node.nodeName);
  const told = (records) =>
    records.map((record) => [
      record.type,
      nameOf(record.target),
      [...record.addedNodes].map(nameOf),
      [...record.removedNodes].map(nameOf),
      nameOf(record.previousSibling),
      nameOf(record.nextSibling),
      record.attributeName,
      record.attributeNamespace,
      record.oldValue,
    ]);
  const observer = new MutationObserver(() => {});
  const every = {
    childList: true,
    attributes: true,
    characterData: true,
    subtree: true,
    attributeOldValue: true,
    characterDataOldValue: true,
  };
  observer.observe(div, every);
  const recorded = (label, work) => {
    work();
    check(label, told(observer.takeRecords()));
  };
  recorded("innerHTML", () => (div.innerHTML = "<a id=a></a>t<b id=b></b>"));
  recorded("innerHTML again", () => (div.innerHTML = "<a id=a></a>t<b id=b></b>"));
  recorded("innerHTML of nothing", () => (div.firstChild.innerHTML = ""));
  recorded("textContent", () => (div.lastChild.textContent = "z"));
  recorded("appendChild of a child", () => div.appendChild(div.firstChild));
  recorded("insertBefore itself", () => div.insertBefore(div.lastChild, div.lastChild));
  recorded("replaceChild", () => div.replaceChild(document.createElement("i"), div.lastChild));
  recorded("replaceChild by a sibling", () => div.replaceChild(div.firstChild, div.lastChild));
  recorded("replaceChildren", () => div.replaceChildren("x", document.createElement("u")));
  recorded("append many", () => div.append("1", document.createElement("s"), "2"));
  recorded("fragment", () => {
    const fragment = document.createDocumentFragment();
    fragment.append("f", "g");
    div.prepend(fragment);
  });
  recorded("replaceWith many", () => div.firstChild.replaceWith("r", "q"));
  recorded("remove", () => div.firstChild.remove());
  recorded("set", () => div.setAttribute("k", "1"));
  recorded("set the same", () => div.setAttribute("k", "1"));
  recorded("remove what is not there", () => div.removeAttribute("zz"));
  recorded("toggle", () => div.toggleAttribute("k"));
  recorded("class", () => div.classList.add("c"));
  recorded("class again", () => div.classList.add("c"));
  recorded("class away", () => div.classList.remove("nothing"));
  recorded("namespaced", () => div.setAttributeNS("u", "p:q", "1"));
  recorded("style", () => (div.style.color = "red"));
  recorded("style again", () => div.style.setProperty("color", "red"));
  recorded("style removed that is not there", () => div.style.removeProperty("width"));
  recorded("cssText again", () => (div.style.cssText = "color: red;"));
  recorded("dataset", () => (div.dataset.x = "1"));
  recorded("hidden", () => (div.hidden = false));
  recorded("data", () => (div.firstChild.data = "new"));
  recorded("the same data", () => (div.firstChild.data = "new"));
  recorded("nodeValue", () => (div.firstChild.nodeValue = "newer"));
  recorded("appendData", () => div.firstChild.appendData("!"));
  recorded("normalize", () => div.normalize());
  recorded("splitText", () => div.firstChild.splitText(2));
  recorded("insertAdjacentHTML", () => div.insertAdjacentHTML("beforeend", "<p></p>q"));
  recorded("outerHTML", () => (div.lastElementChild.outerHTML = "<h1></h1><h2></h2>"));
  recorded("moveBefore", () => div.moveBefore(div.lastChild, div.firstChild));
  recorded("in a template's content", () => {
    const template = document.createElement("template");
    div.append(template);
    observer.takeRecords();
    template.innerHTML = "<p></p>";
    template.content.append("x");
  });
  observer.disconnect();
  recorded("disconnected", () => div.setAttribute("k", "2"));

  div.innerHTML = "<p id=p><b id=b></b></p>";
  const p = div.firstChild;
  observer.observe(div, { subtree: true, attributes: true, childList: true });
  p.remove();
  p.firstChild.id = "c";
  p.append("later");
  check("removed, and still observed for now", told(observer.takeRecords()));
  await null;
  p.firstChild.id = "e";
  check("no longer", told(observer.takeRecords()));
  observer.disconnect();

  div.innerHTML = "<p id=p><b id=b></b></p>";
  observer.observe(div, { attributes: true, attributeFilter: ["a", "b"], attributeOldValue: true });
  div.setAttribute("a", "1");
  div.setAttribute("c", "1");
  div.setAttributeNS("u", "b", "1");
  check("filter", told(observer.takeRecords()));
  observer.observe(div, { childList: true });
  div.setAttribute("a", "2");
  div.append("x");
  check("observed anew", told(observer.takeRecords()));
  observer.observe(div.firstChild, { attributes: true });
  div.firstChild.id = "n";
  div.firstChild.firstChild.id = "m";
  check("without subtree", told(observer.takeRecords()));
  observer.disconnect();

  const order = [];
  const first = new MutationObserver((records, self) =>
    order.push(`first ${records.length} ${self === first}`),
  );
  const second = new MutationObserver((records) => order.push(`second ${records.length}`));
  second.observe(div, { attributes: true });
  first.observe(div, { attributes: true });
  div.id = "1";
  Promise.resolve().then(() => order.push("promise"));
  div.id = "2";
  await null;
  await null;
  check("in the order in which they were made, in one microtask", order);
  first.disconnect();
  second.disconnect();
  const loop = [];
  const self = new MutationObserver(() => {
    loop.push(div.id);
    if (loop.length < 3) div.id += "x";
  });
  self.observe(div, { attributes: true });
  div.id = "a";
  for (let i = 0; i < 10; i++) await null;
  check("changes in the callback come in the next turn", loop);
  self.disconnect();
  div.id = "b";
  const late = new MutationObserver(() => order.push("never"));
  late.observe(div, { attributes: true });
  div.id = "c";
  late.disconnect();
  await null;
  check("disconnected before its turn", order.includes("never"));
  check("errors", [
    tried(() => new MutationObserver()),
    tried(() => observer.observe(null, {})),
    tried(() => observer.observe(div, {})),
    tried(() => observer.observe(div)),
    tried(() => observer.observe(div, { attributes: false, attributeFilter: ["a"] })),
    tried(() => observer.observe(div, { attributes: false, attributeOldValue: true })),
    tried(() => observer.observe(div, { characterData: false, characterDataOldValue: true })),
    tried(() => observer.observe(div, { attributeFilter: ["a"] })),
  ]);
  div.remove();
};
