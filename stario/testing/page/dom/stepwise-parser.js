// Builds a page up to each script that holds the parser up (HTML standard 13.2.6, 4.12.1.1): what such a script
// sees is what stands before it, and what it writes comes next.

import { checkpoint } from "./at-rest.js";
import { newText } from "./character-data.js";
import {
  beginReactions,
  definitionNamed,
  definitionsExist,
  endReactions,
} from "./custom-elements.js";
import { host, onReset } from "./host.js";
import { HTML_NS } from "./names.js";
import { rootOf } from "./node.js";
import { isObserved } from "./mutation-observer.js";
import { Reader, decode } from "./parser.js";
import { ParsedForms } from "./parsed-forms.js";
import { baseURI } from "./page-url.js";
import { createNamed } from "./registry.js";
import { scriptSources } from "./script-tags.js";
import { parsedScripts, runClassic, stopsParser } from "./scripts.js";
import { allElements } from "./selectors.js";
import { declaredShadow, shadowsExist } from "./shadow.js";
import { appendNew, connectLate, insert } from "./tree.js";
import { resolveURL } from "./url.js";

const MARK = "<!--the end of what was written-->";
// A tag, a comment, a doctype or an entity that is not whole yet.
const CUT_OFF =
  /(?:<(?:\/?[a-z](?:[^>"']|"[^"]*"|'[^']*')*(?:"[^"]*|'[^']*)?|!(?:-?|--(?:(?!-->)[^])*|[^->][^>]*)|\/?)|&#?\w*)$/i;

let stepwise = null;

onReset(() => {
  stepwise = null;
});

// What writes into the page while it is being built: null if it is not.
export function stepwiseParser() {
  return stepwise;
}

// The document is opened anew.
export function abortParser() {
  stepwise = null;
}

class StepwiseReader extends Reader {
  // `source`: the HTML as it was served.
  constructor(html, source, document, options) {
    super(html, document, options);
    this.source = source;
    this.forms = new ParsedForms(document, options.owners);
    this.parents = [document];
    this.views = [null];
    // Scripts that nobody has been told of yet; the one that the parser waits for, and whether it was told.
    this.scripts = [];
    this.waitsFor = null;
    this.isTold = false;
    // What will be needed, to be fetched already.
    this.ahead = scriptSources(html)
      .filter((each) => each !== "")
      .map((each) => resolveURL(each, baseURI()))
      .filter((each) => each !== null);
    this.tells = false;
    this.late = [];
    this.open = new Set();
    // Where in the source the running script writes, once it has; and how much was written in all.
    this.writesAt = null;
    this.beganAt = 0;
    this.written = 0;
    // What the reader makes by itself comes in here first.
    this.scratch = document.createDocumentFragment();
  }

  // On to a script that holds up, or to `end`.
  readOn(end) {
    // While nobody looks, all that has come is shown at once.
    this.tells = isObserved() || definitionsExist() || shadowsExist();
    this.open = new Set(this.parents);
    while (this.at < end && this.waitsFor === null) this.readNext(end);
    this.options.beginningRead(this.document);
    connectLate(this.late.splice(0));
  }

  readNext(end) {
    const { html, parents, views } = this;
    const open = html.indexOf("<", this.at);
    if (open !== this.at) {
      const to = open < 0 || open > end ? end : open;
      this.addText(html.slice(this.at, to));
      this.at = to;
      return;
    }
    const code = html.charCodeAt(open + 1);
    if (code === 47) {
      this.at = html.indexOf(">", open) + 1;
      parents.pop();
      views.pop();
    } else if (code === 33 || code === 63) {
      if (code === 33) this.readDeclaration(this.scratch);
      else this.readInstruction(this.scratch);
      this.add(parents.at(-1), this.takeScratch());
    } else {
      this.readElement(this.readTag(open));
    }
  }

  takeScratch() {
    const node = this.scratch._first;
    if (node === null) return null;
    this.scratch._first = null;
    this.scratch._last = null;
    node._parent = null;
    return node;
  }

  add(parent, node) {
    if (this.tells) {
      insert(parent, node, null);
      return;
    }
    appendNew(parent, node);
    if (this.open.has(parent)) this.late.push(node);
  }

  addText(text) {
    const parent = this.parents.at(-1);
    const last = parent._last;
    // What the last script has left there goes on.
    if (last !== null && last._kind === 3) last.appendData(decode(text));
    else this.add(parent, newText(decode(text), this.document));
  }

  readElement(tag) {
    const parent = this.parents.at(-1);
    const element = this.newElement(tag);
    element._order = this.count++;
    if (tag.isFormPart) this.forms.meet(element, parent);
    const isHTML = element._isHTML;
    // It does not run before it is whole.
    if (isHTML && tag.name === "script") element._started = true;
    if (isHTML && tag.name === "template") {
      const shadow = this.options.shadows ? declaredShadow(parent, element) : null;
      if (shadow === null) this.add(parent, element);
      this.goInto(shadow ?? element._content, element);
      return;
    }
    this.add(parent, element);
    if (isHTML && tag.isVoid) return;
    if (isHTML && tag.isRaw) {
      this.readRaw(this.scratch, tag.name);
      const text = this.takeScratch();
      if (text !== null) this.add(element, text);
      if (tag.name === "script") this.meet(element, parent);
      return;
    }
    if (isHTML && tag.isSpecial && this.html.charCodeAt(this.at) === 10) this.at++;
    this.goInto(element, element);
  }

  goInto(parent, element) {
    this.parents.push(parent);
    this.views.push(element._isHTML ? null : element);
  }

  // An element of the page's own is made at once, before it has attributes (13.2.6.1, "create an element for
  // the token").
  newElement(tag) {
    const view = this.views.at(-1);
    const { is } = tag;
    const isNamed = tag.name.includes("-") && definitionsExist();
    const isOwn = view === null && (isNamed || (is !== null && definitionNamed(is) !== undefined));
    if (!isOwn) return this.elementOf(tag, view);
    checkpoint();
    const element = createNamed(this.document, HTML_NS, tag.name, null, is, "now");
    beginReactions();
    for (const [name, value] of tag.attributes ?? []) element.setAttribute(name, value);
    endReactions();
    return element;
  }

  meet(element, parent) {
    element._started = false;
    if (rootOf(parent) !== this.document) return;
    element._started = true;
    this.scripts.push(element);
    checkpoint();
    if (!stopsParser(element)) return;
    this.waitsFor = element;
    this.isTold = false;
    element._holdsParser = true;
  }

  // The scripts since the last time; the parser waits for the last one if it has not come to its end.
  step() {
    if (this.isTold) this.waitsFor = null;
    this.writesAt = null;
    const found = [];
    const ahead = this.ahead.splice(0);
    do {
      this.readOn(this.html.length);
      found.push(...this.describe(this.scripts.splice(0)));
      // It was taken away again.
      if (this.waitsFor?._started === false) this.waitsFor = null;
    } while (this.waitsFor === null && this.at < this.html.length);
    this.isTold = this.waitsFor !== null;
    return { scripts: found, parsed: !this.isTold, ahead };
  }

  describe(scripts) {
    for (const script of scripts) script._started = false;
    return parsedScripts(scripts);
  }

  // document.write: what is written is read at once, as far as it goes, and the rest of the page behind it.
  // False if nobody knows where in the source the script is.
  write(text) {
    if (this.writesAt === null) {
      this.writesAt = host(
        "insertionPoint",
        this.source.toWellFormed(),
        this.html.slice(0, this.at).toWellFormed(),
      );
      this.beganAt = this.writesAt;
    }
    if (this.writesAt === null) return false;
    this.source = this.source.slice(0, this.writesAt) + text + this.source.slice(this.writesAt);
    this.writesAt += text.length;
    this.written += text.length;
    this.readWritten(this.writesAt);
    return true;
  }

  // Up to a place in the source; what is cut off there waits for what is written next.
  readWritten(end) {
    const place = end - (CUT_OFF.exec(this.source.slice(this.beganAt, end))?.[0].length ?? 0);
    const marked = this.parsed(this.source.slice(0, place) + MARK + this.source.slice(place));
    const mark = marked.indexOf(MARK, this.at);
    const isBetween = mark >= 0 && !isInScript(marked.slice(this.at, mark));
    this.html = isBetween
      ? marked.slice(0, mark) + marked.slice(mark + MARK.length)
      : this.parsed(this.source);
    const holding = this.waitsFor;
    // Behind a script that has to come first nothing is read.
    if (!isBetween || (holding !== null && !this.isTold)) return;
    this.waitsFor = null;
    this.readOn(mark);
    const met = this.waitsFor;
    if (met === null) this.waitsFor = holding;
    else if (!met.hasAttribute("src")) this.runWithin(met, end, holding);
  }

  // A script that a script has written runs before that one goes on.
  runWithin(script, place, holding) {
    const { written, writesAt, beganAt } = this;
    const described = this.describe(this.scripts.splice(-1))[0];
    this.writesAt = null;
    this.isTold = true;
    if (described !== undefined) runClassic(described.id, described.text);
    const more = this.written - written;
    this.writesAt = writesAt + more;
    this.beganAt = beganAt;
    if (this.isTold) this.waitsFor = holding;
    this.readWritten(place + more);
  }

  parsed(source) {
    const [html, , , owners] = host("parse", source.toWellFormed(), true);
    this.forms.ownerOf = new Map(owners);
    return html;
  }
}

// Is the end of this piece of HTML within a script or a style?
function isInScript(html) {
  const opened = Math.max(html.lastIndexOf("<script"), html.lastIndexOf("<style"));
  const closed = Math.max(html.lastIndexOf("</script>"), html.lastIndexOf("</style>"));
  return opened > closed;
}

// The beginning of a page, up to the first script that holds the parser up; the rest comes with the steps.
export function parseStepwise(html, source, document, options) {
  stepwise = new StepwiseReader(html, source, document, options);
  stepwise.readOn(html.length);
}

function scriptsIn(document) {
  return allElements(document).filter((each) => each._localName === "script" && each._isHTML);
}

// What the parser comes to next. Of a page that was built at once it is all that there is.
export function nextScripts() {
  if (stepwise === null) {
    return { scripts: parsedScripts(scriptsIn(globalThis.document)), parsed: true };
  }
  const found = stepwise.step();
  if (found.parsed) stepwise = null;
  return found;
}
