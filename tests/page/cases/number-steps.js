// Number fields: which texts are numbers, and where steps lead with limits that are written with or without decimals.
(check) => {
  const TEXTS =
    "1e+2|1E2|1e-2|1e2|.5|5.|-.5|+5|-0|1e|e5|-1e400|0x10| 5 |1,5|1.5.5|--5|Infinity|NaN|00012|1.50|-|1e+|1_000|1e308|1.8e308|1e-7|1e5.5".split(
      "|",
    );
  const numberField = (attributes) => {
    const input = document.createElement("input");
    for (const [name, value] of Object.entries({ type: "number", ...attributes })) {
      if (value !== "") input.setAttribute(name, value);
    }
    return input;
  };
  for (const text of TEXTS) {
    const set = numberField({});
    set.value = text;
    const given = numberField({ value: text });
    const typed = document.createElement("input");
    typed.value = text;
    typed.type = "number";
    const slider = numberField({ type: "range", max: "1000" });
    slider.value = text;
    const seen = [set.value, set.valueAsNumber, given.value, typed.value, slider.value];
    for (const name of ["min", "max", "step"]) {
      const limited = numberField({ [name]: text });
      for (const value of ["3", "100", "-7", "0.5"]) {
        limited.value = value;
        const { rangeUnderflow, rangeOverflow, stepMismatch } = limited.validity;
        seen.push([rangeUnderflow, rangeOverflow, stepMismatch].map(Number).join(""));
      }
    }
    check(text, seen);
  }
  const MOVES = [
    ["stepUp", 1],
    ["stepDown", 1],
    ["stepDown", 100],
    ["stepUp", 100],
  ];
  for (const min of ["", "0.5", "1.5", "1.50", "0.01", "10.25", "2.0", "-1.5"]) {
    for (const step of ["", "0.5", "0.01", "0.25", "3"]) {
      for (const max of ["", "20.5"]) {
        const seen = [];
        for (const value of ["", "0", "1", "2.5", "20", "3.14"]) {
          for (const [method, count] of MOVES) {
            const input = numberField({ min, max, step, value });
            input[method](count);
            seen.push(input.value);
          }
        }
        check(`min=${min} step=${step} max=${max}`, seen.join(" "));
      }
    }
  }
};
