// What is found by a name: controls in a form and in its elements, elements in lists.
(check) => {
  const box = document.createElement("div");
  document.body.append(box);
  box.innerHTML =
    '<form name="login" id="f"><input name="_csrf" value="t"><input name="email" id="mail"><input type="radio" name="r" value="a"><input type="radio" name="r" value="b" checked><button name="item">i</button><input name="namedItem"><input type="image" name="pic"><img name="shot"></form><form id="g"></form><img name="logo" id="logo-id"><img id="unnamed"><img name="twice"><img name="twice"><embed name="movie"><object id="thing"></object><div id="some-id" name="no"></div><b id="under_score"></b><i id="_hidden"></i><a name="anchor"></a><input name="field" form="g">';
  const form = box.firstChild;
  const told = (value) =>
    value === null || value === undefined
      ? String(value)
      : typeof value === "function"
        ? "function"
        : (value.localName ?? value.constructor.name) + (value.length > 1 ? value.length : "");

  check("of the form", [
    told(form._csrf),
    told(form.email),
    told(form.mail),
    told(form.r),
    form.r.value,
    told(form.item),
    told(form.namedItem),
    told(form.pic),
    told(form.shot),
    told(form.nothing),
    told(form[0]),
    told(form[99]),
  ]);
  const { elements } = form;
  check("of the elements", [
    told(elements._csrf),
    told(elements.email),
    told(elements.mail),
    told(elements.r),
    elements.r.value,
    told(elements.item),
    told(elements.namedItem),
    told(elements.pic),
    told(elements.nothing),
    told(elements[0]),
    told(elements.item("1")),
    told(elements.item("email")),
    told(elements.namedItem("_csrf")),
    told(elements.namedItem("nothing")),
  ]);
  check("in the elements", [
    "_csrf" in elements,
    "mail" in elements,
    "nothing" in elements,
    "0" in elements,
    "99" in elements,
    "item" in elements,
    "pic" in elements,
  ]);
  check("keys", [Object.keys(elements).join(), Object.getOwnPropertyNames(elements).join()]);
  form.mine = 1;
  form._mine = 2;
  elements.mine = 3;
  elements._mine = 4;
  check("its own", [form.mine, form._mine, elements.mine, elements._mine, "_mine" in elements]);
  check("deleted", [delete elements._mine, elements._mine, delete form._mine, form._mine]);
  check("own", [Object.hasOwn(elements, "_csrf"), Object.hasOwn(elements, "mine")]);
  form._csrf.name = "_other";
  check("another name", [told(form._other), told(elements._csrf)]);

  form.name = "renamed";
  const forms = document.forms;
  check("forms", [
    Object.keys(forms).join(),
    told(forms.renamed),
    told(forms.g),
    "g" in forms,
    told(forms._x),
  ]);
  document.body.children._mine = 1;
  check("children", [document.body.children._mine, "_mine" in document.body.children]);
  delete document.body.children._mine;
  const select = document.createElement("select");
  select.innerHTML = '<option id="_o" value="1">';
  check("select", [told(select._o), told(select.options._o), told(select[0])]);
  box.remove();
  check("gone", [told(window._hidden), told(forms.renamed)]);

  const data = document.createElement("p");
  data.dataset._x = "1";
  check("dataset", [data.outerHTML, data.dataset._x, "_x" in data.dataset]);
};
