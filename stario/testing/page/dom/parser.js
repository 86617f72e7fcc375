// Reads normalised HTML, as the host's parser gives it: whole tags, double quotes, five entities, nothing to
// recover. What browsers recover from has been dealt with there (HTML standard 13.2).

import { attributesParsed } from "./attributes.js";
import { Comment, ProcessingInstruction, Text } from "./character-data.js";
import { DocumentType } from "./document-fragment.js";
import { HTML_NS, MATHML_NS, SVG_NS, XLINK_NS, XMLNS_NS, XML_NS } from "./names.js";
import { createNamed } from "./registry.js";
import { declaredShadow } from "./shadow.js";
import { appendNew } from "./tree.js";

const VOID_NAMES = new Set(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split(
    " ",
  ),
);
const RAW_NAMES = new Set("style script xmp iframe noembed noframes plaintext".split(" "));
const LEADING = new Set(["pre", "textarea", "listing"]);
const TEXT_POINTS = new Set(["mi", "mo", "mn", "ms", "mtext"]);
const SPACES = { xlink: XLINK_NS, xml: XML_NS, xmlns: XMLNS_NS };
const CHARS = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

function decode(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name) => CHARS[name]);
}

// The namespace of a child by its parent and its name (13.2.6, what `<svg>` and integration points do).
function namespaceIn(parent, name, top) {
  const space = parent._namespace;
  if (space === undefined || space === null)
    return name === "svg" ? SVG_NS : name === "math" ? MATHML_NS : HTML_NS;
  if (space === HTML_NS) return name === "svg" ? SVG_NS : name === "math" ? MATHML_NS : HTML_NS;
  const local = parent._localName;
  if (space === SVG_NS) {
    const isPoint = local === "foreignObject" || local === "desc" || local === "title";
    return isPoint ? namespaceIn(top, name, top) : SVG_NS;
  }
  if (TEXT_POINTS.has(local) && name !== "mglyph" && name !== "malignmark")
    return namespaceIn(top, name, top);
  if (local === "annotation-xml") {
    if (name === "svg") return SVG_NS;
    const encoding = parent._attributes.get("encoding")?.toLowerCase();
    if (encoding === "text/html" || encoding === "application/xhtml+xml")
      return namespaceIn(top, name, top);
  }
  return MATHML_NS;
}

const NOWHERE = { _namespace: HTML_NS, _localName: "div" };

class Reader {
  constructor(html, document, options) {
    this.html = html;
    this.document = document;
    this.at = 0;
    this.options = options;
    this.count = 0;
  }

  // `context`: the element in whose place the root stands, for namespaces.
  read(root, context) {
    const { html, document } = this;
    const stack = [];
    let parent = root;
    let seen = context ?? NOWHERE;
    while (this.at < html.length) {
      const open = html.indexOf("<", this.at);
      if (open !== this.at) {
        const end = open < 0 ? html.length : open;
        appendNew(parent, new Text(decode(html.slice(this.at, end)), document));
        this.at = end;
        continue;
      }
      const code = html.charCodeAt(open + 1);
      if (code === 47) {
        this.at = html.indexOf(">", open) + 1;
        [parent, seen] = stack.pop();
      } else if (code === 33) {
        this.readDeclaration(parent);
      } else if (code === 63) {
        this.readInstruction(parent);
      } else {
        const element = this.readTag(seen);
        const target = this.placeOf(parent, element);
        if (target !== null) {
          stack.push([parent, seen]);
          parent = target;
          seen = target === element ? element : NOWHERE;
        }
      }
    }
  }

  // Appends the element. Returns where its children go; null if it has none.
  placeOf(parent, element) {
    const name = element._localName;
    if (element._isHTML) {
      if (name === "template") {
        const shadow = this.options?.shadows ? declaredShadow(parent, element) : null;
        if (shadow !== null) return shadow;
        appendNew(parent, element);
        return element._content;
      }
      appendNew(parent, element);
      if (VOID_NAMES.has(name)) return null;
      // What a parser has read that is not the page's own never runs.
      if (name === "script" && !this.options?.runs) element._started = true;
      if (RAW_NAMES.has(name) || (name === "noscript" && this.document._scripted)) {
        this.readRaw(element, name);
        return null;
      }
      if (LEADING.has(name) && this.html.charCodeAt(this.at) === 10) this.at++;
      return element;
    }
    appendNew(parent, element);
    return element;
  }

