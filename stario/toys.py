"""
A playground: a few lines of HTML become a whole page that runs Datastar.

    return ToyPage('<button data-on-click="@post(`/add`)">Add</button>')

Made for first steps, demos and bug reports. An application soon wants a page of its own: see what
this one sends with `print(ToyPage(...))`, and take what you like.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape

from stario.datastar.events import HTML, html_text

__all__ = ["DATASTAR_URL", "DATASTAR_VERSION", "ToyInspector", "ToyPage"]

DATASTAR_VERSION = "v1.0.4"
"""The client that `ToyPage` is made for and tested with."""

DATASTAR_URL = f"https://cdn.jsdelivr.net/gh/starfederation/datastar@{DATASTAR_VERSION}/bundles/datastar.js"
"""Where that client is."""


@dataclass(frozen=True, slots=True)
class ToyPage:
    """
    A whole HTML document around your `body`, which goes in as it is: escape what comes from others, as in
    `ToyPage(Markup("<p>{}</p>").format(name))` with markupsafe, or with what htpy or Jinja2 make.

    `datastar` is the URL of the client; pass a path of your own app to work offline. The spelling
    of September 2025 (`data-on-load`, `data-on-click`, `data-signals-name`) works beside today's
    (`data-init`, `data-on:click`, `data-signals:name`). `head` is HTML for the head: styles, icons.
    """

    body: HTML | Sequence[HTML]
    _: KW_ONLY
    title: str = "Stario"
    datastar: str = DATASTAR_URL
    inspector: bool = True
    head: HTML | Sequence[HTML] = ""

    def __html__(self) -> str:
        return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(self.title)}</title>
<style>{PAGE_CSS}</style>
{html_text(self.head)}
<script>
var toyDatastar = {in_script(self.datastar)};
{MISSING_JS}</script>
<script type="module">
import * as datastar from {in_script(as_module(self.datastar))};
{SPELLING_JS}</script>
<script type="module" src="{escape(self.datastar)}"></script>
{ToyInspector() if self.inspector else ""}
</head>
<body>
{html_text(self.body)}
</body>
</html>
"""

    __str__ = __html__


@dataclass(frozen=True, slots=True)
class ToyInspector:
    """
    Shows the page's signals, live: F2 opens and closes it.

    One `<script>`, for the head or the body of any page with Datastar; a second one does nothing.
    """

    def __html__(self) -> str:
        return f"<script>\n{INSPECTOR_JS}</script>"

    __str__ = __html__


def in_script(text: str) -> str:
    """A JavaScript string that cannot end the script it stands in."""
    return json.dumps(text).replace("<", r"\u003c")


def as_module(url: str) -> str:
    """`import "client.js"` would ask for a package of that name; `src="client.js"` would not."""
    relative = not url.startswith(("/", "./", "../")) and ":" not in url.split("/", 1)[0]
    return f"./{url}" if relative else url


PAGE_CSS = """
:root {
  color-scheme: light dark;
  font: 1.05rem/1.6 system-ui, sans-serif;
  accent-color: #e11d48;
  border-top: .35rem solid;
  border-image: linear-gradient(90deg, #e11d48, #f59e0b, #10b981, #3b82f6) 1;
}
body { max-width: 44rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
button, input, select, textarea { font: inherit; padding: .2em .6em; }
#toy-missing { padding: .6rem 1rem; border: 2px solid #e11d48; border-radius: .5rem; }
"""

# Module scripts have run, or failed, when DOMContentLoaded comes: if the client was there, the next
# script has taken this listener away by then. That sees every failure: no network, 404, a wrong
# type, a syntax error. `onerror` would miss the last, and make the client's script tag less plain.
MISSING_JS = """\
function toyMissing() {
  const note = document.createElement("p");
  note.id = "toy-missing";
  note.role = "alert";
  note.textContent = `The Datastar client did not load from ${toyDatastar}, so this page cannot \
do anything. Serve a copy from your app and pass its path: ToyPage(datastar="/datastar.js").`;
  document.body.prepend(note);
}
addEventListener("DOMContentLoaded", toyMissing);
"""

