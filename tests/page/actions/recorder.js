// Notes every event that reaches the window, and those that do not bubble at each element, in one line each.
() => {
  const TYPES =
    "pointerover pointermove pointerdown pointerup pointerout pointercancel mouseover mousemove mousedown mouseup mouseout click dblclick auxclick contextmenu keydown keypress keyup beforeinput input change select focus blur focusin focusout submit reset formdata invalid toggle beforetoggle close cancel copy cut paste command".split(
      " ",
    );
  const CROSSING = ["pointerenter", "pointerleave", "mouseenter", "mouseleave"];
  const nameOf = (node) => {
    if (node === window) return "window";
    if (node === null || node === undefined) return "none";
    return node.id ? `#${node.id}` : (node.localName ?? node.nodeName);
  };
  const FLAGS = { bubbles: "b", cancelable: "c", composed: "o" };
  const seen = new WeakSet();
  globalThis.recorded = [];
  const note = (event) => {
    if (seen.has(event)) return;
    seen.add(event);
    const flags = Object.keys(FLAGS).filter((name) => event[name]);
    const parts = [event.type, nameOf(event.target), event.constructor.name];
    parts.push(flags.map((name) => FLAGS[name]).join("") || "-");
    if (!event.isTrusted) parts.push("untrusted");
    if (event.detail) parts.push(`detail=${event.detail}`);
    for (const name of ["button", "buttons", "pressure", "location"]) {
      if (event[name]) parts.push(`${name}=${event[name]}`);
    }
    for (const name of ["key", "code", "keyCode", "charCode", "inputType", "data"]) {
      if (event[name] !== undefined) parts.push(`${name}=${JSON.stringify(event[name])}`);
    }
    for (const name of ["oldState", "newState", "pointerType"]) {
      if (event[name]) parts.push(`${name}=${event[name]}`);
    }
    for (const name of ["ctrlKey", "shiftKey", "altKey", "metaKey", "isPrimary"]) {
      if (event[name]) parts.push(name);
    }
    for (const name of ["relatedTarget", "submitter", "source"]) {
      if (event[name]) parts.push(`${name}=${nameOf(event[name])}`);
    }
    globalThis.recorded.push(parts.join(" "));
  };
  for (const type of TYPES) window.addEventListener(type, note, true);
  for (const element of document.querySelectorAll("*")) {
    for (const type of CROSSING) {
      element.addEventListener(type, (event) => event.target === element && note(event));
    }
  }
  for (const element of document.querySelectorAll("[id]")) globalThis[element.id] = element;
  globalThis.stateOfControls = () => {
    const controls = [...document.querySelectorAll("input, select, textarea, details")];
    const states = controls.map((control) => {
      const parts = [nameOf(control), control.value ?? control.open];
      if (control.checked !== undefined) parts.push(control.checked);
      try {
        parts.push(control.selectionStart, control.selectionEnd);
      } catch {
        parts.push("no selection");
      }
      return parts.map(String).join(" ");
    });
    return [`active ${nameOf(document.activeElement)}`, ...states];
  };
};
