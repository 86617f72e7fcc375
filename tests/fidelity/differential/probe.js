// Runs first in every page of the suite, here and in Chromium: notes what happens, and tells how it is.

(() => {
  const log = [];
  const FORM_STATE =
    "input, select, option, textarea, button, details, dialog, progress, meter, output";
  const EVENTS = [
    "beforeinput",
    "input",
    "change",
    "click",
    "dblclick",
    "submit",
    "reset",
    "invalid",
    "toggle",
    "close",
    "focusin",
    "focusout",
    "keydown",
    "keyup",
    "popstate",
    "hashchange",
    "datastar-prop-change",
  ];

  function named(target) {
    if (target === window) return "window";
    if (target === document) return "document";
    if (!target?.localName) return String(target);
    return target.id ? `#${target.id}` : target.localName;
  }

  // The client's errors by code and context; the engines' own by name, since their words differ.
  function told(value) {
    if (!(value instanceof Error) && !(value instanceof DOMException)) {
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    }
    const [code, , ...rest] = value.message.split("\n");
    const context = rest.join("\n");
    if (!context.startsWith("Context: ")) return value.name;
    const found = JSON.parse(context.slice("Context: ".length));
    delete found.error;
    delete found.message;
    return `${code} ${JSON.stringify(found)}`;
  }

  for (const level of ["error", "warn", "log"]) {
    console[level] = (...values) => log.push(`console.${level} ${values.map(told).join(" ")}`);
  }
  window.addEventListener("error", (event) => log.push(`uncaught ${told(event.error)}`));
  window.addEventListener("unhandledrejection", (event) => {
    log.push(`rejection ${told(event.reason)}`);
  });
  for (const type of EVENTS) {
    const note = (event) => {
      const more = event.key ? ` ${event.key}` : event.inputType ? ` ${event.inputType}` : "";
      log.push(`${type}${event.isTrusted ? "" : " (untrusted)"} ${named(event.target)}${more}`);
    };
    window.addEventListener(type, note, true);
  }
  document.addEventListener("datastar-fetch", (event) => {
    const { type, el, argsRaw } = event.detail;
    if (!String(type).startsWith("datastar")) {
      log.push(`fetch ${type} ${named(el)} ${JSON.stringify(argsRaw)}`);
    }
  });
  document.addEventListener("datastar-signal-patch", (event) => {
    log.push(`patched ${JSON.stringify(event.detail)}`);
  });

  function options(element) {
    return [...element.selectedOptions].map((option) => option.index).join();
  }

  function invalid(element) {
    const flags = [];
    for (const flag in ValidityState.prototype) if (element.validity[flag]) flags.push(flag);
    return flags.filter((flag) => flag !== "valid").join("+");
  }

  function selection(element) {
    if (typeof element.selectionStart !== "number") return "";
    return ` ${element.selectionStart}-${element.selectionEnd}`;
  }

  function stateOf(element) {
    const state = [`${element.localName}${element.id ? `#${element.id}` : ""}`];
    if ("value" in element && element.type !== "file") state.push(JSON.stringify(element.value));
    for (const flag of ["checked", "indeterminate", "disabled", "selected", "open"]) {
      if (element[flag] === true) state.push(flag);
    }
    if (element.selectedOptions) state.push(`selects ${options(element)}`);
    if (element.files) state.push([...element.files].map((file) => file.name).join());
    if (element.validity && !element.validity.valid) state.push(`invalid ${invalid(element)}`);
    return state.join(" ") + selection(element);
  }

  // A computed signal may throw.
  function signals(root) {
    try {
      return JSON.parse(JSON.stringify(root));
    } catch (error) {
      return told(error);
    }
  }

  // What the page has, and what has happened since the last time.
  function state() {
    const client = window.datastarClient;
    return {
      html: document.documentElement.outerHTML.replaceAll(location.origin, "ORIGIN"),
      url: location.href.replace(location.origin, ""),
      focus: document.activeElement ? named(document.activeElement) : "",
      controls: [...document.querySelectorAll(FORM_STATE)].map(stateOf),
      signals: client?.root ? signals(client.root) : null,
      log: log.splice(0).map((line) => line.replaceAll(location.origin, "ORIGIN")),
    };
  }

  // As if an event of a stream had brought it.
  function patch(type, argsRaw) {
    const detail = { type, el: document.body, argsRaw };
    document.dispatchEvent(new CustomEvent("datastar-fetch", { detail }));
  }

  function show(state) {
    const own = { configurable: true };
    Object.defineProperty(document, "hidden", { ...own, value: state === "hidden" });
    Object.defineProperty(document, "visibilityState", { ...own, value: state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }

  window.probe = { log, patch, show, state, take: () => JSON.stringify(state()) };
})();
