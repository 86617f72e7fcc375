// Lists that are kept until something changes: rows, labels, options, slots and bases, through many changes.
async (check) => {
  let seed = 7;
  const random = (most) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * most);
  };
  // Selects: what is selected after each change.
  for (const [attributes, count] of [
    ["", 60],
    ["size=3", 40],
    ["multiple", 30],
  ]) {
    document.body.innerHTML = `<select ${attributes}></select><select id="other"><option>o</option></select>`;
    const [select, other] = document.querySelectorAll("select");
    let named = 0;
    for (let step = 0; step < count; step++) {
      const { options } = select;
      const any = options[random(options.length)];
      const made = () => {
        const option = new Option(`n${named++}`, undefined, random(6) === 0, random(5) === 0);
        option.disabled = random(3) === 0;
        return option;
      };
      const act = random(12);
      if (act < 4 || any === undefined) select.append(made());
      else if (act === 4) any.before(made());
      else if (act === 5) any.remove();
      else if (act === 6) any.selected = !any.selected;
      else if (act === 7) select.selectedIndex = random(options.length + 1) - 1;
      else if (act === 8) {
        const group = document.createElement("optgroup");
        group.disabled = random(2) === 0;
        group.append(made(), made());
        select.append(group);
      } else if (act === 9) other.append(any);
      else if (act === 10) any.disabled = !any.disabled;
      else select.append(select.firstChild);
      check(`select ${attributes} ${step} ${act}`, [
        [...select.options].map((each) => each.text + (each.selected ? "*" : "")).join(" "),
        select.selectedIndex,
        other.value,
        select.options.length,
        [...select.options].map((each) => each.index).join(),
      ]);
    }
    check(`cleared ${attributes}`, [
      select.innerHTML.length,
      (select.replaceChildren(), select.options.length),
      other.value,
    ]);
  }
  // Slots: what is assigned, and what is told of it.
  document.body.innerHTML = "<div></div>";
  const host = document.body.firstChild;
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = "<slot></slot><p><slot name=a>fallback</slot></p>";
  let told = [];
  root.addEventListener("slotchange", (event) => told.push(event.target.name));
  let made = 0;
  for (let step = 0; step < 60; step++) {
    const act = random(11);
    const child = host.childNodes[random(host.childNodes.length)];
    const next = () => {
      const element = document.createElement("b");
      element.id = `e${made++}`;
      if (random(2) === 0) element.slot = random(4) === 0 ? "b" : "a";
      return element;
    };
    if (act < 3 || child === undefined) host.append(next());
    else if (act === 3) host.insertBefore(next(), child);
    else if (act === 4) child.remove();
    else if (act === 5) child.slot = child.slot === "a" ? "" : "a";
    else if (act === 6) host.append(next(), "text", next());
    else if (act === 7) {
      const slot = document.createElement("slot");
      slot.name = ["", "a", "b"][random(3)];
      root.insertBefore(slot, root.childNodes[random(root.childNodes.length + 1)] ?? null);
    } else if (act === 8)
      root.querySelectorAll("slot")[random(root.querySelectorAll("slot").length)]?.remove();
    else if (act === 9) {
      const slot = root.querySelector("slot");
      if (slot) slot.name = slot.name === "b" ? "a" : "b";
    } else {
      const element = next();
      host.append(element);
      element.remove();
    }
    await null;
    check(`slots ${step} ${act}`, [
      [...root.querySelectorAll("slot")].map(
        (slot) => `${slot.name}: ${slot.assignedNodes().map((each) => each.id ?? each.data)}`,
      ),
      told.sort().join(),
    ]);
    told = [];
  }
  // Tables.
  document.body.innerHTML =
    "<table><tfoot><tr id=f><tbody><tr id=a><tr id=b></tbody><thead><tr id=h></table>";
  const table = document.querySelector("table");
  const { rows, tBodies } = table;
  const cells = rows[1].cells;
  const seen = () => [
    [...rows].map((row) => row.id || "new").join(),
    rows.length,
    tBodies.length,
    cells.length,
  ];
  check("table", [
    ...seen(),
    table.rows === rows,
    table.tBodies === tBodies,
    rows[0].cells === rows[0].cells,
  ]);
  table.insertRow();
  check("inserted", seen());
  table.insertRow(1).id = "one";
  check("inserted at one", seen());
  table.tFoot.remove();
  table.insertRow();
  check("without a foot", seen());
  const direct = document.createElement("tr");
  table.append(direct);
  table.insertRow(-1).id = "direct";
  check("direct rows", [...seen(), rows[rows.length - 1].parentNode === table]);
  rows[1].insertCell();
  rows[1].insertCell(0).id = "c0";
  check("cells", [
    ...seen(),
    rows[1].cells[0].cellIndex,
    rows[1].rowIndex,
    rows[1].sectionRowIndex,
  ]);
  table.deleteRow(0);
  table.deleteRow(-1);
  check("deleted", [...seen(), rows[0].rowIndex]);
  for (const index of [-2, 99]) {
    for (const target of [table, table.tBodies[0], rows[0]]) {
      try {
        target.insertRow ? target.insertRow(index) : target.insertCell(index);
      } catch (error) {
        check(`index ${index}`, error.name);
      }
    }
  }
  check("after wrong ones", seen());
  table.innerHTML = "<thead><tr id=only></thead>";
  table.insertRow().id = "last";
  check("only a head", [...seen(), rows[1]?.parentNode.localName]);
  table.innerHTML = "";
  table.insertRow();
  check("empty", [...seen(), table.innerHTML]);
  // Labels.
  document.body.innerHTML =
    "<label for=x id=l1>1</label><label id=l2>2<input id=x></label><label id=l3 for=y>3</label><input id=y>";
  const [x, y] = document.querySelectorAll("input");
  const at = (id) => document.getElementById(id);
  const [ofX, ofY] = [x.labels, y.labels];
  const ids = () => [
    [...ofX].map((each) => each.id).join(),
    [...ofY].map((each) => each.id).join(),
  ];
  check("labels", ids());
  at("l3").htmlFor = "x";
  check("for", ids());
  x.id = "z";
  check("id", ids());
  at("l1").removeAttribute("for");
  check("without", ids());
  y.id = "x";
  check("another id", ids());
  y.type = "hidden";
  check("hidden", [y.labels, x.labels === ofX]);
  y.type = "text";
  check("shown again", ids());
  at("l2").append(y);
  check("moved", ids());
  x.remove();
  check("removed", ids());
  at("l2").remove();
  check("detached", [...ids(), y.labels.length]);
  // Bases.
  const link = document.createElement("a");
  link.href = "x";
  check("no base", link.href);
  const base = document.createElement("base");
  base.href = "/one/";
  check("a base that is nowhere", link.href);
  document.head.append(base);
  check("a base", [link.href, document.baseURI]);
  base.href = "/two/";
  check("another", link.href);
  const second = document.createElement("base");
  second.href = "/second/";
  document.head.prepend(second);
  check("one before it", link.href);
  second.removeAttribute("href");
  check("without an address", link.href);
  second.remove();
  document.body.append(base);
  check("in the body", link.href);
  const parsed = new DOMParser().parseFromString("<base href=/parsed/><a href=x>", "text/html");
  check("another document", [parsed.querySelector("a").href, parsed.baseURI, link.href]);
  base.remove();
  check("none any more", link.href);
};
