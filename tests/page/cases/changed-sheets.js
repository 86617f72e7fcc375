// Styles after a sheet has been changed by script, and lists that are held.
(check) => {
  document.head.innerHTML =
    "<style id=s>#a { color: rgb(1, 1, 1) } @media all { #b { color: rgb(2, 2, 2) } }</style>";
  document.body.innerHTML = "<p id=a>a</p><p id=b>b</p><div id=h></div>";
  const at = (id) => document.getElementById(id);
  const color = (id) => getComputedStyle(at(id)).color;
  const { sheet } = at("s");
  const rules = sheet.cssRules;
  check("start", [color("a"), color("b"), rules.length]);
  sheet.disabled = true;
  check("disabled", [color("a"), sheet.disabled, at("s").disabled]);
  sheet.disabled = 0;
  check("enabled", [color("a"), sheet.disabled]);
  check("inserted", sheet.insertRule("#a { color: rgb(3, 3, 3) }", 2));
  check("inserted rules", [color("a"), rules.length, rules[2].cssText]);
  sheet.deleteRule(2);
  check("deleted", [color("a"), rules.length]);
  rules[0].style.color = "rgb(4, 4, 4)";
  check("style of a rule", [color("a"), rules[0].cssText]);
  rules[0].selectorText = "#b";
  check("selector of a rule", [color("a"), rules[0].selectorText]);
  rules[0].selectorText = "#a";
  sheet.addRule?.("#a", "color: rgb(7, 7, 7)");
  check("addRule", color("a"));
  sheet.removeRule?.(2);
  check("removeRule", color("a"));
  const adopted = new CSSStyleSheet();
  adopted.replaceSync("#a { color: rgb(8, 8, 8) }");
  document.adoptedStyleSheets.push(adopted);
  check("pushed", [color("a"), document.adoptedStyleSheets.length, document.styleSheets.length]);
  adopted.insertRule("#a { color: rgb(9, 9, 9) }", 1);
  check("inserted in adopted", color("a"));
  adopted.deleteRule(1);
  check("deleted in adopted", color("a"));
  adopted.disabled = true;
  check("adopted disabled", color("a"));
  adopted.disabled = false;
  check("adopted enabled", color("a"));
  document.adoptedStyleSheets.pop();
  check("popped", color("a"));
  const held = document.adoptedStyleSheets;
  held.push(adopted);
  check("held", [color("a"), held === document.adoptedStyleSheets]);
  held.length = 0;
  check("length", color("a"));
  held[0] = adopted;
  check("index", color("a"));
  held.splice(0, 1);
  check("splice", color("a"));
  document.adoptedStyleSheets = [adopted];
  check("set", [color("a"), held === document.adoptedStyleSheets, held.length]);
  for (const value of [at("s").sheet, {}, null, 1]) {
    try {
      document.adoptedStyleSheets.push(value);
      check("pushed what is none", null);
    } catch (error) {
      check("pushed what is none", [error.name, error.message]);
    }
  }
  for (const value of [[at("s").sheet], [{}], null]) {
    try {
      document.adoptedStyleSheets = value;
      check("set to what is none", null);
    } catch (error) {
      check("set to what is none", [error.name, error.message]);
    }
  }
  check("after", [document.adoptedStyleSheets.length, Array.isArray(document.adoptedStyleSheets)]);
  document.adoptedStyleSheets = [];
  check("emptied", color("a"));
  const root = at("h").attachShadow({ mode: "open" });
  root.innerHTML = "<p id=a>in</p>";
  const inner = () => getComputedStyle(root.firstChild).color;
  check("shadow", inner());
  root.adoptedStyleSheets.push(adopted);
  check("shadow pushed", [
    inner(),
    color("a"),
    root.adoptedStyleSheets.length,
    root.styleSheets.length,
  ]);
  adopted.rules[0].style.color = "rgb(10, 10, 10)";
  check("shadow rule", inner());
  root.adoptedStyleSheets.length = 0;
  check("shadow emptied", inner());
  at("s").media = "print";
  check("media of the element", [color("a"), at("s").sheet === sheet]);
  at("s").media = "";
  at("s").disabled = true;
  check("element disabled", [color("a"), at("s").sheet.disabled]);
  at("s").disabled = false;
  at("s").textContent = "#a { color: rgb(11, 11, 11) }";
  check("another text", [color("a"), at("s").sheet === sheet, sheet.ownerNode]);
  at("s").sheet.insertRule("#b { }");
  check("an empty rule", at("s").sheet.cssRules[0].cssText);
  check("addRule gives", [
    at("s").sheet.addRule("#b"),
    at("s").sheet.addRule("#b", "color: red", 0),
    at("s").sheet.cssRules[0].cssText,
  ]);
  const removed = at("s").sheet;
  at("s").remove();
  check("removed", [removed.ownerNode, removed.cssRules.length, color("a")]);
  // What matchers and lists hold.
  document.body.innerHTML =
    "<select multiple id=m><option id=o1 selected>1<option id=o2>2<option id=o3 selected>3</select><select id=one><option>1<option>2</select>";
  const several = at("m").selectedOptions;
  const ids = () => [...several].map((each) => each.id).join();
  check("selected options", [ids(), several.length]);
  at("o2").selected = true;
  check("held selected options", [
    ids(),
    several.length,
    several[1]?.id,
    several.item(2)?.id,
    several.namedItem("o2")?.id,
  ]);
  at("m").selectedIndex = 1;
  check("after the index", [ids(), several.length]);
  at("m").value = "3";
  check("after the value", [ids(), several.length]);
  const single = at("one").selectedOptions;
  check("one", single[0].text);
  at("one").selectedIndex = 1;
  check("another one", [single.length, single[0]?.text, single === at("one").selectedOptions]);
  at("one").options[0].selected = true;
  check("by the option", single[0]?.text);
  const queried = document.querySelectorAll("option:checked");
  at("one").selectedIndex = 1;
  check("static", [
    queried.length,
    queried[1]?.text,
    document.querySelectorAll("option:checked")[1]?.text,
  ]);
};
