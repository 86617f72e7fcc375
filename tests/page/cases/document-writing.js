// What is written into documents, what the root holds, titles, and numbers in attributes.
async (check) => {
  const thrown = (act) => {
    try {
      return act();
    } catch (error) {
      return [error.name, error.message];
    }
  };
  const written = (...parts) => {
    const made = document.implementation.createHTMLDocument("");
    made.open();
    for (const part of parts) made.write(part);
    made.close();
    return made.documentElement.outerHTML;
  };
  check(
    "noscript",
    written("<!doctype html><noscript><!--<noscript></noscript>--></noscript><p>x"),
  );
  check("noscript in the body", written("<body><noscript><p>a</p>", "<p>b</p></noscript>c"));
  check("pieces", written("<", "p tit", 'le="a>', 'b">&no', "tin;<!", "--c", "-->"));

  const root = document.createElement("html");
  root.innerHTML = "";
  check("an empty root", root.outerHTML);
  root.innerHTML = "<p>x";
  check("a root with a paragraph", root.outerHTML);

  const script = document.createElement("script");
  for (const text of [null, undefined, 7]) {
    script.text = text;
    check(`script.text = ${text}`, script.text);
  }

  for (const title of [" a  b ", "\u00a0a\u00a0", "\u000ba\u2003", "\n\ta\r\nb\f"]) {
    document.title = title;
    check(`title ${JSON.stringify(title)}`, document.title);
  }
  check(
    "a body of text",
    thrown(() => {
      document.body = "text";
    })[0],
  );
  check(
    "a body of nothing",
    thrown(() => {
      document.body = null;
    })[0],
  );

  document.body.innerHTML = "<div>one<b>two</b>three<i>four</i></div>";
  const [b, i] = [document.querySelector("b"), document.querySelector("i")];
  b.outerText = "2";
  const { childNodes } = document.querySelector("div");
  const texts = () => [...childNodes].map((node) => node.nodeValue);
  check("outerText between texts", texts());
  i.outerText = "";
  check("outerText of nothing behind a text", texts());
  document.body.innerHTML = "<div>one<b>two</b>three</div>";
  document.querySelector("b").outerText = "a\nb";
  check("outerText of two lines", document.body.innerHTML);
  check("its nodes", document.querySelector("div").childNodes.length);

  const div = document.createElement("div");
  const list = document.createElement("li");
  for (const text of [
    "-0",
    "-2147483648",
    "-2147483649",
    "2147483647",
    "2147483648",
    "+5",
    "5px",
  ]) {
    div.setAttribute("tabindex", text);
    list.setAttribute("value", text);
    check(`numbers ${text}`, [
      Object.is(div.tabIndex, -0),
      div.tabIndex,
      Object.is(list.value, -0),
      list.value,
    ]);
  }
  const img = document.createElement("img");
  img.crossOrigin = undefined;
  check("crossOrigin undefined", img.getAttribute("crossorigin"));
  for (const policy of ["origin", "ORIGIN", "nonsense", ""]) {
    img.referrerPolicy = policy;
    check(`referrerPolicy ${policy}`, [img.referrerPolicy, img.getAttribute("referrerpolicy")]);
  }
  check("importScripts", typeof importScripts);
  check("a rejection without a reason", [
    new PromiseRejectionEvent("x", { promise: Promise.resolve() }).reason,
  ]);

  const refused = (part, value) =>
    thrown(() => {
      location[part] = value;
    });
  check("a protocol of nothing", refused("protocol", ""));
  check("a protocol with a space", refused("protocol", " x"));
  history.replaceState({ kept: 1 }, "", "#x=1");
  location.hash = "#x=1";
  check("the same hash", [location.href, history.state]);
  location.hash = "";
  check("no hash", [location.href, location.hash, history.state]);
  history.replaceState({ kept: 2 }, "", "/");
  location.hash = "";
  check("no hash where there is none", [location.href, history.state]);
  history.replaceState(null, "", "/");
};
