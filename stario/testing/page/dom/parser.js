// Reads normalised HTML, as the host's parser gives it: whole tags, double quotes, five entities, nothing to
// recover. What browsers recover from has been dealt with there (HTML standard 13.2).

import { areHooked } from "./attributes.js";
import { Comment, ProcessingInstruction, newText } from "./character-data.js";
import { isRawName, isVoidName } from "./content-names.js";
import { tryToUpgrade } from "./custom-elements.js";
import { DocumentType } from "./document-fragment.js";
import { foreignAttribute } from "./foreign-attributes.js";
import { hasOddName, noteOddName } from "./good-names.js";
import { hasHandlerName } from "./handlers.js";
import { hideMembers, hidingNames } from "./hidden-members.js";
import { HTML_NS, MATHML_NS, SVG_NS } from "./names.js";
import { rootOf } from "./node.js";
import { ParsedForms, isFormPart } from "./parsed-forms.js";
import { placeTree, placesMatter } from "./placement.js";
import { createNamed } from "./registry.js";
import { declaredShadow } from "./shadow.js";
import { appendNew } from "./tree.js";

const LEADING = new Set(["pre", "textarea", "listing"]);
const TEXT_POINTS = new Set(["mi", "mo", "mn", "ms", "mtext"]);
const CHARS = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

export function decode(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name) => CHARS[name]);
}

const BREAKS_OUT = new Set(
  (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing " +
    "menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
  ).split(" "),
);

// The namespace of a child by its parent and its name (13.2.6, what `<svg>` and integration points do).
function namespaceIn(parent, name) {
  const space = parent === null ? HTML_NS : parent._namespace;
  const local = parent === null ? "" : parent._localName;
  let isPoint = space === HTML_NS || space === undefined || space === null;
  if (space === SVG_NS) {
    isPoint = local === "foreignObject" || local === "desc" || local === "title";
  } else if (space === MATHML_NS && TEXT_POINTS.has(local)) {
    isPoint = name !== "mglyph" && name !== "malignmark";
  } else if (space === MATHML_NS && local === "annotation-xml") {
    if (name === "svg") return SVG_NS;
    const encoding = parent._attributes.get("encoding")?.toLowerCase();
    isPoint = encoding === "text/html" || encoding === "application/xhtml+xml";
  }
  // These end foreign content, so that they are never in it, only beside it.
  if (!isPoint) return BREAKS_OUT.has(name) ? HTML_NS : space;
  if (name === "svg") return SVG_NS;
  return name === "math" ? MATHML_NS : HTML_NS;
}

// What stands between `<` and `>`, taken apart; the same text comes again and again, in one page and in the next.
const MOST_TAGS = 2000;
const MOST_OF_TAG = 1000;
const tagsWithScripts = new Map();
const tagsWithout = new Map();

class Tag {
  constructor(text, isScripted) {
    const space = text.indexOf(" ");
    this.name = space < 0 ? text : text.slice(0, space);
    this.attributes = space < 0 ? null : attributesIn(text, space);
    const names = this.attributes === null ? [] : [...this.attributes.keys()];
    this.hasHandlers = hasHandlerName(names);
    this.isOdd = hasOddName(names);
    this.hiding = hidingNames(this.name, this.attributes);
    this.is = this.attributes?.get("is") ?? null;
    this.isForeign = this.name === "svg" || this.name === "math";
    this.isFormPart = isFormPart(this.name);
    this.isVoid = isVoidName(this.name);
    this.isRaw = isRawName(this.name, isScripted);
    this.isSpecial =
      this.isVoid || this.isRaw || this.name === "template" || LEADING.has(this.name);
  }
}

function attributesIn(text, start) {
  const attributes = new Map();
  let at = start;
  while (at < text.length) {
    const equals = text.indexOf('="', at);
    const close = text.indexOf('"', equals + 2);
    if (equals < 0 || close < 0) break;
    attributes.set(text.slice(at + 1, equals), decode(text.slice(equals + 2, close)));
    at = close + 1;
  }
  return attributes;
}

export class Reader {
  constructor(html, document, options) {
    this.html = html;
    this.document = document;
    this.options = options;
    const owners = options?.owners ?? [];
    this.forms = owners.length > 0 ? new ParsedForms(document, owners) : null;
    this.tags = document._scripted ? tagsWithScripts : tagsWithout;
    this.at = 0;
    // Each element of a page gets its number, in the order of its source: by that its line is found.
    this.isNumbering = options?.runs === true;
    this.count = 0;
  }

