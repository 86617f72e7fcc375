// Many random patches in one go: (kind, items) => what each has left behind, as JSON.

async (kind, items) => {
  const { root, mergePatch } = window.datastarClient;
  const body = document.body;
  const CONTROLS = "input, select, textarea, option, details";

  async function rest() {
    for (let turn = 0; turn < 8; turn++) await null;
  }

  // An empty page without signals.
  async function clear() {
    body.replaceChildren();
    await rest();
    try {
      mergePatch(Object.fromEntries(Object.keys(root).map((key) => [key, null])));
    } catch {
      // An expression of the item before, that is still there.
    }
    await rest();
    probe.log.length = 0;
  }

  function use([index, what, value, flag]) {
    const controls = document.querySelectorAll(CONTROLS);
    const control = controls[index % controls.length];
    if (control === undefined) return;
    if (what === "focus") control.focus();
    else if (what === "index" && control.localName === "select") control.selectedIndex = index % 4;
    else if (what === "value" && "value" in control && control.type !== "file")
      control.value = value;
    else if (what === "checked" && control.type !== "radio") control.checked = flag;
    else if (what === "checked") control.checked = true;
    else if (what === "indeterminate") control.indeterminate = flag;
  }

  async function morph({ old, state, patch }) {
    await clear();
    mergePatch({ s: "signal" });
    body.innerHTML = old;
    await rest();
    state.forEach(use);
    const before = new Map([...document.querySelectorAll("body *")].map((el, i) => [el, i]));
    probe.patch("datastar-patch-elements", patch);
    await rest();
    const found = probe.state();
    found.same = [...document.querySelectorAll("body *")].map((el) => before.get(el) ?? -1).join();
    return [found];
  }

  async function signals({ html, patches }) {
    await clear();
    body.innerHTML = html;
    await rest();
    const found = [probe.state()];
    for (const patch of patches) {
      probe.patch("datastar-patch-signals", patch);
      await rest();
      found.push(probe.state());
    }
    return found;
  }

  const results = [];
  for (const item of items) results.push(await (kind === "morph" ? morph : signals)(item));
  return JSON.stringify(results);
};
