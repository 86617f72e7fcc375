document.querySelector("[data-keys]").hidden = false;
const tests = [...document.querySelectorAll("article")];
let at = -1;
const go = (number) => {
  at = Math.max(0, Math.min(tests.length - 1, number));
  tests[at]?.focus();
  tests[at]?.scrollIntoView();
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if (event.key === "e") {
    const all = [...(tests[at] ?? document).querySelectorAll("details")];
    const open = !all.every((each) => each.open);
    for (const each of all) each.open = open;
  }
});
// A place that was chosen opens.
addEventListener("hashchange", () => {
  const target = document.querySelector(location.hash || "none");
  const inside = target?.querySelector(":scope > details");
  if (inside) inside.open = true;
  const test = tests.indexOf(target?.closest("article"));
  if (test >= 0) at = test;
});
// The list says where the reader is.
const links = new Map(
  [...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]),
);
const seen = new Set();
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
  const first = tests.find((test) => seen.has(test));
  for (const [id, link] of links) link.classList.toggle("here", id === first?.id);
});
for (const test of tests) watcher.observe(test);
