// The list of an element's attributes while it changes, and the nodes in it.
(check) => {
  const make = () => {
    const outer = document.createElement("div");
    outer.innerHTML = '<b a="1" b="2" c="3" d="4"></b>';
    return outer.firstChild;
  };
  const shown = (list) => [...list].map((attr) => `${attr.name}=${attr.value}`).join(" ");

  const emptied = make();
  for (const attr of emptied.attributes) emptied.removeAttribute(attr.name);
  check("removed on the way", emptied.outerHTML);

  const grown = make();
  let seen = 0;
  for (const attr of grown.attributes) {
    seen++;
    if (attr.name.length === 1 && seen < 4) grown.setAttribute(`x${seen}`, attr.value);
  }
  check("added on the way", [seen, grown.outerHTML]);

  const element = make();
  const list = element.attributes;
  check("as parsed", shown(list));
  element.removeAttribute("b");
  element.setAttribute("b", "9");
  check("taken away and back", [shown(list), list.length, list[3].name, list[4] === undefined]);

  const kept = list.c;
  const attr = document.createAttribute("c");
  attr.value = "new";
  check("replaced is the old node", element.setAttributeNode(attr) === kept);
  check("old node", [kept.value, kept.ownerElement === null]);
  check("new node", [shown(list), list[1] === attr, list.getNamedItem("c") === attr]);
  element.setAttribute("c", "newer");
  check("follows", [attr.value, list[1] === attr]);
  element.removeAttributeNode(attr);
  check("removed node", [list.length, attr.value, attr.ownerElement === null, shown(list)]);
  element.setAttribute("c", "again");
  check("another node", [list[list.length - 1] === attr, attr.value]);

  const fresh = make();
  const first = document.createAttribute("z");
  first.value = "26";
  check("nothing replaced", fresh.setAttributeNode(first));
  check("at the end", [shown(fresh.attributes), fresh.attributes[4] === first]);
  check("item", [fresh.attributes.item(9), String(fresh.attributes[Symbol.iterator]())]);

  fresh.toggleAttribute("hidden");
  check("toggled on", [...fresh.attributes].at(-1).name);
  fresh.toggleAttribute("hidden");
  check("toggled off", [fresh.attributes.length, Object.keys(fresh.attributes).join()]);

  const xlink = "http://www.w3.org/1999/xlink";
  fresh.setAttributeNS(xlink, "xlink:href", "q");
  const href = [...fresh.attributes].at(-1);
  check("in a namespace", [href.localName, href.prefix, href.namespaceURI === xlink]);
  fresh.removeAttributeNS(xlink, "href");
  check("out of it", [fresh.attributes.length, href.value, href.prefix]);

  const bare = document.createElement("i");
  check("none", [bare.getAttribute("a"), bare.hasAttribute("A"), shown(bare.attributes)]);
  bare.setAttribute("A", "1");
  check("one", [bare.getAttribute("a"), bare.hasAttribute("A"), shown(bare.attributes)]);
  const copy = bare.cloneNode();
  copy.setAttribute("b", "2");
  check("a copy has its own", [shown(bare.attributes), shown(copy.attributes)]);
};