# The client looks a plugin up by its exact name, so `on-click` and `on-input` are two; the names that the
# page uses are registered as they are met, on load before the client's first look at the page.
SPELLING_JS = r"""
removeEventListener("DOMContentLoaded", toyMissing);

// The Datastar of September 2025 spelled attributes differently: data-on-load for data-init,
// data-on-click for data-on:click. Each old name is registered with the client as a plugin of its own,
// so both spellings work; your HTML stays as you wrote it.
const { attribute, beginBatch, effect, endBatch, mergePaths } = datastar;

const spellings = {
  on: (event) => ({
    argNames: ["evt"],
    apply({ el, rx, mods }) {
      const has = (name) => mods.has(name), run = timed(batched(rx), mods);
      if (event === "load")  // two tasks later: by then the names that came with it are registered
        return void (has("delay") ? run() : setTimeout(() => setTimeout(run)));
      const target = has("window") ? window
        : has("outside") || event.startsWith("datastar-") ? document : el;
      const listener = (evt) => {
        if (has("outside") && el.contains(evt.target)) return;
        if (has("prevent") || (event === "submit" && el.matches("form"))) evt.preventDefault();
        if (has("stop")) evt.stopPropagation();
        run(evt);
      };
      const options = { capture: has("capture"), passive: has("passive"), once: has("once") };
      target.addEventListener(named(event, mods, "kebab"), listener, options);
      return () => target.removeEventListener(named(event, mods, "kebab"), listener, options);
    },
  }),
  signals: (key) => ({
    apply: ({ rx, mods }) =>
      mergePaths([[named(key, mods), rx?.()]], { ifMissing: mods.has("ifmissing") }),
  }),
  computed: (key) => ({ apply: ({ rx, mods }) => effect(() => mergePaths([[named(key, mods), rx()]])) }),
  ref: (key) => ({ apply: ({ el, mods }) => mergePaths([[named(key, mods), el]]) }),
  class: (key) => ({
    apply: ({ el, rx, mods }) =>
      kept(el, "class", () => el.classList.toggle(named(key, mods, "kebab"), !!rx())),
  }),
  attr: (key) => ({
    apply: ({ el, rx }) => kept(el, key, () => {
      const value = rx();
      if (value == null || value === false) el.removeAttribute(key);
      else if (typeof value == "object") el.setAttribute(key, JSON.stringify(value));
      else el.setAttribute(key, value === true ? "" : value);
    }),
  }),
  style: (key) => ({
    apply({ el, rx }) {
      const before = el.style.getPropertyValue(key);
      return kept(el, "style", () => {
        const value = rx();
        el.style.setProperty(key, value || value === 0 ? String(value) : before);
      });
    },
  }),
  indicator: (key) => ({
    apply({ el, mods }) {
      let open = 0;
      const show = (change) => mergePaths([[named(key, mods), (open = Math.max(0, open + change)) > 0]]);
      const listener = ({ detail: { el: from, type } }) => {
        if (from === el && type === "started") show(+1);
        if (from === el && type === "finished") show(-1);
      };
      show(0);
      document.addEventListener("datastar-fetch", listener);
      return () => (show(-open), document.removeEventListener("datastar-fetch", listener));
    },
  }),
  // Too much to say again in a few lines: today's attribute stands in, for as long as the old is there.
  bind: (key) => ({
    apply({ el, rawKey }) {
      const old = `data-${rawKey}`, today = old.replace("data-bind-", "data-bind:");
      const stand = (el) => el.hasAttribute(today) || el.setAttribute(today, "");
      document.querySelectorAll(`[${CSS.escape(old)}]`).forEach(stand);  // radio buttons are a group
      const observer = new MutationObserver(() => stand(el));  // a morph takes it away
      observer.observe(el, { attributeFilter: [today] });
      return () => (observer.disconnect(), el.removeAttribute(today));
    },
  }),
};

// kebab-case is what an attribute can say, camelCase what a signal is called.
const cases = {
  camel: (key) => key.replace(/-[a-z]/g, (found) => found[1].toUpperCase()),
  kebab: (key) => key,
  pascal: (key) => key[0].toUpperCase() + cases.camel(key.slice(1)),
  snake: (key) => key.replaceAll("-", "_"),
};
const named = (key, mods, usual = "camel") => {
  for (const wanted of mods.get("case") ?? [usual]) key = cases[wanted]?.(key) ?? key;
  return key;
};

const batched = (rx) => (...args) => {
  beginBatch();
  try { rx(...args); } finally { endBatch(); }
};

// Written when a signal changes, and again when a morph has overwritten it.
function kept(el, name, write) {
  const again = () => {
    observer.disconnect();
    write();
    observer.observe(el, { attributeFilter: [name] });
  };
  const observer = new MutationObserver(again), stop = effect(again);
  return () => (observer.disconnect(), stop());
}

function timed(run, mods) {
  const says = (name, ...words) => words.some((word) => mods.get(name).has(word));
  const wrap = (name, how) => {
    if (!mods.has(name)) return;
    const [time = "0"] = mods.get(name);
    run = how(run, parseFloat(time) * (/\ds$/.test(time) ? 1000 : 1));
  };
  if (document.startViewTransition)
    wrap("viewtransition", (run) => (...args) => document.startViewTransition(() => run(...args)));
  wrap("delay", (run, ms) => (...args) => setTimeout(run, ms, ...args));
  wrap("debounce", (run, ms) => paced(run, ms,
    says("debounce", "leading"), !says("debounce", "notrail", "notrailing"), true));
  wrap("throttle", (run, ms) => paced(run, ms,
    !says("throttle", "noleading"), says("throttle", "trail", "trailing"), false));
  return run;
}

function paced(run, ms, leading, trailing, restarts) {
  let timer = 0, waiting = null;
  return (...args) => {
    if (leading && !timer) run(...args);
    else waiting = args;
    if (timer && !restarts) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      if (trailing && waiting) run(...waiting);
      waiting = null;
    }, ms);
  };
}

const OLD = RegExp(
  "^data-((on(?!-(?:intersect|interval|signal-patch(?:-filter)?)(?:__|$))" +
  "|signals|computed|bind|class|attr|style|indicator|ref)-([^:]+?))(?:__.*)?$"
);
const known = new Set();
function learn(el) {
  for (const name of el.getAttributeNames()) {
    const [, plugin, kind, key] = OLD.exec(name) ?? [];
    if (!plugin || known.has(plugin)) continue;
    known.add(plugin);
    const { apply, argNames } = spellings[kind](key);
    attribute({
      name: plugin,
      argNames,
      returnsValue: kind !== "on",
      apply(context) {  // where both spellings stand in one tag, today's counts
        const today = context.rawKey.replace(`${kind}-`, `${kind}:`);
        return context.el.hasAttribute(`data-${today}`) && kind !== "bind" ? undefined : apply(context);
      },
    });
  }
}
document.querySelectorAll("*").forEach(learn);
new MutationObserver((changes) => {
  for (const { target, type, addedNodes } of changes)
    for (const el of type === "attributes" ? [target] : addedNodes)
      if (el.querySelectorAll) [el, ...el.querySelectorAll("*")].forEach((el) => el.attributes && learn(el));
}).observe(document.documentElement, { subtree: true, childList: true, attributes: true });
"""

