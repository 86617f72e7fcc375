// The selection of text controls by script.
(check) => {
  const controls = {
    input: () => document.createElement("input"),
    textarea: () => document.createElement("textarea"),
    search: () => Object.assign(document.createElement("input"), { type: "search" }),
  };
  const acts = {
    start: (control) => (control.selectionStart = 2),
    "start beyond": (control) => (control.selectionStart = 100),
    "start as it is": (control) => (control.selectionStart = 0),
    end: (control) => (control.selectionEnd = 3),
    "end as it is": (control) => (control.selectionEnd = 0),
    backward: (control) => (control.selectionDirection = "backward"),
    forward: (control) => (control.selectionDirection = "forward"),
    none: (control) => (control.selectionDirection = "none"),
    odd: (control) => (control.selectionDirection = "odd"),
    range: (control) => control.setSelectionRange(1, 3),
    "range as it is": (control) => control.setSelectionRange(0, 0),
    "range backward": (control) => control.setSelectionRange(0, 0, "backward"),
    select: (control) => control.select(),
    replaced: (control) => control.setRangeText("XY", 1, 3),
    "replaced and selected": (control) => control.setRangeText("XY", 1, 3, "select"),
    "replaced, at its start": (control) => control.setRangeText("XY", 1, 3, "start"),
    "replaced, at its end": (control) => control.setRangeText("XY", 1, 3, "end"),
    "put in": (control) => control.setRangeText("XY"),
    "put in at its end": (control) => control.setRangeText("XY", 0, 0, "end"),
    value: (control) => (control.value = "other"),
  };
  for (const [name, make] of Object.entries(controls)) {
    for (const placed of [true, false]) {
      for (const [act, doing] of Object.entries(acts)) {
        const control = make();
        if (placed) document.body.append(control);
        control.value = "abcdef";
        control.setSelectionRange(0, 0, "none");
        doing(control);
        doing(control);
        check(`${name} ${placed ? "" : "without a place "}${act}`, [
          control.value,
          control.selectionStart,
          control.selectionEnd,
          control.selectionDirection,
          document.activeElement === control,
        ]);
        control.remove();
      }
    }
  }
  const outcome = (work) => {
    try {
      return String(work());
    } catch (error) {
      return error.name;
    }
  };
  const input = document.createElement("input");
  input.value = "abcdef";
  check(
    "no text",
    outcome(() => input.setRangeText()),
  );
  check(
    "no end",
    outcome(() => input.setRangeText("x", 1)),
  );
  check(
    "no end given",
    outcome(() => input.setRangeText("x", 1, undefined)),
  );
  check(
    "an unknown mode",
    outcome(() => input.setRangeText("x", 1, 2, "all")),
  );
  check(
    "no range",
    outcome(() => input.setSelectionRange()),
  );
  check(
    "half a range",
    outcome(() => input.setSelectionRange(1)),
  );
  check("its value after all", input.value);

  // Which controls `select` focuses.
  for (const html of [
    "<input value=ab>",
    "<input type=checkbox>",
    "<input type=button value=b>",
    "<input type=number value=12>",
    "<input type=email value=a@b>",
    "<input type=date>",
    "<input type=file>",
    "<input type=range>",
    "<input type=color>",
    "<input type=hidden>",
    "<input disabled value=a>",
    "<input readonly value=a>",
    "<input style='display:none' value=a>",
    "<textarea disabled>a</textarea>",
  ]) {
    document.body.innerHTML = html;
    const control = document.body.firstElementChild;
    control.select();
    check(`select of ${html}`, [document.activeElement === control, control.selectionEnd]);
  }

  input.value = "  a long text  ";
  input.setSelectionRange(13, 15);
  for (const type of ["url", "text", "tel", "email", "text"]) {
    input.type = type;
    check(`become ${type}`, [input.value, input.selectionStart, input.selectionEnd]);
  }
};
