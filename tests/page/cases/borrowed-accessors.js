// What sanitizers borrow from `Node.prototype`, and markup by which they are attacked.
(check) => {
  const borrowed = (name) => Object.getOwnPropertyDescriptor(Node.prototype, name);
  const form = document.createElement("form");
  form.innerHTML = '<input name="nodeValue"><input name="textContent"><b>x</b>';
  const text = new DOMParser().parseFromString("<a><![CDATA[c]]><?p q?></a>", "text/xml");
  const fragment = document.createDocumentFragment();
  fragment.append("f");
  const nodes = {
    form,
    text: document.createTextNode("t"),
    comment: document.createComment("c"),
    attribute: form.firstChild.getAttributeNode("name"),
    document,
    fragment,
    doctype: document.doctype,
    cdata: text.documentElement.firstChild,
    instruction: text.documentElement.lastChild,
  };
  for (const [label, node] of Object.entries(nodes)) {
    for (const name of ["nodeName", "nodeValue", "textContent"]) {
      check(`${name} of ${label}`, borrowed(name).get.call(node));
    }
  }
  for (const name of ["nodeValue", "textContent"]) {
    for (const label of ["text", "comment", "attribute", "fragment", "doctype", "cdata"]) {
      borrowed(name).set.call(nodes[label], `${name}!`);
      check(`${label} by ${name}`, nodes[label].textContent);
    }
    borrowed(name).set.call(form, "new");
    check(`form by ${name}`, form.innerHTML);
  }
  check("nodeName is only read", borrowed("nodeName").set === undefined);
  for (const name of ["nodeName", "nodeValue", "textContent"]) {
    check(`${name} is seen`, borrowed(name).enumerable);
  }

  const read = (markup) => new DOMParser().parseFromString(markup, "text/html").body;
  // Each of these has to come to an end.
  for (const name of ["mglyph", "malignmark"]) {
    for (const rest of [
      "<!--",
      "<b",
      "</i></i></i></i></i></i></i></i></i></i></i></i></i>",
      "<!x",
    ]) {
      const body = read(`<math><mtext><table><${name}><style>${rest}</style><u>after</u>`);
      check(`${name} ${rest}`, body.querySelectorAll("table").length >= 0);
    }
  }

  const input = document.createElement("input");
  check("autocapitalize", input.autocapitalize);
  for (const value of ["off", "none", "on", "Sentences", "words", "CHARACTERS", "odd", ""]) {
    input.autocapitalize = value;
    check(`autocapitalize ${value}`, [input.autocapitalize, input.outerHTML]);
  }
};