# F2 types nothing, and no browser has a use for it. The panel stands beside `<body>`, where patches
# of the body do not reach it; one of the whole document takes it away, and it comes back.
INSPECTOR_JS = """\
(() => {
  if (window.toyInspector) return;
  const root = document.documentElement;
  const panel = window.toyInspector = document.createElement("details");
  panel.id = "toy-inspector";
  panel.innerHTML = `<summary>F2: signals</summary><pre data-json-signals></pre><style>
    #toy-inspector {
      position: fixed; inset: auto .5rem .5rem auto; z-index: 2147483647; max-width: 90vw;
      color-scheme: light dark; color: CanvasText; background: Canvas; opacity: .5;
      border: 1px solid; border-radius: .4rem; padding: 0 .5rem;
      font: 12px/1.8 ui-monospace, monospace;
    }
    #toy-inspector[open] { opacity: 1; min-width: 16rem; }
    #toy-inspector summary { cursor: pointer; list-style: none; text-align: right; }
    #toy-inspector pre { max-height: 60vh; margin: 0 0 .5rem; overflow: auto; font: inherit; }
    @media print { #toy-inspector { display: none; } }
  </style>`;
  const attach = () => document.body && !panel.isConnected && root.append(panel);
  new MutationObserver(attach).observe(root, { childList: true });
  attach();
  addEventListener("keydown", (event) => {
    if (event.code === "F2" && !event.repeat) panel.open = !panel.open;
  });
})();
"""
