// Attributes: by name, by node, by class, by data, by style.
(check) => {
  const tried = (work) => {
    try {
      return String(work());
    } catch (error) {
      return `${error.name} (${error.code}): ${error.message}`;
    }
  };
  const div = document.createElement("div");
  div.setAttribute("A", 1);
  div.setAttribute("b", null);
  check("set", [
    div.outerHTML,
    div.getAttribute("a"),
    div.getAttribute("A"),
    div.getAttribute("c"),
  ]);
  check("toggle", [
    div.toggleAttribute("c"),
    div.toggleAttribute("c"),
    div.toggleAttribute("c", true),
    div.toggleAttribute("c", true),
    div.toggleAttribute("d", false),
    div.outerHTML,
  ]);
  check("names", [div.getAttributeNames(), div.hasAttribute("B"), div.hasAttributes()]);
  const { attributes } = div;
  check("live", [
    attributes.length,
    attributes[0].name,
    attributes.a.value,
    attributes.item(9),
    Object.keys(attributes),
  ]);
  div.setAttribute("e", "5");
  check("live later", [
    attributes.length,
    attributes.e.value,
    [...attributes].map((attr) => attr.name),
  ]);
  const attr = div.getAttributeNode("e");
  attr.value = "6";
  check("through the node", [
    div.getAttribute("e"),
    attr.ownerElement === div,
    attributes.e === attr,
    attr.nodeType,
  ]);
  div.removeAttribute("e");
  check("node that was removed", [attr.value, attr.ownerElement]);
  attr.value = "7";
  div.setAttributeNode(attr);
  check("node put back", [div.getAttribute("e"), div.getAttributeNode("e") === attr]);
  check(
    "node in use",
    tried(() => document.createElement("p").setAttributeNode(attr)),
  );
  check(
    "removeNamedItem",
    tried(() => attributes.removeNamedItem("zz")),
  );
  check("bad names", [
    tried(() => div.setAttribute("", 1)),
    tried(() => div.setAttribute("a b", 1)),
    tried(() => div.setAttribute("a=", 1)),
    tried(() => div.setAttribute("1@:", 1)),
    tried(() => div.toggleAttribute("a>")),
    tried(() => div.setAttribute("x")),
    tried(() => document.createAttribute("a b")),
    tried(() => div.setAttributeNS("u", "xmlns", 1)),
    tried(() => div.setAttributeNS(null, "a:b", 1)),
  ]);
  const walked = [];
  for (const { name } of attributes) {
    walked.push(name);
    if (name === "a") div.removeAttribute("a");
  }
  check("removed while iterating", walked);

  div.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", "x");
  check("namespaces", [
    div.getAttribute("xlink:href"),
    div.getAttributeNS("http://www.w3.org/1999/xlink", "href"),
    div.getAttributeNode("xlink:href").prefix,
    div.hasAttributeNS(null, "xlink:href"),
    div.outerHTML,
  ]);

  const list = div.classList;
  div.className = "  a  b a ";
  check("classes", [list.length, list[1], [...list], list.value, String(list), list.contains("b")]);
  list.add("b", "c");
  check("add", div.className);
  check("toggle class", [
    list.toggle("c"),
    list.toggle("d"),
    list.toggle("d", true),
    list.toggle("e", false),
  ]);
  check("replace", [list.replace("a", "z"), list.replace("q", "r"), div.className]);
  list.remove("z", "b", "d");
  check("remove all", [div.className, div.hasAttribute("class"), list.length]);
  check("class errors", [
    tried(() => list.add("")),
    tried(() => list.add("a b")),
    tried(() => list.toggle("a\tb")),
    tried(() => list.replace("a", "")),
    tried(() => list.supports("a")),
  ]);
  const bare = document.createElement("p");
  bare.classList.remove("x");
  check("nothing to remove", bare.outerHTML);
  bare.classList = "k l";
  check("assigned", bare.outerHTML);

  const data = document.createElement("p");
  data.setAttribute("data-foo-bar", "1");
  data.setAttribute("data-on:click", "2");
  data.setAttribute("data-", "3");
  data.setAttribute("data--x", "4");
  data.setAttribute("data-a-1", "5");
  check("dataset keys", [
    Object.keys(data.dataset),
    data.dataset.fooBar,
    data.dataset["on:click"],
    "fooBar" in data.dataset,
  ]);
  data.dataset.newOne = 7;
  delete data.dataset.fooBar;
  const keys = [];
  for (const key in data.dataset) keys.push(key);
  check("dataset written", [data.outerHTML, keys, data.dataset.nothing]);
  check("dataset errors", [
    tried(() => (data.dataset["a-b"] = 1)),
    tried(() => (data.dataset["a b"] = 1)),
  ]);

  const link = document.createElement("div");
  link.title = "t";
  link.hidden = true;
  link.tabIndex = 3;
  link.dir = "RTL";
  link.lang = null;
  check("reflected", [
    link.outerHTML,
    link.dir,
    link.tabIndex,
    link.hidden,
    link.draggable,
    link.contentEditable,
  ]);
  link.hidden = "until-found";
  link.contentEditable = "true";
  link.popover = "x";
  check("reflected more", [link.hidden, link.isContentEditable, link.popover, link.outerHTML]);
  link.hidden = false;
  link.popover = null;
  check("reflected away", link.outerHTML);
  const item = document.createElement("ol");
  item.start = 5.7;
  item.reversed = 1;
  check("numbers", [item.outerHTML, item.start, document.createElement("ol").start]);

  const styled = document.createElement("div");
  styled.style.color = "red";
  styled.style.setProperty("--My-Var", " x ");
  styled.style.setProperty("display", "none", "important");
  check("style", [
    styled.getAttribute("style"),
    styled.style.length,
    styled.style[0],
    styled.style.getPropertyPriority("display"),
    styled.style.getPropertyValue("--My-Var"),
    styled.style.cssText,
  ]);
  styled.style.color = "";
  styled.style.removeProperty("display");
  styled.style.removeProperty("--My-Var");
  check("style emptied", styled.outerHTML);
  styled.style.foo = "bar";
  styled.style.setProperty("foo", "bar");
  styled.style.setProperty("color", "red", "nonsense");
  check("style unknown", styled.outerHTML);
  styled.style = "margin-left: 1px";
  styled.style.backgroundColor = "blue";
  styled.style["margin-right"] = "2px";
  styled.style.cssFloat = "left";
  check("style assigned", styled.outerHTML);
};
