// The base of URLs where it is none, and rows and cells by an index that is none.
(check) => {
  const attempt = (label, work) => {
    try {
      check(label, work());
    } catch (error) {
      check(label, [error.name, error.message]);
    }
  };
  for (const [first, second] of [
    ["http://[", null],
    ["", null],
    ["/x/", null],
    ["http://[", "/y/"],
    ["//", null],
    ["data:text/plain,x", null],
    ["javascript:1", null],
    ["javascript:1", "/y/"],
    ["  /z/  ", null],
    ["mailto:x", null],
    ["blob:http://x/y", null],
    ["https:///p", null],
    ["?q", null],
    ["#f", null],
    ["about:blank", null],
    ["http:", null],
    ["ftp://h/p/", null],
    ["file:///a/b", null],
  ]) {
    document.head.innerHTML = "";
    for (const href of [first, second])
      if (href !== null) {
        const base = document.createElement("base");
        base.setAttribute("href", href);
        document.head.append(base);
      }
    document.body.innerHTML = "<a href=t>x</a><img src=u><form action=v></form>";
    const b = document.head.firstChild;
    attempt(`${first} ${second}`, () => [
      document.baseURI,
      b.href,
      b.getAttribute("href"),
      document.querySelector("a").href,
      document.querySelector("form").action,
      document.body.baseURI,
    ]);
  }
  document.head.innerHTML = "<base>";
  attempt("no href", () => [document.head.firstChild.href, document.baseURI]);
  document.head.innerHTML = "<base target=x href=http://[>";
  attempt("href set", () => {
    document.head.firstChild.href = "/q/";
    return [document.head.firstChild.href, document.baseURI];
  });
  document.head.innerHTML = "";
  document.body.innerHTML =
    "<table id=e></table><table id=t><thead><tr><td>1<td>2</thead><tbody id=s><tr id=r><td>3<td>4<td>5<tr></tbody></table><table id=f></table>";
  const at = (id) => document.getElementById(id);
  for (const [id, method] of [
    ["e", "insertRow"],
    ["e", "deleteRow"],
    ["t", "insertRow"],
    ["t", "deleteRow"],
    ["s", "insertRow"],
    ["s", "deleteRow"],
    ["r", "insertCell"],
    ["r", "deleteCell"],
  ]) {
    for (const index of [
      -2,
      10,
      -100,
      4294967295 + 20,
      NaN,
      "x",
      "9",
      1.9,
      -1.5,
      null,
      undefined,
      {},
      Infinity,
    ]) {
      attempt(`${id} ${method} ${String(index)}`, () => {
        const before = at(id).outerHTML;
        const got = at(id)[method](index);
        const after = at(id).outerHTML;
        at(id).outerHTML = before;
        return [got?.localName ?? typeof got, after];
      });
    }
    attempt(`${id} ${method} nothing`, () => {
      const before = at(id).outerHTML;
      const got = at(id)[method]();
      const after = at(id).outerHTML;
      at(id).outerHTML = before;
      return [got?.localName ?? typeof got, after];
    });
  }
};
