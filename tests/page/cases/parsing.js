// innerHTML and its like, whole documents, what markup becomes and how it is written back.
(check) => {
  const tried = (work) => {
    try {
      return String(work());
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const describe = (node) => {
    const name =
      node.nodeType === 1
        ? `${node.namespaceURI.split("/").pop()}:${node.localName}`
        : node.nodeName;
    const own =
      node.nodeType === 1
        ? [...node.attributes].map((a) => `${a.name}=${a.value}${a.namespaceURI ?? ""}`)
        : [node.nodeValue];
    const content = node.content ? [describe(node.content)] : [];
    return [name, ...own, ...content, ...[...node.childNodes].map(describe)];
  };
  const inside = (markup, context = "div") => {
    const element = document.createElement(context);
    element.innerHTML = markup;
    return [describe(element), element.innerHTML];
  };
  const markups = [
    "plain & text < 3",
    "a<b>c<i>d</b>e</i>f",
    "<p>one<p>two<div>three",
    "<!--a--><!-- --><!-->x<!---->",
    "<?php x ?><p>",
    "<![CDATA[x]]>",
    "<br><img src=x><input value='a\"b'>",
    "<textarea>\n\n<b></textarea><pre>\n\nx</pre><pre>y</pre>",
    "<script>if (a < b && c) '</b>'</script><style>a > b {}</style>",
    "<script><!--<script></script>--></script>x",
    "<template><tr><td>x</td></tr><template>y</template></template>z",
    "<table><tr><td>1<tr><td>2</table>after",
    "<table>x<p>y</p><tr></table>",
    "<svg viewBox='0 0 1 1' xlink:href=x xml:lang=en><circle r=1 /><foreignObject><p>x</p></foreignObject><title><b>t</b></title></svg>",
    "<math><mi definitionurl=x>a</mi><mtext><b>x</b></mtext><annotation-xml encoding='text/html'><p>q</p></annotation-xml></math>",
    "<svg><![CDATA[x<y]]></svg>",
    "<svg><p>breaks out</p></svg>",
    "<select><option>a<option>b<optgroup><option>c</select>",
    "<a href=1>x<a href=2>y",
    "&amp;&lt;&gt;&quot;&nbsp;&copy;&#65;&#x1F600;&notanentity;&",
    "<p title='&lt;&amp;&quot;&nbsp;<>'>x</p>",
    "<ul><li>a<li>b<ul><li>c</ul></ul>",
    "<x-foo A=1 b=2 a=3></x-foo>",
    "<noscript><p>x</p></noscript>",
    "<iframe><p>x</p></iframe><xmp><b></xmp>",
    "<p id=a data-on:click='$n++' data-x__y.z @foo=1 :bar=2>x</p>",
    "nul\0byte\r\ncr\rlf",
    "<frameset><frame></frameset><body><p>x",
    "</p></br><div/>x",
    "<button>a<button>b",
    "<plaintext><b></plaintext>",
    "😀<p>\u2028é</p>",
  ];
  for (const markup of markups) check(markup, inside(markup));
  check("in a table", inside("<tr><td>x", "table"));
  check("in a row", inside("x<td>y<td>z", "tr"));
  check("in a select", inside("<option>x<p>y", "select"));
  check("in a textarea", inside("<b>x", "textarea"));
  check("in a script", inside("<b>&amp;", "script"));
  check("in a template", inside("<td>x", "template"));
  check("in a title", inside("<b>x", "title"));
  check("in html", inside("<head></head><p>x", "html"));
  check("in an element of the page's own", inside("<tr><p>x", "x-y"));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.innerHTML = "<g><a xlink:href='x'></a></g><foreignObject><div></div></foreignObject>";
  check("in svg", describe(svg));

  const div = document.createElement("div");
  div.innerHTML = "<b></b>";
  div.firstChild.insertAdjacentHTML("beforebegin", "<i>1</i>");
  div.firstChild.insertAdjacentHTML("afterend", "<i>2</i>");
  div.lastChild.insertAdjacentHTML("AfterBegin", "3<i>4</i>");
  div.lastChild.insertAdjacentHTML("beforeend", "5");
  div.insertAdjacentText("beforeend", "<6>");
  div.insertAdjacentElement("afterbegin", document.createElement("u"));
  check("insertAdjacent", div.innerHTML);
  div.firstChild.outerHTML = "<s></s>t";
  check("outerHTML", div.innerHTML);
  div.innerHTML = null;
  check("innerHTML of null", div.innerHTML);
  div.innerHTML = undefined;
  check("innerHTML of undefined", div.innerHTML);
  check("errors", [
    tried(() => div.insertAdjacentHTML("foo", "x")),
    tried(() => div.insertAdjacentHTML("beforebegin", "x")),
    tried(() => div.insertAdjacentElement("beforebegin", div)),
    tried(() => div.insertAdjacentElement("afterbegin", "x")),
    tried(() => (document.documentElement.outerHTML = "x")),
    tried(() => (div.outerHTML = "x")),
  ]);

  const documents = [
    "",
    "<p>x",
    "<!doctype html><title>T</title><p>x",
    "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' ''><p>x",
    "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
    "<html lang=en><head><meta charset=utf-8></head><body class=a>x</body></html><!--end-->",
    "<!--first--><html><body></body></html> \n",
    "<body><template><p>x</p></template>",
    "<frameset><frame></frameset>",
    "<div><template shadowrootmode=open>x</template></div>",
  ];
  for (const text of documents) {
    const parsed = new DOMParser().parseFromString(text, "text/html");
    check(`document ${text}`, [
      [...parsed.childNodes].map((node) => node.nodeName),
      parsed.documentElement.outerHTML,
      parsed.doctype && [parsed.doctype.name, parsed.doctype.publicId, parsed.doctype.systemId],
      parsed.compatMode,
      parsed.title,
      parsed.body.localName,
      parsed.head.localName,
      parsed.contentType,
      parsed.constructor.name,
      parsed.readyState,
      parsed.defaultView,
      parsed.location,
    ]);
  }
  check(
    "no such type",
    tried(() => new DOMParser().parseFromString("x", "text/plain")),
  );
  const blank = document.implementation.createHTMLDocument("a  b");
  check("createHTMLDocument", [blank.documentElement.outerHTML, blank.title, blank.doctype.name]);
  blank.title = "c";
  blank.body = blank.createElement("body");
  check("title and body", [
    blank.documentElement.outerHTML,
    tried(() => (blank.body = blank.createElement("p"))),
  ]);
};
