// Customized built-ins that are upgraded keep what they have.
(check) => {
  document.body.innerHTML =
    '<form id="f"><input id="v" is="x-in" value="one" name="v"><input id="c" type="checkbox" checked is="x-in">' +
    '<textarea id="t" is="x-area">text</textarea><select id="s" is="x-select"><option>a<option selected>b</select>' +
    '<input id="r1" type="radio" name="g" is="x-in"><input id="r2" type="radio" name="g" checked>' +
    '<details id="d" is="x-details" open><summary>s</summary></details><ul><li id="l" is="x-li" value="3"></li></ul>' +
    '<option id="o" is="x-option" selected>o</option><output id="out" is="x-out">given</output><button id="b" is="x-button" type="reset">b</button></form>' +
    '<template id="tp" is="x-template"><p>inside</p></template><dialog id="dl" is="x-dialog"></dialog><style id="st" is="x-style">p { color: red }</style>' +
    '<fieldset id="fs" is="x-fieldset" disabled><input id="in"></fieldset><table><tr><td id="td" is="x-td"></td></tr></table>';
  const at = (id) => document.getElementById(id);
  at("v").value = "typed";
  at("v").setSelectionRange(1, 3);
  at("v").setCustomValidity("mine");
  at("t").value = "written";
  at("s").selectedIndex = 0;
  at("c").indeterminate = true;
  at("out").value = "new";
  at("dl").showModal();
  const [labels, validity, options, files] = [
    at("v").labels,
    at("v").validity,
    at("s").options,
    at("v").files,
  ];
  const content = at("tp").content;
  const sheet = at("st").sheet;
  const define = (name, base, tag) => {
    const constructor = {
      [name]: class extends base {
        constructor() {
          super();
          this.seen = [this.value, this.checked, this.type, this.selectedIndex].map(String).join();
        }
      },
    }[name];
    customElements.define(name, constructor, { extends: tag });
  };
  define("x-in", HTMLInputElement, "input");
  define("x-area", HTMLTextAreaElement, "textarea");
  define("x-select", HTMLSelectElement, "select");
  define("x-option", HTMLOptionElement, "option");
  define("x-out", HTMLOutputElement, "output");
  define("x-button", HTMLButtonElement, "button");
  define("x-details", HTMLDetailsElement, "details");
  define("x-li", HTMLLIElement, "li");
  define("x-template", HTMLTemplateElement, "template");
  define("x-dialog", HTMLDialogElement, "dialog");
  define("x-style", HTMLStyleElement, "style");
  define("x-fieldset", HTMLFieldSetElement, "fieldset");
  define("x-td", HTMLTableCellElement, "td");
  check(
    "seen",
    ["v", "c", "t", "s", "r1", "o", "out", "b", "d", "l"].map((id) => at(id).seen),
  );
  check("value", [
    at("v").value,
    at("v").defaultValue,
    at("v").selectionStart,
    at("v").selectionEnd,
  ]);
  check("validity", [at("v").validationMessage, at("v").checkValidity()]);
  check("checkedness", [at("c").checked, at("c").indeterminate, at("c").type]);
  check("radios", [at("r1").checked, at("r2").checked]);
  at("r1").checked = true;
  check("radios after", [at("r1").checked, at("r2").checked]);
  check("textarea", [at("t").value, at("t").defaultValue]);
  check("select", [at("s").value, at("s").selectedIndex, at("s").options.length]);
  check("option", at("o").selected);
  check("output", [at("out").value, at("out").defaultValue]);
  check("details", at("d").open);
  check("template", [at("tp").content === content, at("tp").content.childNodes.length]);
  check("dialog", [at("dl").open, at("dl").matches(":modal")]);
  check("style", [at("st").sheet === sheet, sheet.cssRules.length]);
  check("fieldset", [at("in").matches(":disabled"), at("fs").elements.length]);
  check("lists are the same", [
    at("v").labels === labels,
    at("v").validity === validity,
    at("s").options === options,
    at("v").files === files,
  ]);
  at("v").setAttribute("value", "another");
  check("still dirty", at("v").value);
  at("f").reset();
  check("reset", [at("v").value, at("c").checked, at("t").value, at("s").value, at("out").value]);
  const made = document.createElement("input", { is: "x-in" });
  made.value = "m";
  check("made", [made.value, made.seen, made instanceof customElements.get("x-in")]);
  const own = new (customElements.get("x-in"))();
  own.type = "checkbox";
  own.checked = true;
  check("constructed", [own.localName, own.checked, own.value, own.seen, own.outerHTML]);
  const copy = at("v").cloneNode();
  check("copied", [copy.value, copy.seen]);
  at("v").value = "live";
  const live = at("v").cloneNode();
  check("copied dirty", [live.value, live.seen]);
  const fragment = document.createElement("div");
  fragment.innerHTML = '<input is="x-in" value="parsed"><input is="x-in" type="checkbox" checked>';
  check(
    "parsed",
    [...fragment.children].map((each) => [each.value, each.checked, each.seen]),
  );
};
