// Style sheets that a document adopts: a list that is refused changes nothing.
(check) => {
  const [one, other] = [new CSSStyleSheet(), new CSSStyleSheet()];
  document.head.innerHTML = "<style id=s></style>";
  document.body.innerHTML = "<div id=h></div><div id=o></div>";
  const { sheet } = document.getElementById("s");
  const shadow = document.getElementById("h").attachShadow({ mode: "open" });
  const adopted = () =>
    [...document.adoptedStyleSheets].map((each) => (each === one ? "one" : "other"));
  const attempt = (label, work) => {
    try {
      work();
      check(label, adopted());
    } catch (error) {
      check(label, [error.name, error.message, adopted()]);
    }
  };
  const held = document.adoptedStyleSheets;
  attempt("one", () => (document.adoptedStyleSheets = [one]));
  attempt("null at the end", () => (document.adoptedStyleSheets = [other, other, null]));
  attempt("no sheet", () => (document.adoptedStyleSheets = [other, {}]));
  attempt("a sheet of an element", () => (document.adoptedStyleSheets = [other, sheet]));
  attempt("wrong before a sheet of an element", () => {
    document.adoptedStyleSheets = [sheet, null];
  });
  attempt("a sheet of an element before what is wrong", () => {
    document.adoptedStyleSheets = [other, sheet, 1];
  });
  attempt("no list", () => (document.adoptedStyleSheets = 1));
  attempt("nothing", () => (document.adoptedStyleSheets = undefined));
  attempt("an object", () => (document.adoptedStyleSheets = {}));
  attempt("a string", () => (document.adoptedStyleSheets = "ab"));
  attempt("what throws on the way", () => {
    document.adoptedStyleSheets = (function* () {
      yield other;
      throw new RangeError("no more");
    })();
  });
  attempt("a set", () => (document.adoptedStyleSheets = new Set([other, one])));
  attempt("itself", () => (document.adoptedStyleSheets = held));
  attempt("twice", () => (document.adoptedStyleSheets = [one, one]));
  attempt("the same array", () => check("same", held === document.adoptedStyleSheets));
  attempt("pushed", () => held.push(other, null));
  attempt("pushed a sheet of an element", () => held.push(sheet));
  attempt("by index", () => (held[0] = {}));
  attempt("too far", () => (held[9] = other));
  attempt("too long", () => (held.length = 12));
  attempt("a negative length", () => (held.length = -1));
  attempt("defined", () => Object.defineProperty(held, 0, { value: sheet }));
  attempt("deleted", () => delete held[0]);
  attempt("another member", () => (held.extra = 1));
  attempt("filled", () => held.fill(null));
  attempt("spliced", () => held.splice(0, 1, other, sheet));
  attempt("popped", () => held.pop());
  attempt("reversed", () => held.reverse());
  const strictly = (label, work) => {
    try {
      work();
      check(label, adopted());
    } catch (error) {
      check(label, [error.name, adopted()]);
    }
  };
  strictly("strictly too far", () => {
    "use strict";
    held[9] = other;
  });
  strictly("strictly deleted", () => {
    "use strict";
    delete held[0];
  });
  strictly("frozen", () => Object.freeze(held));
  strictly("a getter", () => Object.defineProperty(held, 0, { get: () => one }));
  check("what it holds", [held.extra, Object.keys(held).join()]);
  attempt("emptied", () => (document.adoptedStyleSheets = []));
  attempt("in a shadow tree", () => (shadow.adoptedStyleSheets = [one, null]));
  check("of the shadow tree", shadow.adoptedStyleSheets.length);
  const apart = document.implementation.createHTMLDocument("");
  attempt("in another document", () => (apart.adoptedStyleSheets = [one]));
  check("of the other document", apart.adoptedStyleSheets.length);
};
