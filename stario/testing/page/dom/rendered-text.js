// The text of boxes, as innerText puts it together.

// Puts texts and line breaks together. White space collapses as lines are laid out, so that an inline element's
// text depends on what is beside it: then all of the line is put together, and `wanted` is the element whose text
// is asked for.
export class RenderedText {
  constructor(wanted = null) {
    this.wanted = wanted;
    this.isInside = wanted === null;
    this.own = "";
    this.ownsSpace = false;
    this.text = "";
    // Line breaks that are due before the next text; the most that was asked for counts.
    this.breaks = 0;
    this.hasSpace = false;
    this.isAtStart = true;
    // What is still to be done, the next one last: elements are nested deeper than calls can be.
    this.steps = [];
  }

  // Do it when what is begun until then is at its end.
  later(step) {
    this.steps.push(step);
  }

  finish() {
    while (this.steps.length > 0) this.steps.pop()();
  }

  // At least so many line breaks between what was and what comes.
  require(count) {
    this.hasSpace = false;
    this.isAtStart = true;
    if (this.text !== "") this.breaks = Math.max(this.breaks, count);
  }

  write(text, isOwn = this.isInside) {
    const breaks = "\n".repeat(this.breaks);
    this.breaks = 0;
    this.text += breaks + text;
    if (isOwn) this.own += this.own === "" ? text : breaks + text;
  }

  flushSpace() {
    if (this.hasSpace && !this.isAtStart) this.write(" ", this.ownsSpace);
    this.hasSpace = false;
  }

  // A mark such as a line's end or a tab: spaces before it go away.
  mark(text) {
    this.hasSpace = false;
    this.write(text);
    this.isAtStart = true;
  }

  keep(text) {
    this.flushSpace();
    this.write(text);
    this.isAtStart = text.endsWith("\n");
  }

  collapse(text) {
    for (const [part] of text.matchAll(/[ \t\n\r\f]+|[^ \t\n\r\f]+/g)) {
      if (/^[ \t\n\r\f]/.test(part)) {
        if (!this.hasSpace) this.ownsSpace = this.isInside;
        this.hasSpace = !this.isAtStart;
        continue;
      }
      this.flushSpace();
      this.write(part);
      this.isAtStart = false;
    }
  }

  // An inline box of its own, such as an image: spaces on both sides stay.
  beginAtom() {
    this.flushSpace();
    this.isAtStart = true;
  }

  endAtom() {
    this.hasSpace = false;
    this.isAtStart = false;
  }

  emptyAtom() {
    this.beginAtom();
    this.endAtom();
  }
}
