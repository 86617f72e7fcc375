// Small things of forms and their controls.
async (check) => {
  const outcome = (work) => {
    try {
      return String(work());
    } catch (error) {
      return error.name;
    }
  };
  const put = (html) => {
    document.body.innerHTML = html;
    return document.body.firstElementChild;
  };

  // What a label hands on.
  for (const inside of [
    "<audio controls></audio>",
    "<audio></audio>",
    "<video controls></video>",
    "<video></video>",
    "<img usemap>",
    "<img usemap='#m'>",
    "<img>",
    "<object usemap='#m'></object>",
    "<object></object>",
    "<a href='#x'></a>",
    "<a></a>",
    "<b tabindex=0></b>",
    "<b tabindex=x></b>",
    "<summary></summary>",
    "<details></details>",
    "<details><summary></summary></details>",
    "<b contenteditable></b>",
  ]) {
    const label = put(`<label><input type=checkbox>${inside}</label>`);
    label.lastElementChild.click();
    check(`a click on ${inside} in a label`, label.control.checked);
    const deep = label.lastElementChild.lastElementChild;
    if (deep === null) continue;
    deep.click();
    check(`a click inside of ${inside} in a label`, label.control.checked);
  }
  for (const tabindex of ["", "tabindex=0", "tabindex=-1", "tabindex=''", "tabindex=x"]) {
    for (const hidden of ["", "style='display:none'"]) {
      const label = put(`<label ${tabindex} ${hidden}>A</label><input id=i>`);
      label.htmlFor = "i";
      label.focus();
      check(`focus of a label ${tabindex} ${hidden}`, document.activeElement.localName);
    }
  }

  // Options.
  for (const html of [
    "<option>t</option>",
    "<option label>t</option>",
    "<option label=l>t</option>",
    "<option label=' l  m '>t</option>",
    "<option value>t</option>",
  ]) {
    const option = put(`<select>${html}</select>`).options[0];
    check(html, [option.label, option.value, option.text]);
  }

  // Radio buttons that are nowhere.
  const loose = document.createElement("div");
  loose.innerHTML =
    "<input type=radio name=r checked><input type=radio name=r><p><input type=radio name=r></p><input type=radio name=s checked>";
  const radios = [...loose.querySelectorAll("input")];
  const checked = () => radios.map((radio) => radio.checked);
  check("loose", checked());
  radios[1].checked = true;
  check("the second loose", checked());
  radios[2].click();
  check("the third loose", checked());
  radios[0].setAttribute("checked", "");
  radios[1].required = true;
  check(
    "whether they hold",
    radios.map((radio) => radio.validity.valueMissing),
  );
  radios[2].checked = false;
  check(
    "none is checked",
    radios.map((radio) => radio.validity.valueMissing),
  );
  radios[0].checked = true;
  radios[3].checked = true;
  radios[3].name = "r";
  check("another name", checked());
  radios[2].remove();
  radios[2].checked = true;
  check("one has gone", checked());
  loose.append(radios[2]);
  check("it is back", checked());
  document.body.append(loose);
  check("in the document", checked());
  loose.remove();
  check("out of the document", checked());
  radios[1].checked = true;
  check("checked out of the document", checked());
  const fragment = document.createDocumentFragment();
  fragment.append(...radios);
  radios[0].checked = true;
  check("in a fragment", checked());
  document.body.append(fragment);
  check("of a fragment", checked());
  const copy = document.createElement("div");
  copy.innerHTML = "<form><input type=radio name=q checked><input type=radio name=q></form>";
  const twin = copy.cloneNode(true);
  twin.querySelectorAll("input")[1].checked = true;
  check(
    "a copy",
    [...copy.querySelectorAll("input"), ...twin.querySelectorAll("input")].map(
      (radio) => radio.checked,
    ),
  );

  // What is found in a form.
  const form = put(
    "<form><input name=a><input name=b value=1><input name=b value=2><input name=action><input name=title></form>",
  );
  check("the same list", form.b === form.b);
  check("the same list of its controls", form.elements.b === form.elements.namedItem("b"));
  check("the same list of both", form.b === form.elements.b);
  check("of a description", Object.getOwnPropertyDescriptor(form, "b").value === form.b);
  check("its list", [form.b.length, form.b[1].value]);
  check(
    "a list that grows",
    (() => {
      const list = form.b;
      form.elements.a.name = "b";
      const seen = [list.length, list === form.b];
      form.elements[0].name = "a";
      return seen;
    })(),
  );
  check(
    "names of members",
    ["action", "title"].map((name) => form[name] === form.elements[name]),
  );
  check(
    "an index behind deleted",
    outcome(() => delete form[100]),
  );
  check("an index set", [outcome(() => (form[0] = 5)), form[0] === form.elements[0]]);
  const fieldset = put("<fieldset><input name=a><input name=a><input name=b></fieldset>");
  check("the controls of a fieldset", [
    fieldset.elements.constructor.name,
    Object.prototype.toString.call(fieldset.elements),
    fieldset.elements.length,
    fieldset.elements.a === fieldset.elements[0],
    fieldset.elements.namedItem("b") === fieldset.elements[2],
    Object.keys(fieldset.elements),
  ]);

  // Files.
  const files = put("<input type=file>");
  check(
    "files as an array",
    outcome(() => (files.files = [])),
  );
  check(
    "files as nothing",
    outcome(() => (files.files = null)),
  );
  check(
    "files as undefined",
    outcome(() => (files.files = undefined)),
  );
  check(
    "files of text",
    outcome(() => (files.files = "x")),
  );
  check(
    "files of a text field",
    outcome(() => (put("<input>").files = [])),
  );

  // Patterns, and what they let through.
  for (const pattern of [
    "[0-9]{3}-[0-9]{4}|020-7946",
    String.raw`\d{3}-\d{4}`,
    "a-b",
    "a/b",
    "a&&b",
    "a,,b",
    "a::b",
    "[a-z]+-[0-9/]+",
    "[a-z-]+",
    "[a-z\\-]+",
    "[[a-z]&&[aeiou]]-",
    String.raw`\p{Script=Latin}--`,
    "(?<year>20)-(?!-)(?=.)..",
    "(?i:A)-b",
    "(?:a|-)b",
    "(?<=a)-b",
    String.raw`\-`,
    "a--b",
    "a]-b",
    "[a-b",
  ]) {
    const input = put("<input>");
    input.pattern = pattern;
    const through = (value) => {
      input.value = value;
      return !input.validity.patternMismatch;
    };
    const values = "555-0123 a-b a/b a&&b a,,b a::b ab-12/3 ab-cd - a- x-- 20-07 A-b -b a--b".split(
      " ",
    );
    check(`the pattern ${pattern}`, values.filter(through));
  }

  // Values.
  for (const html of [
    '<input type=url pattern="http://www.shop.example" value="http://www.shop.test">',
    '<input type=url pattern="https?://.+" value="ftp://shop.test">',
    '<input pattern="a/b" value="a/c">',
    '<input pattern="a/b" value="a/b">',
    "<input type=number step=3e-15 value=17>",
    "<input type=number step=1e-12 value=-12345678.9>",
    "<input type=number step=1e-9 value=1.0000000001>",
    "<input type=number step=0.1 value=1000000.05>",
    "<input type=number step=1 value=1e20>",
    "<input type=number step=7 value=1e20>",
    "<input type=number step=0.01 value=99999999999.995>",
  ]) {
    const input = put(html);
    check(html, [input.validity.patternMismatch, input.validity.stepMismatch]);
  }
};
