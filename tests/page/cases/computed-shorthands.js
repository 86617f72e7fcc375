// What shorthands and sums give the properties that they stand for, in computed styles.
(check) => {
  const element = document.createElement("div");
  document.body.append(element);
  const NAMES = ["flexGrow", "flexShrink", "flexBasis", "rowGap", "columnGap", "paddingTop"];
  NAMES.push("borderTopWidth", "outlineWidth", "outlineColor", "boxShadow", "overflowY");
  for (const text of [
    "flex: 1",
    "flex: none",
    "flex: auto",
    "flex: 2 2 10px",
    "flex: 3 20%",
    "flex: inherit",
    "flex: 1; flex-shrink: 0",
    "gap: 5px",
    "gap: 5px 6px",
    "gap: 1em; column-gap: 2px",
    "padding: calc(1px + 2px)",
    "padding: calc(2em)",
    "border-style: solid; border-width: calc(1px + 2px)",
    "font-size: calc(10px + 6px); padding: 2em",
    "outline: solid 2px red",
    "box-shadow: 0 0 5px red",
    "overflow: hidden hidden",
  ]) {
    element.style.cssText = text;
    const style = getComputedStyle(element);
    check(
      text,
      NAMES.map((name) => `${name} ${style[name]}`),
    );
  }
  element.remove();
};
