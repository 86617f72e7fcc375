"""
A playground: a few lines of HTML become a whole page that runs Datastar.

    return ToyPage('<button data-on-click="@post(`/add`)">Add</button>')

Made for first steps, demos and bug reports. An application soon wants a page of its own: see what
this one sends with `print(ToyPage(...))`, and take what you like.
"""

import json
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from html import escape
from typing import Protocol, TypeAlias

__all__ = ["DATASTAR_URL", "DATASTAR_VERSION", "ToyInspector", "ToyPage"]

DATASTAR_VERSION = "v1.0.4"
"""The client that `ToyPage` is made for and tested with."""

DATASTAR_URL = f"https://cdn.jsdelivr.net/gh/starfederation/datastar@{DATASTAR_VERSION}/bundles/datastar.js"


class SupportsHTML(Protocol):
    """What markupsafe, htpy, fasthtml and many others make."""

    def __html__(self) -> str: ...


HTML: TypeAlias = "str | SupportsHTML | Sequence[HTML]"


@dataclass(frozen=True, slots=True)
class ToyPage:
    """
    A whole HTML document around your `body`, which goes in as it is.

    `datastar` is the URL of the client; pass a path of your own app to work offline. The spelling
    of September 2025 (`data-on-load`, `data-on-click`, `data-signals-name`) works beside today's
    (`data-init`, `data-on:click`, `data-signals:name`). `head` is HTML for the head: styles, icons.
    """

    body: HTML
    _: KW_ONLY
    title: str = "Stario"
    datastar: str = DATASTAR_URL
    inspector: bool = True
    head: HTML = ""

    def __html__(self) -> str:
        return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(self.title)}</title>
<style>{PAGE_CSS}</style>
{as_html(self.head)}
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
{as_html(self.body)}
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


def as_html(html: HTML) -> str:
    """The text of what `ToyPage` takes as HTML."""
    if hasattr(html, "__html__"):
        return html.__html__()
    if isinstance(html, str):
        return html
    if isinstance(html, Sequence) and not isinstance(html, bytes | bytearray | memoryview):
        return "".join(map(as_html, html))
    raise TypeError(
        f"HTML is a str, an object with __html__ or a sequence of these, not {type(html).__name__}"
    )


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

# The client looks a plugin up by its exact name, when an element arrives, and a plugin counts only
# a task after `attribute()`. So `on-load` can be one, but `on-EVENT` and `signals-NAME`, having no
# end, can not: met for the first time in a patch, they would run late and out of order.
SPELLING_JS = r"""
removeEventListener("DOMContentLoaded", toyMissing);

// The Datastar of September 2025 spelled some attributes differently. This script comes before the
// client's first look at the page, so both spellings work; what you wrote stays as it is.

// data-on-load, today data-init, is a plugin like the client's own.
datastar.attribute?.({
  name: "on-load",
  requirement: { key: "denied", value: "must" },
  apply({ rx, mods }) {
    const run = () => {
      datastar.beginBatch();
      try { rx(); } finally { datastar.endBatch(); }
    };
    const animate = mods.has("viewtransition") && "startViewTransition" in document;
    const start = animate ? () => document.startViewTransition(run) : run;
    const [delay = "0"] = mods.get("delay") ?? [];
    const ms = parseFloat(delay) * (/\ds$/.test(delay) ? 1000 : 1);
    ms > 0 ? setTimeout(start, ms) : start();
  },
});

// The rest differs by one character, data-on-click for data-on:click, and has names without end.
// Such an attribute gets today's beside it, so that the client's own plugins do the work.
const OLD = RegExp(
  "^data-(on(?!-(?:load|intersect|interval|signal-patch(?:-filter)?)(?:__|$))" +
  "|signals|computed|bind|class|attr|style|indicator|ref)-(?=.)"
);
const today = (name) => OLD.test(name) && name
  .replace(OLD, "data-$1:")
  .replace(/(__(?:debounce|throttle)[^_]*)\.(no)?trail(?=[._]|$)/g, "$1.$2trailing");

// Before the client sees an element: both spellings in one place, since attributes run in order.
function spell(root) {
  for (const el of root.querySelectorAll("*")) {
    if (!el.getAttributeNames().some(today)) continue;
    for (const attr of [...el.attributes]) {
      if (!attr.name.startsWith("data-")) continue;
      el.setAttributeNode(el.removeAttributeNode(attr));
      const name = today(attr.name);
      if (name && !el.hasAttribute(name)) el.setAttribute(name, attr.value);
    }
  }
}
spell(document);

// The client reads each patch with DOMParser. Spelled there, old and new page are alike in a morph:
// nothing runs again, and nothing that an attribute remembers (once, throttle) is lost.
const { parseFromString } = DOMParser.prototype;
DOMParser.prototype.parseFromString = function (...args) {
  const doc = parseFromString.apply(this, args);
  for (const root of [doc, ...doc.querySelectorAll("template")]) spell(root.content ?? root);
  return doc;
};

// What other scripts put into the page comes here, a moment after the client has seen it.
new MutationObserver((changes) => {
  for (const { target, attributeName, oldValue, addedNodes } of changes) {
    const changed = attributeName ? [[target, attributeName]] : [...addedNodes]
      .filter((node) => node.querySelectorAll)
      .flatMap((node) => [node, ...node.querySelectorAll("*")])
      .flatMap((el) => el.getAttributeNames().map((name) => [el, name]));
    for (const [el, old] of changed) {
      const name = today(old), value = el.getAttribute(old);
      if (!name || el.getAttribute(name) !== oldValue) continue;  // not ours
      value === null ? el.removeAttribute(name) : el.setAttribute(name, value);
    }
  }
}).observe(document, { subtree: true, childList: true, attributeOldValue: true });
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
