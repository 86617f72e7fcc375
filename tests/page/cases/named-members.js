// Controls of a form hide its members by their names, and what else is found in a form by a name.
(check) => {
  const told = (value) =>
    value === null || value === undefined
      ? String(value)
      : typeof value === "function"
        ? "function"
        : typeof value === "object"
          ? (value.localName ?? value.constructor.name) + (value.length > 1 ? value.length : "")
          : JSON.stringify(value);
  const box = document.createElement("div");
  document.body.append(box);
  box.innerHTML =
    '<form id="f" action="/there" title="of the form"><input name="action"><button id="submit" name="go">s</button><input name="elements"><input name="title"><input name="method"><input name="tagName"><input name="email"></form><form id="plain" action="/plain"><input name="a"></form>';
  const [form, plain] = box.children;
  const names =
    "action submit elements title method tagName email id name reset target length enctype children parentNode getAttribute".split(
      " ",
    );
  const all = (label) =>
    check(
      label,
      names.map((name) => `${name} ${told(form[name])} ${told(plain[name])}`),
    );
  all("connected");
  check("in it", ["email" in form, "action" in form, "nothing" in form, "length" in form]);
  check("prototype", [
    typeof HTMLFormElement.prototype.submit,
    Object.hasOwn(HTMLFormElement.prototype, "submit"),
  ]);
  form.action = "/elsewhere";
  check("set", [form.getAttribute("action"), told(form.action)]);
  check("its own method", HTMLFormElement.prototype.getAttribute.call(form, "action"));
  check("sent", [...new FormData(form).keys()].join());
  form.reset();
  check("validity", [form.checkValidity(), HTMLFormElement.prototype.checkValidity.call(form)]);
  box.remove();
  all("detached");
  box.querySelector("[name=action]").name = "other";
  form.querySelector("[name=method]").remove();
  all("renamed and removed");
  const late = document.createElement("input");
  late.setAttribute("name", "target");
  form.append(late);
  late.id = "name";
  all("added");
  const copy = form.cloneNode(true);
  check("a copy", [told(copy.target), told(copy.name), copy.target === late, told(copy.title)]);
  const image = document.createElement("img");
  image.id = "children";
  form.append(image);
  check("an image", told(form.children));
  const image2 = document.createElement("input");
  image2.type = "image";
  image2.name = "reset";
  form.append(image2);
  check("a button with an image", told(form.reset));
  const div = document.createElement("div");
  div.id = "parentNode";
  form.append(div);
  check("no control", told(form.parentNode));

  // A name that it had.
  const past = document.createElement("form");
  past.innerHTML = '<input name="one">';
  const control = past.firstChild;
  check("now", [told(past.one)]);
  control.name = "two";
  check("past names", [told(past.one), told(past.two), told(past.elements.one)]);
  control.name = "three";
  control.remove();
  check("gone", [told(past.one), told(past.two), told(past.three)]);

  // Its handler finds what is in the form.
  box.innerHTML =
    '<form><input name="amount" value="7"><input name="action" value="8"><button type="button" onclick="window.seen = [amount.value, action.value, typeof method, typeof nothing]">x</button></form>';
  document.body.append(box);
  box.querySelector("button").click();
  check("in a handler", window.seen);
  delete window.seen;

  // Several ways of saying it.
  const list = document.createElement("form");
  list.innerHTML = '<input name="a"><input name="b"><input name="a">';
  document.body.append(list);
  check("in", ["a" in list, "0" in list, "3" in list, "c" in list]);
  const select = document.createElement("select");
  select.innerHTML = '<option id="x">1</option><option name="y">2</option>';
  list.append(select);
  check("in a select", ["0" in select, "2" in select, "x" in select]);
  const { options } = select;
  check("options", [
    Object.keys(options),
    Object.getOwnPropertyNames(options),
    "0" in options,
    "2" in options,
    "x" in options,
    Object.hasOwn(options, "y"),
    told(options.x),
    told(options.y),
  ]);
  check("collections", [
    Object.keys(document.forms),
    Object.keys(list.elements),
    Object.keys(list.children),
    Object.keys(document.images),
    Object.keys(list.childNodes),
  ]);
  const { children } = list;
  children.mine = 1;
  const seen = [];
  for (const name in children) if (Object.hasOwn(children, name)) seen.push(name);
  check("for in", seen);
  const strict = (act) => {
    try {
      return (function () {
        "use strict";
        return act();
      })();
    } catch (error) {
      return error.name;
    }
  };
  check("delete", [
    strict(() => delete list.elements.a),
    strict(() => delete list.elements[0]),
    strict(() => delete list.elements[9]),
    strict(() => delete list.elements.nothing),
    strict(() => delete children.mine),
    strict(() => delete children.a),
  ]);
  check("set", [
    strict(() => (list.elements.a = 1)),
    strict(() => (list.elements[0] = 1)),
    strict(() => (children.a = 1)),
    told(children.a),
    told(list.elements.a),
  ]);
  list.remove();
  box.remove();
};
