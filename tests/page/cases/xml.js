// Documents of XML, read and written.
(check) => {
  let step = 0;
  const out = {
    push: (...values) => {
      for (const value of values) check(`${++step}`, value);
    },
  };
  const S = new XMLSerializer();
  const P = (s, t = "text/xml") => new DOMParser().parseFromString(s, t);
  const R = (s) => {
    const d = P(s);
    return S.serializeToString(d).replace(/error on line.*?<\/div>|error: .*?<\/div>/, "ERR</div>");
  };
  out.push(
    R("<a/>"),
    R(
      "<?xml version='1.0'?><a xmlns='u' xmlns:p='v' p:q='1' r=\"&lt;&amp;&quot;'&#10;\"><p:b/>x &lt; &gt; &amp;<![CDATA[y<z]]><!--c--><?pi d?></a>",
    ).replace(/^<\?xml.*?\?>/, ""),
    R("<a><b></a>"),
    R(""),
    R("<a>&nbsp;</a>"),
    R("<!DOCTYPE a PUBLIC 'x' 'y'><a/>"),
    R("<html xmlns='http://www.w3.org/1999/xhtml'><body><br/><div/><p>x</p></body></html>"),
  );
  out.push(
    S.serializeToString(P("<p>a<br>b</p><svg viewBox='0 0 1 1'><circle/></svg>", "text/html").body),
    S.serializeToString(P("<!doctype html><p>&nbsp;", "text/html")),
  );
  const d = P(
    "<svg xmlns='http://www.w3.org/2000/svg'><g><a xlink:href='x' xmlns:xlink='http://www.w3.org/1999/xlink'/></g></svg>",
    "image/svg+xml",
  );
  out.push(
    d.documentElement.constructor.name,
    d.contentType,
    d.constructor.name,
    S.serializeToString(d.documentElement.firstChild.firstChild),
    d.documentElement.innerHTML,
    d.documentElement.outerHTML,
    d.documentElement.firstChild.firstChild.getAttributeNS("http://www.w3.org/1999/xlink", "href"),
  );
  const x = document.implementation.createDocument("u", "p:r");
  x.documentElement.setAttributeNS("w", "q:z", "1");
  x.documentElement.appendChild(x.createElementNS("u2", "k"));
  x.documentElement.appendChild(x.createElementNS(null, "n"));
  out.push(S.serializeToString(x));
  const y = P("<r/>");
  y.documentElement.innerHTML = "<a>1</a>t";
  out.push(S.serializeToString(y));
  try {
    y.documentElement.innerHTML = "<a>";
  } catch (e) {
    out.push(e.name + ": " + e.message);
  }
  out.push(P("<a b='1' b='2'/>").documentElement.outerHTML.replace(/error on.*?</, "<"));
  out.push(
    P("<a/>").characterSet,
    P("<A/>").documentElement.tagName,
    P("<a xml:lang='x'/>").documentElement.getAttributeNS(
      "http://www.w3.org/XML/1998/namespace",
      "lang",
    ),
    P("<a/>").body,
    P("<html xmlns='http://www.w3.org/1999/xhtml'><head/><body/></html>", "application/xhtml+xml")
      .body?.tagName,
    P("<a/>").createElement("X").tagName,
    P("<a/>").createElement("x").namespaceURI,
    P("<a/>", "application/xhtml+xml").createElement("X").namespaceURI,
  );
  out.push(
    P("<a xmlns:x='q'><x:b y='1' x:y='2'/></a>").documentElement.firstChild.attributes.length,
    P("<x:a/>").documentElement.localName,
    P("  <a/>").documentElement.outerHTML,
    P("<?xml version='1.0'?>\n<!--x--><a/>\n<!--y-->").childNodes.length,
    P("<!DOCTYPE a [<!ENTITY e 'v'>]><a>&e;</a>").documentElement.outerHTML,
  );
  const e = document.createElement("div");
  e.setAttribute("a", 'x\ty\n"<>&');
  e.textContent = "a<b>&\u00a0";
  out.push(
    S.serializeToString(e),
    S.serializeToString(document.createTextNode("<")),
    S.serializeToString(document.createDocumentFragment()),
  );
  const t = document.createElement("template");
  t.innerHTML = "<b>1</b>";
  out.push(S.serializeToString(t));
  const xx = P("<a xmlns='u'/>");
  xx.documentElement.appendChild(xx.createElementNS("u", "b"));
  xx.documentElement.appendChild(xx.createElementNS(null, "c"));
  xx.documentElement
    .appendChild(xx.createElementNS("v", "q:d"))
    .appendChild(xx.createElementNS("v", "e"));
  xx.documentElement.setAttributeNS("w", "z", "1");
  out.push(S.serializeToString(xx));
};
