// Listeners, their order, what stops them, handlers in attributes, activation.
(check) => {
  const tried = (work) => {
    try {
      return String(work());
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  document.body.innerHTML = "<div id=out><p id=mid><b id=in></b></p></div>";
  const [out, mid, inner] = ["out", "mid", "in"].map((id) => document.getElementById(id));
  const log = [];
  const nameOf = (target) => (target === window ? "window" : target.id || target.nodeName);
  const note = (event) => {
    log.push(`${nameOf(event.currentTarget)} ${event.eventPhase} ${nameOf(event.target)}`);
  };
  const taken = () => log.splice(0);
  const all = [window, document, out, mid, inner];
  for (const target of all) {
    target.addEventListener("x", note);
    target.addEventListener("x", note, true);
  }
  inner.dispatchEvent(new Event("x", { bubbles: true }));
  check("bubbles", taken());
  inner.dispatchEvent(new Event("x"));
  check("does not bubble", taken());
  mid.addEventListener("x", (event) => event.stopPropagation(), { once: true });
  inner.dispatchEvent(new Event("x", { bubbles: true }));
  check("stopped", taken());
  mid.addEventListener("x", (event) => event.stopImmediatePropagation(), {
    once: true,
    capture: true,
  });
  inner.dispatchEvent(new Event("x", { bubbles: true }));
  check("stopped after its turn", taken());
  for (const target of all) {
    target.removeEventListener("x", note);
    target.removeEventListener("x", note, { capture: true });
  }
  inner.dispatchEvent(new Event("x", { bubbles: true }));
  check("removed", taken());

  const twice = () => log.push("twice");
  inner.addEventListener("y", twice);
  inner.addEventListener("y", twice);
  inner.addEventListener("y", twice, false);
  inner.addEventListener("y", () => {
    inner.addEventListener("y", () => log.push("late"), { once: true });
    inner.removeEventListener("y", last);
  });
  const last = () => log.push("last");
  inner.addEventListener("y", last);
  inner.dispatchEvent(new Event("y"));
  check("the same once, added late, removed in time", taken());
  inner.dispatchEvent(new Event("y"));
  check("once", taken());

  const event = new CustomEvent("z", { detail: { a: 1 }, cancelable: true, composed: true });
  check("an event's members", [
    event.type,
    event.detail.a,
    event.bubbles,
    event.cancelable,
    event.composed,
    event.defaultPrevented,
    event.target,
    event.currentTarget,
    event.eventPhase,
    event.isTrusted,
    event.composedPath(),
    event.returnValue,
    event.cancelBubble,
    typeof event.timeStamp,
    Object.prototype.toString.call(event),
  ]);
  let path;
  inner.addEventListener("z", (seen) => {
    path = seen.composedPath().map((target) => (target === window ? "window" : target.nodeName));
    seen.preventDefault();
    check("window.event", window.event === seen);
  });
  check("canceled", [
    inner.dispatchEvent(event),
    event.defaultPrevented,
    event.target === inner,
    event.currentTarget,
  ]);
  check("path", [path, event.composedPath(), window.event]);
  check("dispatched again", [inner.dispatchEvent(event), event.isTrusted]);
  inner.addEventListener("p", (seen) => seen.preventDefault(), { passive: true });
  check("passive", inner.dispatchEvent(new Event("p", { cancelable: true })));
  check(
    "not cancelable",
    (() => {
      const plain = new Event("z");
      return [inner.dispatchEvent(plain), plain.defaultPrevented];
    })(),
  );
  inner.addEventListener("h", {
    handleEvent(seen) {
      log.push(this !== undefined && seen.type);
    },
  });
  inner.dispatchEvent(new Event("h"));
  check("handleEvent", taken());
  const controller = new AbortController();
  inner.addEventListener("s", () => log.push("s"), { signal: controller.signal });
  inner.dispatchEvent(new Event("s"));
  controller.abort();
  inner.dispatchEvent(new Event("s"));
  inner.addEventListener("s", () => log.push("never"), { signal: controller.signal });
  inner.dispatchEvent(new Event("s"));
  check("signal", taken());

  check("errors", [
    tried(() => new Event()),
    tried(() => new Event("x", 1)),
    tried(() => inner.dispatchEvent({})),
    tried(() => inner.dispatchEvent()),
    tried(() => inner.dispatchEvent(document.createEvent("Event"))),
    tried(() => inner.addEventListener("x")),
    tried(() => inner.addEventListener("x", 3)),
    tried(() => inner.addEventListener("x", null)),
    tried(() => document.createEvent("nothing")),
    tried(() => inner.addEventListener("x", () => {}, { signal: 1 })),
    tried(() => {
      const again = new Event("again");
      let caught;
      inner.addEventListener("again", () => (caught = tried(() => inner.dispatchEvent(again))), {
        once: true,
      });
      inner.dispatchEvent(again);
      return caught;
    }),
  ]);
  const made = document.createEvent("MouseEvent");
  made.initEvent("m", true, true);
  check("createEvent", [
    made instanceof MouseEvent,
    made.type,
    made.bubbles,
    inner.dispatchEvent(made),
  ]);

  const thrown = [];
  window.onerror = (message, source, line, column, error) => {
    thrown.push([message, error.message]);
    return true;
  };
  inner.addEventListener("e", () => {
    throw new TypeError("first");
  });
  inner.addEventListener("e", () => log.push("second"));
  inner.dispatchEvent(new Event("e"));
  check("an exception stops nobody", [thrown, taken()]);
  const seen = [];
  window.onerror = null;
  window.addEventListener(
    "error",
    (error) => {
      seen.push([
        error.message,
        error.error.message,
        error.cancelable,
        error.bubbles,
        error.constructor.name,
      ]);
      error.preventDefault();
    },
    { once: true },
  );
  inner.dispatchEvent(new Event("e"));
  check("the error event", [seen, taken()]);

  inner.setAttribute("onclick", "window.told = [event.type, this.id, id]; return false");
  check("handler attribute", [
    inner.dispatchEvent(new MouseEvent("click", { cancelable: true })),
    window.told,
    typeof inner.onclick,
  ]);
  inner.addEventListener("click", () => log.push("listener"));
  inner.onclick = () => log.push("handler");
  inner.click();
  check("a handler keeps its place", taken());
  inner.onclick = null;
  inner.onclick = () => log.push("handler");
  inner.click();
  check("a new handler comes last", [taken(), inner.getAttribute("onclick") !== null]);
  inner.removeAttribute("onclick");
  check("without the attribute", inner.onclick);
  inner.onclick = "text";
  check("not a function", inner.onclick);
  inner.onclick = {};
  check("an object", typeof inner.onclick);
  inner.click();
  taken();
  document.body.setAttribute("onhashchange", "1");
  check("the body's are the window's", [
    typeof window.onhashchange,
    document.body.onhashchange === window.onhashchange,
  ]);
  document.body.removeAttribute("onhashchange");
  check("no such handler", [
    inner.onfoo,
    "onclick" in inner,
    "onclick" in window,
    "onpopstate" in inner,
    "onclick" in document,
  ]);

  const mouse = new MouseEvent("click", {
    clientX: 5,
    button: 2,
    ctrlKey: true,
    relatedTarget: mid,
    detail: 3,
  });
  check("mouse", [
    mouse.clientX,
    mouse.x,
    mouse.pageX,
    mouse.button,
    mouse.which,
    mouse.ctrlKey,
    mouse.shiftKey,
    mouse.relatedTarget === mid,
    mouse.detail,
    mouse.view,
    mouse.getModifierState("Control"),
  ]);
  const key = new KeyboardEvent("keydown", { key: "a", code: "KeyA", keyCode: 65, repeat: true });
  check("key", [
    key.key,
    key.code,
    key.keyCode,
    key.which,
    key.repeat,
    key.location,
    key.isComposing,
  ]);
  const others = [
    new InputEvent("input", { data: "x", inputType: "insertText" }).inputType,
    new FocusEvent("focus", { relatedTarget: mid }).relatedTarget === mid,
    new SubmitEvent("submit").submitter,
    new PointerEvent("pointerdown", { pointerType: "mouse", isPrimary: true }).pointerType,
    new WheelEvent("wheel", { deltaY: 4 }).deltaY,
    new ProgressEvent("progress", { loaded: 2 }).loaded,
    new StorageEvent("storage", { key: "k" }).key,
    new HashChangeEvent("hashchange", { newURL: "n" }).newURL,
    new MessageEvent("message", { data: [1] }).data,
    new ErrorEvent("error", { message: "m" }).message,
    new ToggleEvent("toggle", { newState: "open" }).newState,
  ];
  check("others", others);
  document.body.innerHTML = "";
};
