// Maps of data-* attributes and lists: what they list, and that nobody closes them.
(check) => {
  const attempt = (act) => {
    try {
      return act();
    } catch (error) {
      return error.name;
    }
  };
  const keys = (element) => {
    const found = [];
    for (const key in element.dataset) found.push(key);
    return found;
  };
  const holder = document.createElement("div");
  document.body.append(holder);
  holder.innerHTML =
    '<p data-one="1" data-two-three="2" data-Four="4"></p><p data-one="1" data-two-three="2" data-Four="4"></p>';
  const [first, second] = holder.children;
  check("keys of the first", keys(first));
  check("keys of the second", keys(second));
  first.setAttribute("data-five", "5");
  first.removeAttribute("data-one");
  check("keys of the first, changed", keys(first));
  check("keys of the second, as it was", keys(second));
  const copy = first.cloneNode();
  check("keys of a copy", keys(copy));
  copy.dataset.six = "6";
  check("keys of the copy, changed", [keys(copy), keys(first)]);
  first.dataset.sevenEight = "7";
  check("an attribute by its key", first.getAttribute("data-seven-eight"));
  check("a key with a hyphen that no name has", [
    first.dataset["two-three"] === undefined,
    "two-three" in first.dataset,
    attempt(() => (first.dataset["a-b"] = "1")),
    delete first.dataset["a-b"],
  ]);
  check("a hyphen before a capital", [
    attempt(() => (first.dataset["a-B"] = "1")),
    first.getAttribute("data-a--b"),
    keys(first),
  ]);
  const symbol = Symbol("mine");
  second.dataset[symbol] = 1;
  check("a symbol", [
    second.dataset[symbol],
    Object.getOwnPropertySymbols(second.dataset).length,
    Object.getOwnPropertySymbols(first.dataset).length,
    Object.keys(second.dataset),
  ]);
  check(
    "nobody makes one",
    attempt(() => new DOMStringMap()),
  );
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttributeNS("urn:x", "data-spaced", "1");
  svg.setAttribute("data-plain", "2");
  check("attributes in a namespace", [keys(svg), svg.dataset.spaced, "spaced" in svg.dataset]);

  for (const [name, object] of Object.entries({
    dataset: first.dataset,
    attributes: first.attributes,
    childNodes: holder.childNodes,
    children: holder.children,
    forms: document.forms,
    classList: first.classList,
    localStorage,
  })) {
    check(`${name} stays open`, [
      Reflect.preventExtensions(object),
      Object.isExtensible(object),
      attempt(() => Object.preventExtensions(object) === object),
      attempt(() => Object.freeze(object) === object),
      attempt(() => Object.seal(object) === object),
      Object.isFrozen(object),
    ]);
  }

  const names = (list) => [...list].map((each) => each.localName);
  const other = new DOMParser().parseFromString(
    "<title>x</title><p id=a><b lang=en></b></p>",
    "text/html",
  );
  check("elements of a document", names(other.querySelectorAll("*")));
  check("those of the root", names(other.documentElement.querySelectorAll("*")));
  other.body.append(other.createElement("i"));
  other.querySelector("b").remove();
  check("elements that came and went", [
    names(other.querySelectorAll("*")),
    names(other.querySelectorAll("[lang]")),
  ]);
  check("an attribute that no element ever had", [
    holder.closest("[data-never]"),
    document.querySelector("[data-never]"),
    document.querySelectorAll("p, [data-never]").length,
    document.querySelectorAll(":not([data-never])").length > 0,
  ]);
  holder.setAttribute("data-never", "");
  check("and now has", [first.closest("[data-never]") === holder]);
  holder.innerHTML = '<p data-odd-one="1" data-ignored-by="2" ninth=""><b></b></p>';
  const inner = holder.querySelector("b");
  check("names behind others of a tag", [
    inner.closest("[data-odd-one]") !== null,
    inner.closest("[data-ignored-by]") !== null,
    inner.closest("[ninth]") !== null,
  ]);
  const document2 = new DOMParser().parseFromString('<a><b data-xml-only="1"/></a>', "text/xml");
  check("of an XML document", document2.querySelector("[data-xml-only]").localName);
};
