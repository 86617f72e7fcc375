// ARIA attributes as properties.
(check) => {
  const div = document.createElement("div");
  const names = [];
  for (let at = Element.prototype; at; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (/^aria(?!.*Elements?$|Notify)/.test(name)) names.push(name);
    }
  }
  check("names", names.sort());
  for (const name of [...names, "role"]) {
    const before = div[name];
    div[name] = "one";
    const [attribute] = div.getAttributeNames();
    const set = [before, div[name], attribute, div.getAttribute(attribute)];
    div[name] = 7;
    set.push(div[name]);
    div[name] = null;
    check(name, [...set, div[name], div.attributes.length]);
  }
  div.ariaLabel = undefined;
  check("undefined", [div.ariaLabel, div.hasAttribute("aria-label")]);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "g");
  svg.ariaHidden = "true";
  svg.role = "img";
  check("svg", svg.outerHTML);
  div.part = "a b";
  check("part", [div.part.length, div.part.contains("b"), div.outerHTML]);
  div.part.add("c");
  check("parts", [String(div.part), div.getAttribute("part"), div.part === div.part]);
};