  // `context`: the element in whose place the root stands, for namespaces; null is any of HTML.
  read(root, context) {
    const { html, document } = this;
    const parents = [];
    const views = [];
    let parent = root;
    // The parent if it is none of HTML: what its children are depends on it.
    let view = context === null || context._isHTML ? null : context;
    while (this.at < html.length) {
      const open = html.indexOf("<", this.at);
      if (open !== this.at) {
        const end = open < 0 ? html.length : open;
        appendNew(parent, newText(decode(html.slice(this.at, end)), document));
        this.at = end;
        continue;
      }
      const code = html.charCodeAt(open + 1);
      if (code === 47) {
        this.at = foundOrEnd(">", html, open) + 1;
        if (parents.length === 0) continue;
        parent = parents.pop();
        view = views.pop();
      } else if (code === 33) {
        this.readDeclaration(parent);
      } else if (code === 63) {
        this.readInstruction(parent);
      } else {
        const tag = this.readTag(open);
        const element = this.elementOf(tag, view);
        if (this.isNumbering) element._order = this.count++;
        if (tag.isFormPart && this.forms !== null) this.forms.meet(element, parent);
        const inside = this.place(parent, element, tag);
        if (inside === null) continue;
        parents.push(parent);
        views.push(view);
        parent = inside;
        view = element._isHTML ? null : element;
      }
    }
  }

  readTag(open) {
    // In the value of an attribute ">" is written as an entity.
    const end = foundOrEnd(">", this.html, open);
    const text = this.html.slice(open + 1, end);
    this.at = end + 1;
    let tag = this.tags.get(text);
    if (tag === undefined) {
      tag = new Tag(text, this.document._scripted);
      if (this.tags.size >= MOST_TAGS) this.tags.clear();
      if (text.length < MOST_OF_TAG) this.tags.set(text, tag);
    }
    return tag;
  }

  elementOf(tag, view) {
    const isHTML = view === null && !tag.isForeign;
    const namespace = isHTML ? HTML_NS : namespaceIn(view, tag.name);
    const element = createNamed(this.document, namespace, tag.name);
    const { attributes } = tag;
    if (attributes === null) return element;
    element._attributes = attributes;
    if (tag.isOdd) noteOddName();
    if (tag.hiding !== null) hideMembers(tag.hiding);
    if (!element._isHTML) for (const name of attributes.keys()) foreignAttribute(element, name);
    const isHooked = element._attributeChanged !== undefined && areHooked(element, attributes);
    if (isHooked || tag.hasHandlers) element._attributesParsed();
    if (tag.is !== null) {
      element._is = tag.is;
      tryToUpgrade(element);
    }
    return element;
  }

  // Appends the element. Returns where its children go; null if it has none.
  place(parent, element, tag) {
    if (!tag.isSpecial || !element._isHTML) {
      appendNew(parent, element);
      return element;
    }
    if (tag.name === "template") {
      const shadow = this.options?.shadows ? declaredShadow(parent, element) : null;
      if (shadow !== null) return shadow;
      appendNew(parent, element);
      return element._content;
    }
    appendNew(parent, element);
    if (tag.isVoid) return null;
    if (tag.name === "script" && !this.options?.runs) element._started = this.isSpent(parent);
    if (tag.isRaw) {
      this.readRaw(element, tag.name);
      return null;
    }
    if (this.html.charCodeAt(this.at) === 10) this.at++;
    return element;
  }

  // What a parser has read that is not the page's own never runs. But in a template of a whole
  // document a script is not prepared: a copy of it runs (13.2.6.4.8, 4.12.1.1).
  isSpent(parent) {
    return this.options?.doctype === undefined || rootOf(parent) === this.document;
  }

  readDeclaration(parent) {
    const { html, document } = this;
    if (html.startsWith("<!--", this.at)) {
      const end = foundOrEnd("-->", html, this.at + 4);
      appendNew(parent, new Comment(html.slice(this.at + 4, end), document));
      this.at = end + 3;
      return;
    }
    const end = foundOrEnd(">", html, this.at);
    const name = html.slice(this.at + 10, end);
    const [publicId, systemId] = this.options?.doctype ?? ["", ""];
    appendNew(parent, new DocumentType(name, publicId, systemId, document));
    this.at = end + 1;
  }

  readInstruction(parent) {
    const { html, document } = this;
    const end = foundOrEnd(">", html, this.at);
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
    if (end < 0) end = html.length;
    if (end > this.at) appendNew(element, newText(html.slice(this.at, end), this.document));
    this.at = end + tag.length;
  }
}

// Where that is; the end, if it is not there: what the host has put in front of a table may be read in another namespace,
// where a style's text is markup.
function foundOrEnd(mark, html, start) {
  const at = html.indexOf(mark, start);
  return at < 0 ? html.length : at;
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

// Append to `root` what the markup says. `options`: {shadows: templates may declare shadow roots, runs: its scripts
// are to run, doctype, owners: those of controls, as the host says it}.
export function parseInto(html, root, document, context = null, options = null) {
  new Reader(html, document, options).read(root, context);
  if (placesMatter()) placeTree(root);
}
