// View transitions and scrolling into view: nothing is drawn, so that nothing of them can be seen but what their
// callbacks do. What an element's own transition would delay is not delayed: elements have none.

import { expose } from "./expose.js";
import { illegalConstructor } from "./exceptions.js";
import { Document } from "./document.js";
import { Element } from "./element.js";
import { mixin } from "./parent-node.js";

export class ViewTransition {
  constructor(updated) {
    if (updated === undefined) illegalConstructor("ViewTransition");
    const done = updated.then(() => undefined);
    done.catch(() => {});
    Object.defineProperties(this, {
      _done: { value: done },
      // As in Chromium these two are told of as unhandled when the callback has failed.
      _ready: { value: done.then() },
      _finished: { value: done.then() },
    });
  }

  get updateCallbackDone() {
    return this._done;
  }

  get ready() {
    return this._ready;
  }

  get finished() {
    return this._finished;
  }

  skipTransition() {}
}
expose(ViewTransition);

// The callback alone, or in an object, with the types of the transition.
function callbackIn(given) {
  return typeof given === "function" ? given : given?.update;
}

mixin(Document, {
  startViewTransition(given) {
    const callback = callbackIn(given);
    return new ViewTransition(Promise.resolve().then(() => callback?.()));
  },
});

mixin(Element, {
  scrollIntoView() {},
  scrollIntoViewIfNeeded() {},
});
