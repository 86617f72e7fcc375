// What has which tabIndex and takes the focus, the parts of tables that a script sets, and links as texts.
(check) => {
  const outcome = (work) => {
    try {
      return String(work());
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const put = (html) => {
    document.body.innerHTML = html;
    return document.body.firstElementChild;
  };

  for (const html of [
    "<input type=hidden>",
    "<input disabled>",
    "<a>a</a>",
    "<a href='#x'>a</a>",
    "<a name=n tabindex=x>a</a>",
    "<area>",
    "<area href='#x'>",
    "<link href='#x'>",
    "<embed>",
    "<object></object>",
    "<iframe></iframe>",
    "<b contenteditable>b</b>",
    "<b contenteditable tabindex=2>b</b>",
    "<details><summary>s</summary></details>",
    "<summary>s</summary>",
    "<audio controls></audio>",
    "<dialog open></dialog>",
    "<label>l</label>",
    "<fieldset></fieldset>",
    "<output></output>",
    "<img usemap='#m'>",
    "<canvas></canvas>",
    "<svg></svg>",
    "<svg tabindex=1></svg>",
    "<svg focusable=true></svg>",
    "<svg><a><text>t</text></a></svg>",
    "<svg><a href='#x'><text>t</text></a></svg>",
    "<svg><a tabindex=x><text>t</text></a></svg>",
    "<svg><a xlink:href='#x'><text>t</text></a></svg>",
    "<svg><text tabindex=0>t</text></svg>",
    "<math><mi>x</mi></math>",
  ]) {
    let element = put(html);
    if (/^<(svg|details)/.test(html)) element = element.firstElementChild ?? element;
    element.focus?.();
    check(html, [element.tabIndex, document.activeElement === element]);
    element.blur?.();
  }

  // What cannot have the focus any more.
  const active = () => document.activeElement.id || document.activeElement.localName;
  const editable = put("<div contenteditable id=e>e</div>");
  editable.focus();
  const edited = [active()];
  editable.contentEditable = "false";
  edited.push(active());
  check("no longer edited", edited);
  const again = put("<div contenteditable id=e>e</div>");
  again.focus();
  again.removeAttribute("contenteditable");
  check("not edited at all", active());
  const link = put("<a href='#x' id=a>a</a>");
  link.focus();
  link.removeAttribute("href");
  check("no longer a link", active());

  // Tables.
  const table = put(
    "<table><caption>c</caption><colgroup></colgroup><thead><tr></thead><tbody><tr></tbody><tfoot><tr></tfoot></table>",
  );
  const names = () => Array.from(table.children, (child) => child.localName).join(" ");
  for (const [property, name] of [
    ["caption", "caption"],
    ["tHead", "thead"],
    ["tFoot", "tfoot"],
  ]) {
    for (const given of ["div", "tbody", "thead", "tfoot", "caption"]) {
      const made = document.createElement(given);
      check(`${property} = ${given}`, [
        outcome(() => (table[property] = made) === made),
        table[property]?.localName,
        names(),
      ]);
    }
    check(
      `${property} = text`,
      outcome(() => (table[property] = name)),
    );
    check(`${property} = null`, [outcome(() => (table[property] = null)), names()]);
    check(
      `${property} = undefined`,
      outcome(() => (table[property] = undefined)),
    );
    table[property] = document.createElement(name);
    check(`${property} once more`, names());
  }
  const around = document.createElement("tbody");
  const head = document.createElement("thead");
  head.append(table);
  check("a head around the table", [
    outcome(() => (table.tHead = head)).split(":")[0],
    table.tHead?.localName,
    names(),
  ]);
  around.append(table);
  for (const path of ["table", "thead", "tbody", "tfoot", "div", "tr", "td", "table div"]) {
    let at = document.createElement("table");
    for (const name of path.split(" ")) {
      at.append(document.createElement(name));
      at = at.lastChild;
    }
    at.append(document.createElement("tr"), document.createElement("tr"));
    check(`rows in ${path}`, [at.lastChild.sectionRowIndex, at.lastChild.rowIndex]);
  }

  // A link as a text.
  const anchor = document.createElement("a");
  anchor.setAttribute("href", "/there");
  check("a link", [String(anchor), `${anchor}`, anchor + "", anchor.toString()]);
  check(
    "no link",
    outcome(() => HTMLAnchorElement.prototype.toString.call({})),
  );
};