  readTag(seen) {
    const { html, document } = this;
    let end = this.at + 1;
    for (;;) {
      const code = html.charCodeAt(end);
      if (code === 62 || code === 32) break;
      end++;
    }
    const name = html.slice(this.at + 1, end);
    const element = createNamed(document, namespaceIn(seen, name, NOWHERE), name);
    if (html.charCodeAt(end) === 32) end = this.readAttributes(element, end);
    this.at = end + 1;
    return element;
  }

  readAttributes(element, start) {
    const { html } = this;
    const attributes = new Map();
    let at = start;
    while (html.charCodeAt(at) === 32) {
      const equals = html.indexOf('="', at);
      const close = html.indexOf('"', equals + 2);
      const name = html.slice(at + 1, equals);
      attributes.set(name, decode(html.slice(equals + 2, close)));
      if (!element._isHTML) foreignAttribute(element, name);
      at = close + 1;
    }
    element._attributes = attributes;
    if (attributes.has("is")) element._is = attributes.get("is");
    attributesParsed(element);
    return at;
  }

  readDeclaration(parent) {
    const { html, document } = this;
    if (html.startsWith("<!--", this.at)) {
      const end = html.indexOf("-->", this.at + 4);
      appendNew(parent, new Comment(html.slice(this.at + 4, end), document));
      this.at = end + 3;
      return;
    }
    const end = html.indexOf(">", this.at);
    const name = html.slice(this.at + 10, end);
    const [publicId, systemId] = this.options?.doctype ?? ["", ""];
    appendNew(parent, new DocumentType(name, publicId, systemId, document));
    this.at = end + 1;
  }

  readInstruction(parent) {
    const { html, document } = this;
    const end = html.indexOf(">", this.at);
    const inner = html.slice(this.at + 2, html.charCodeAt(end - 1) === 63 ? end - 1 : end);
    const space = inner.search(/\s/);
    const target = space < 0 ? inner : inner.slice(0, space);
    const data = space < 0 ? "" : inner.slice(space + 1);
    appendNew(parent, new ProcessingInstruction(target, data, document));
    this.at = end + 1;
  }

  // The text up to the end tag. No entities in it.
  readRaw(element, name) {
    const { html } = this;
    const tag = `</${name}>`;
    let end;
    if (name === "plaintext") end = html.lastIndexOf(tag);
    else if (name === "script") end = endOfScript(html, this.at, tag);
    else end = html.indexOf(tag, this.at);
    if (end > this.at) appendNew(element, new Text(html.slice(this.at, end), this.document));
    this.at = end + tag.length;
  }
}

// In `<!--` after `<script` an end tag is text (13.2.5.17, "script data double escaped state").
function endOfScript(html, start, tag) {
  let end = html.indexOf(tag, start);
  const first = html.indexOf("<!--", start);
  if (first < 0 || first > end) return end;
  const marks = /<!--|-->|<script[\s/>]|<\/script[\s/>]/gi;
  marks.lastIndex = start;
  let escaped = false;
  let doubly = false;
  for (let mark = marks.exec(html); mark !== null; mark = marks.exec(html)) {
    const text = mark[0].toLowerCase();
    if (text === "<!--") {
      escaped = true;
      marks.lastIndex -= 2;
    } else if (text === "-->") {
      escaped = false;
      doubly = false;
    } else if (text.startsWith("<script")) {
      if (escaped) doubly = true;
    } else if (doubly) {
      doubly = false;
    } else {
      end = mark.index;
      break;
    }
  }
  return end;
}

function foreignAttribute(element, name) {
  if (name === "xmlns") {
    element._spaces ??= new Map();
    element._spaces.set(name, { namespace: XMLNS_NS, prefix: null, localName: name });
    return;
  }
  const colon = name.indexOf(":");
  const namespace = colon < 0 ? undefined : SPACES[name.slice(0, colon)];
  if (namespace === undefined || !FOREIGN.has(name)) return;
  element._spaces ??= new Map();
  const space = { namespace, prefix: name.slice(0, colon), localName: name.slice(colon + 1) };
  element._spaces.set(name, space);
}

// "Adjust foreign attributes": only these (13.2.6.1).
const FOREIGN = new Set(
  "xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:lang xml:space xmlns:xlink".split(
    " ",
  ),
);

// Append to `root` what the markup says. `options`: {shadows: templates may declare shadow roots, runs: its scripts
// are to run, doctype}.
export function parseInto(html, root, document, context = null, options = null) {
  new Reader(html, document, options).read(root, context);
}
