// What forms and selects have of their own by the names and numbers of what is in them, each for itself.
(check) => {
  const attempt = (act) => {
    try {
      return act();
    } catch (error) {
      return error.name;
    }
  };
  const box = document.createElement("div");
  document.body.append(box);
  box.innerHTML =
    '<form><input name="email"><input name="action"><button id="go">s</button><img name="pic"></form><form><input name="other"></form><select name="s"><option id="x">1</option></select>';
  const [form, second, select] = box.children;
  const detached = document.createElement("form");
  detached.innerHTML = '<input name="email"><input name="only">';
  const objects = { form, second, select, detached, event: new Event("x"), div: box };
  const names = "email action go pic other only 0 1 9 x nothing elements isTrusted type".split(" ");
  names.push(0, Symbol.iterator);
  const ways = {
    hasOwn: (object, name) => Object.hasOwn(object, name),
    hasOwnProperty: (object, name) => Object.prototype.hasOwnProperty.call(object, name),
    "its own method": (object, name) => object.hasOwnProperty(name),
    has: (object, name) => Reflect.has(object, name),
  };
  for (const way of ["getOwnPropertyDescriptor", "getOwnPropertyDescriptors"]) {
    for (const holder of [Object, Reflect]) {
      if (!(way in holder)) continue;
      ways[`${holder === Object ? "Object" : "Reflect"}.${way}`] = (object, name) => {
        const found = way.endsWith("s") ? holder[way](object)[name] : holder[way](object, name);
        return found && { ...found, value: found.value?.localName, get: typeof found.get };
      };
    }
  }
  for (const [way, look] of Object.entries(ways)) {
    for (const [name, object] of Object.entries(objects)) {
      const seen = names.map((each) => `${String(each)} ${JSON.stringify(look(object, each))}`);
      check(`${way}, ${name}`, seen);
    }
  }
  const told = (object) => [Object.keys(object), Reflect.ownKeys(object).map(String)];
  check("keys", Object.values(objects).map(told));
  let asked = 0;
  const name = {
    toString() {
      asked++;
      return "email";
    },
  };
  check("asked by an object", [Object.hasOwn(form, name), Reflect.has(second, name), asked]);
  check("of no object", [
    attempt(() => Object.hasOwn(null, "x")),
    attempt(() => Object.prototype.hasOwnProperty.call(undefined, "x")),
    attempt(() => Reflect.has("abc", "length")),
    attempt(() => Reflect.getOwnPropertyDescriptor(1, "a")),
    Object.hasOwn("abc", 1),
    Object.prototype.hasOwnProperty.call("abc", "length"),
    Object.hasOwn({ a: 1 }, "a"),
    Reflect.has({ __proto__: { b: 1 } }, "b"),
  ]);
  for (const [each, length] of [
    [Object.hasOwn, 2],
    [Object.prototype.hasOwnProperty, 1],
    [Reflect.has, 2],
  ]) {
    check(each.name, [each.length === length, /\[native code\]/.test(each.toString())]);
  }

  const strictly = (act) => {
    "use strict";
    return attempt(act);
  };
  form.email = 1;
  form.mine = 2;
  form.className = "c";
  check("put there", [
    form.email.localName,
    form.mine,
    Object.hasOwn(form, "mine"),
    form.getAttribute("class"),
  ]);
  check("and strictly", [
    strictly(() => {
      "use strict";
      form.email = 1;
      return "no error";
    }),
    strictly(() => {
      "use strict";
      form[0] = 1;
      return "no error";
    }),
  ]);
  select[0] = new Option("new");
  select[2] = new Option("last");
  check("options put there", [select.length, select[0].text, select[1].text, select[2].text]);
  select[0] = null;
  check("and taken away", [select.length, select[0].text]);
  box.remove();
};
