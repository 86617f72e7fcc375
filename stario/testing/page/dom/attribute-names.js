// The client's attributes by their names, as they are written today. It is read in a real browser, too, and
// imports nothing.

export const KNOWN_PLUGINS = new Set(
  (
    "animate attr bind class computed custom-validity effect ignore ignore-morph indicator init json-signals " +
    "match-media nonce on on-intersect on-interval on-raf on-resize on-signal-patch on-signal-patch-filter " +
    "persist preserve-attr query-string ref replace-url scope-children scroll-into-view show signals style " +
    "text view-transition"
  ).split(" "),
);
// The spelling of September 2025: the key behind a hyphen.
const OLD_SPELLING = /^(attr|bind|class|computed|indicator|on|persist|ref|signals|style)-(.+)$/;
const RENAMED = { "on-load": "init", model: "bind", store: "signals", "merge-signals": "signals" };
export const EXPRESSION =
  /\$[a-zA-Z_]|@(?:get|post|put|patch|delete|query|peek|setAll|toggleAll)\(/;

// `on:click__once` of data-on:click__once in parts: what is before the modifiers, the plugin, and the modifiers.
export function partsOfName(name) {
  const [head, ...modifiers] = name.slice("data-".length).split("__");
  const plugin = head.split(":", 1)[0];
  return { head, plugin, rest: modifiers.map((modifier) => `__${modifier}`).join("") };
}

// What an elder name is today; null if nothing is wrong with it, undefined if it is neither.
export function newerName(name, value) {
  const { head, plugin, rest } = partsOfName(name);
  if (KNOWN_PLUGINS.has(plugin)) return null;
  if (plugin in RENAMED && (plugin === head || plugin === "model")) {
    const isOurs = plugin === "on-load" || EXPRESSION.test(value) || rest !== "";
    return isOurs ? `data-${RENAMED[plugin]}${head.slice(plugin.length)}${rest}` : null;
  }
  const old = OLD_SPELLING.exec(head);
  if (old === null) return undefined;
  // Its own attributes a page may name as it likes: what has no expression is none of the client's.
  const isOurs = old[1] === "on" || old[1] === "bind" || EXPRESSION.test(value) || rest !== "";
  return isOurs ? `data-${old[1]}:${old[2]}${rest}` : null;
}
