// Forms, images, embeds and objects by name in the document and the window, and what else the window finds by an id.
(check) => {
  const box = document.createElement("div");
  document.body.append(box);
  box.innerHTML =
    '<form name="login" id="f"><input name="email" id="mail"></form><img name="logo" id="logo-id"><img id="unnamed"><img name="twice"><img name="twice"><embed name="movie"><object id="thing"></object><object name="other"></object><div id="some-id" name="no"></div><b id="_hidden"></b><a name="anchor"></a>';
  const told = (value) =>
    value === null || value === undefined
      ? String(value)
      : typeof value === "function"
        ? "function"
        : (value.localName ?? value.constructor.name) + (value.length > 1 ? value.length : "");
  const names =
    "login f logo logo-id unnamed twice movie thing other some-id no _hidden anchor email mail".split(
      " ",
    );
  const all = () => {
    check(
      "of the document",
      names.map((name) => `${name} ${told(document[name])}`),
    );
    check(
      "of the window",
      names.map((name) => `${name} ${told(window[name])}`),
    );
    check("in the document", names.filter((name) => name in document).join());
    check("in the window", names.filter((name) => name in window).join());
  };
  all();
  check("own", [
    Object.hasOwn(document, "login"),
    Object.hasOwn(document, "nothing"),
    Object.keys(window).includes("login"),
  ]);
  const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(
    document,
    "login",
  );
  check("descriptor", [told(value), writable, enumerable, configurable]);

  const form = box.firstChild;
  form.name = "renamed";
  check("renamed", [
    told(document.login),
    told(document.renamed),
    told(window.login),
    told(window.renamed),
  ]);
  form.removeAttribute("name");
  check("without a name", [told(document.renamed), told(window.renamed), told(window.f)]);
  form.id = "g";
  form.setAttribute("name", "g");
  check("id and name", [told(document.g), told(window.g)]);
  form.id = "h";
  check("another id", [told(document.g), told(window.g), told(window.h)]);
  form.setAttribute("name", "");
  check("an empty one", [told(document.g), told(window.g), "" in document]);
  const { twice } = document;
  check("the same", [twice === document.twice, twice.length, twice[1] === document.images[3]]);
  document.images[2].remove();
  check("one less", [twice.length, told(document.twice), told(window.twice)]);
  const image = document.images[0];
  image.removeAttribute("name");
  check("an image without a name", [told(document["logo-id"]), told(window["logo-id"])]);
  image.name = "new";
  check("with a name", [told(document["logo-id"]), told(document.new), told(window.new)]);

  // Members are hidden by names.
  const title = document.createElement("form");
  title.name = "title";
  box.append(title);
  check("hidden", [told(document.title), "title" in document]);
  title.name = "querySelector";
  check("hidden method", [typeof document.title, told(document.querySelector)]);
  title.remove();
  check("not any more", [typeof document.title, told(document.querySelector)]);
  title.name = "status";
  box.append(title);
  check("of the window's own", [typeof window.status, told(document.status)]);
  title.name = "addEventListener";
  check("of what it inherits", [typeof window.addEventListener, told(document.addEventListener)]);
  title.name = "mine";
  window.mine = 1;
  check("a variable", [window.mine, told(document.mine)]);
  delete window.mine;
  const nested = document.createElement("form");
  nested.name = "mine";
  box.prepend(nested);
  check("two forms", [told(document.mine), document.mine[0] === nested]);
  nested.remove();
  check("one form", [document.mine === title]);

  const shadow = document.createElement("div");
  box.append(shadow);
  shadow.attachShadow({ mode: "open" }).innerHTML = '<form name="inside" id="within"></form>';
  check("in a shadow tree", [
    told(document.inside),
    told(document.within),
    told(window.inside),
    told(window.within),
  ]);
  const other = new DOMParser().parseFromString('<form name="apart"></form>', "text/html");
  check("of another document", [told(other.apart), told(document.apart), told(window.apart)]);
  other.forms[0].remove();
  check("of another document without it", [told(other.apart)]);

  box.remove();
  all();
};
