// Properties of the page's own that are empty: they are there, and `var()` puts nothing in their place.
(check) => {
  const attempt = (act) => {
    try {
      const v = act();
      return v === undefined ? "undef" : v;
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const style = document.createElement("style");
  document.head.append(style);
  const p = document.createElement("p");
  document.body.append(p);
  for (const t of [
    "p{--y:;color:var(--y,red)}",
    "p{--y: ;display:var(--y) none}",
    "p{--y:;display:none var(--y)}",
    "p{--a:none;--y: ;display:var(--y,) var(--a)}",
    "p{display:var(--z,)none}",
    "p{display:var(--z)none}",
    "p{--y:;}",
  ]) {
    style.textContent = t;
    check(
      t,
      attempt(() => [
        style.sheet.cssRules[0].cssText,
        getComputedStyle(p).display,
        getComputedStyle(p).color,
        getComputedStyle(p).getPropertyValue("--y"),
        p.checkVisibility(),
      ]),
    );
  }
  style.textContent = "";
  p.style.cssText = "--q: ;";
  check("inline", [
    p.style.cssText,
    p.style.length,
    p.style.getPropertyValue("--q"),
    p.getAttribute("style"),
  ]);
  p.style.setProperty("--q", "");
  check("set empty", [p.style.cssText, p.style.length]);
  p.style.setProperty("--q", " ");
  check("set space", [p.style.cssText, p.style.length, p.style.getPropertyValue("--q")]);
  p.style.setProperty("--q", "1");
  p.style.setProperty("--q", "");
  check("removed", [p.style.cssText, p.style.length]);
  style.remove();
  p.remove();
};
