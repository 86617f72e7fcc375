// Random steps with controls, the same for each seed: created, moved between forms, copied, set by attribute and
// property, clicked, reset. After each step the state of all of them is noted, as one number for a whole sequence.
(check) => {
  const SEQUENCES = 60;
  const STEPS = 40;
  const TYPES =
    "text radio radio radio checkbox number range date time month week datetime-local color email url hidden submit reset button search password tel bogus".split(
      " ",
    );
  const VALUES =
    "|a|b|5|7.5|-3|2020-02-03|2021-W05|2020-05|10:30|2020-01-01T10:00|#ff0000|x@y|a\nb|http://x/|on| s |150".split(
      "|",
    );
  const NAMES = ["r", "r", "q", "", "R"];
  const ATTRIBUTES = {
    input:
      "checked value type name min max step required readonly disabled form pattern maxlength".split(
        " ",
      ),
    textarea: ["required", "disabled", "readonly", "form", "name", "maxlength"],
    select: ["required", "disabled", "form", "size"],
    option: ["selected", "selected", "value", "disabled", "label"],
    button: ["disabled", "type", "form"],
  };
  const GIVEN = {
    type: TYPES,
    name: NAMES,
    value: VALUES,
    min: ["2", "0", "-5", "2020-01-01", "09:00"],
    max: ["8", "3", "100", "2022-01-01", "11:00"],
    step: ["2", "0.5", "any", "10"],
    form: ["f", "g", "zz", ""],
    pattern: ["a+", "[0-9]", ".*"],
    maxlength: ["1", "3"],
    size: ["1", "4", "0"],
    label: ["L"],
  };
  const KINDS = [
    "input input input input form form div fieldset".split(" "),
    "select option option option option optgroup form".split(" "),
    "input input textarea select option option button form fieldset div label".split(" "),
  ];
  const FLAGS =
    "valueMissing typeMismatch patternMismatch rangeUnderflow rangeOverflow stepMismatch badInput customError valid".split(
      " ",
    );

  let random = 1;
  const below = (count) => {
    random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
    return (random >> 8) % count;
  };
  const one = (list) => list[below(list.length)];
  const chance = (percent) => below(100) < percent;

  const stateOf = (element, all) => {
    const place = (other) => (other ? all.indexOf(other) : -1);
    switch (element.localName) {
      case "option":
        return [element.selected, element.index, element.value, place(element.form)];
      case "form":
        return [element.elements.length];
      case "label":
        return [place(element.control)];
      case "select":
        return [
          element.selectedIndex,
          element.value,
          [...element.options].map((option) => option.selected),
          FLAGS.filter((flag) => element.validity[flag]),
          element.willValidate,
          place(element.form),
        ];
      case "input":
      case "textarea":
      case "button":
        return [
          element.type,
          element.value,
          element.checked,
          place(element.form),
          FLAGS.filter((flag) => element.validity[flag]),
          element.willValidate,
          element.matches(":disabled"),
          element.matches(":indeterminate"),
          element.selectionStart,
          element.selectionEnd,
        ];
      default:
        return [];
    }
  };

  const create = (kinds, all) => {
    const kind = one(kinds);
    const element = document.createElement(kind);
    all.push(element);
    if (kind === "input") {
      element.setAttribute("type", one(TYPES));
      if (chance(70)) element.setAttribute("name", one(NAMES));
      if (chance(40)) element.setAttribute("value", one(VALUES));
      if (chance(40)) element.setAttribute("checked", "");
    } else if (kind === "option") {
      element.textContent = `o${all.length}`;
      if (chance(30)) element.setAttribute("selected", "");
      if (chance(20)) element.setAttribute("disabled", "");
    } else if (kind === "select") {
      if (chance(30)) element.setAttribute("multiple", "");
    } else if (kind === "form") element.id = one(["f", "g"]);
    else if (kind === "fieldset" && chance(50)) element.setAttribute("disabled", "");
    else if (kind === "textarea") element.textContent = one(VALUES);
  };

  const property = (element) => {
    switch (element.localName) {
      case "input":
        return one([
          () => (element.checked = chance(50)),
          () => (element.checked = chance(50)),
          () => (element.value = one(VALUES)),
          () => (element.indeterminate = chance(50)),
          () => (element.defaultValue = one(VALUES)),
          () => (element.defaultChecked = chance(50)),
          () => (element.type = one(TYPES)),
          () => (element.valueAsNumber = one([1, -7, 0, NaN])),
          () => element.stepUp(one([1, 2, -3])),
          () => (element.name = one(NAMES)),
          () => (element.disabled = chance(50)),
          () => element.setCustomValidity(one(["", "x"])),
          () => element.click(),
          () => element.setSelectionRange(1, 2),
        ]);
      case "textarea":
        return one([
          () => (element.value = one(VALUES)),
          () => (element.defaultValue = one(VALUES)),
          () => element.setSelectionRange(0, 1),
        ]);
      case "select":
        return one([
          () => (element.selectedIndex = one([-1, 0, 1, 2])),
          () => (element.value = one(["", "o7", "o3", "zz"])),
          () => (element.multiple = chance(50)),
          () => (element.size = one([0, 1, 3])),
          () => element.add(new Option("n", "nv", chance(50), chance(50))),
          () => element.remove(0),
        ]);
      case "option":
        return one([
          () => (element.selected = chance(50)),
          () => (element.selected = chance(50)),
          () => (element.defaultSelected = chance(50)),
          () => (element.disabled = chance(50)),
        ]);
      case "form":
        return one([() => element.reset(), () => (element.id = one(["f", "g", "h"]))]);
      default:
        return () => element.click?.();
    }
  };

  const move = (element, all, host) => {
    const homes = { option: ["select", "optgroup"], optgroup: ["select"] };
    const names = homes[element.localName] ?? ["div", "form", "fieldset"];
    const found = all.filter((other) => names.includes(other.localName));
    const parent = found.length > 0 && chance(70) ? one(found) : host;
    parent.insertBefore(element, one([null, parent.firstChild, parent.lastChild]));
  };

  const step = (kinds, all, host) => {
    if (all.length < 6 || chance(15)) return create(kinds, all);
    const element = one(all);
    const what = below(100);
    if (what < 35) return move(element, all, host);
    if (what < 42) return element.remove();
    if (what < 46) return host.append(element.cloneNode(chance(60)));
    if (what < 72) return property(element)();
    const attribute = one(ATTRIBUTES[element.localName] ?? ["title"]);
    if (chance(35)) return element.removeAttribute(attribute);
    return element.setAttribute(attribute, one(GIVEN[attribute] ?? [""]));
  };

  const submitted = (event) => event.preventDefault();
  document.addEventListener("submit", submitted);
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    random = seed * 7919;
    const kinds = KINDS[seed % KINDS.length];
    document.body.innerHTML = "<div></div>";
    const all = [];
    const told = [];
    let sum = 0;
    for (let at = 0; at < STEPS; at++) {
      let error = "";
      try {
        step(kinds, all, document.body.firstChild);
      } catch (problem) {
        error = problem.name;
      }
      const state = JSON.stringify([error, ...all.map((element) => stateOf(element, all))]);
      for (let index = 0; index < state.length; index++) {
        sum = (Math.imul(sum, 31) + state.charCodeAt(index)) | 0;
      }
      if (globalThis.tellsControlSteps === seed) told.push(state);
    }
    check(`seed ${seed}`, told.length > 0 ? told : sum);
  }
  document.removeEventListener("submit", submitted);
};
