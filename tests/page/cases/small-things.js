// Small things of events, colors, measures and storage.
async (check) => {
  const thrown = (act) => {
    try {
      return act();
    } catch (error) {
      return [error.name, error.message];
    }
  };
  document.body.innerHTML =
    "<p style='color: tomato; background-color: REBECCAPURPLE; border: 1px solid teal; outline: 2px dashed navy; box-shadow: 1px 1px red; text-shadow: 1px 1px 2px darkgreen, 0 0 1px #fff; caret-color: gold; accent-color: orange; text-decoration: underline wavy lime; fill: hotpink; stroke: none; background-image: linear-gradient(red, blue 50%); column-rule: 1px solid plum; filter: drop-shadow(1px 1px 1px salmon); --c: red'>x</p>";
  const p = document.body.firstChild;
  const style = getComputedStyle(p);
  for (const property of [
    "color",
    "background-color",
    "border-top-color",
    "caret-color",
    "accent-color",
    "fill",
    "stroke",
    "--c",
    "stop-color",
    "flood-color",
    "lighting-color",
  ]) {
    check(property, style.getPropertyValue(property));
  }
  for (const name of "aliceblue antiquewhite canvas canvastext linktext buttonface field highlight darkslategray darkslategrey lightgoldenrodyellow transparent currentcolor".split(
    " ",
  )) {
    p.style.color = name;
    check(`color ${name}`, style.color);
  }
  performance.mark("a", { startTime: 5, detail: { x: 1 } });
  performance.mark("b", { startTime: 9 });
  const entry = (each) => [each.name, each.entryType, each.startTime, each.duration, each.detail];
  check("measure", entry(performance.measure("m", "a", "b")));
  check(
    "measure from options",
    entry(performance.measure("m", { start: "a", end: "b", detail: [7] })),
  );
  check("measure from numbers", entry(performance.measure("m", { start: 3, end: 8 })));
  check("measure with a duration", entry(performance.measure("m", { start: 3, duration: 8 })));
  check("measure before an end", entry(performance.measure("m", { end: 30, duration: 8 })));
  check(
    "measure of nothing",
    thrown(() => performance.measure("m", "nobody")),
  );
  check(
    "measure of too much",
    thrown(() => performance.measure("m", { start: 1, end: 2, duration: 3 })),
  );
  check(
    "measure of options and an end",
    thrown(() => performance.measure("m", { start: 1 }, "b")),
  );
  check(
    "measure of a duration alone",
    thrown(() => performance.measure("m", { duration: 3 })),
  );
  check(
    "measure of details alone",
    thrown(() => performance.measure("m", { detail: 3 })),
  );
  check(
    "measure without a name",
    thrown(() => performance.measure()),
  );
  check("mark", entry(performance.getEntriesByName("a")[0]));
  check("marks", [
    performance.getEntriesByType("measure").length,
    performance.getEntriesByName("m", "measure").length,
    thrown(() => performance.mark("c", { startTime: -1 })),
  ]);
  performance.clearMarks("a");
  check(
    "cleared",
    performance.getEntriesByType("mark").map((each) => each.name),
  );
  const event = new Event("x");
  check("time stamp", [
    typeof event.timeStamp,
    event.timeStamp <= performance.now() + 1,
    performance.now() - event.timeStamp < 1000,
    event.timeStamp === event.timeStamp,
    document.createEvent("Event").timeStamp >= 0,
  ]);
  const message = new MessageEvent("m");
  check("message", [
    message.data,
    message.origin,
    message.lastEventId,
    message.source,
    message.ports,
    Array.isArray(message.ports),
    Object.isFrozen(message.ports),
    message.ports === message.ports,
  ]);
  check("message with", [
    new MessageEvent("m", { data: 1, origin: "o", lastEventId: "7", ports: [] }).ports.length,
    thrown(() => new MessageEvent("m", { ports: 1 })),
  ]);
  const error = new ErrorEvent("e");
  check("error", [
    error.error === undefined,
    error.error,
    error.message,
    error.filename,
    error.lineno,
    error.colno,
  ]);
  check("error with", [
    new ErrorEvent("e", { error: null }).error,
    new ErrorEvent("e", { error: 7, message: "m", lineno: 3, colno: 4, filename: "f" }).error,
    new ErrorEvent("e", { error: undefined }).error === undefined,
  ]);
  const full = "x".repeat(5 * 1024 * 1024 - 10);
  localStorage.clear();
  localStorage.a = full.slice(0, full.length / 2);
  localStorage.b = full.slice(0, full.length / 2 - 10);
  check("storage is full", [
    thrown(() => localStorage.setItem("c", full.slice(0, 100))),
    localStorage.length,
    thrown(() => (localStorage.setItem("c", "1"), localStorage.c)),
    thrown(() => localStorage.setItem("d", full.slice(0, 100))),
  ]);
  localStorage.removeItem("a");
  check("storage has room again", [
    thrown(() => (localStorage.setItem("d", full.slice(0, 100)), localStorage.d.length)),
  ]);
  check(
    "storage of one",
    thrown(() => sessionStorage.setItem("c", `${full}${full}`)),
  );
  check(
    "storage by name",
    thrown(() => {
      sessionStorage.x = `${full}${full}`;
    }),
  );
  localStorage.clear();
  document.body.innerHTML =
    "<button popovertarget=q id=b>b</button><div id=q popover></div><div id=r popover></div><input type=button popovertarget=r id=i><input id=t popovertarget=q>";
  const at = (id) => document.getElementById(id);
  check("popover target", [
    at("b").popoverTargetElement === at("q"),
    at("i").popoverTargetElement === at("r"),
    at("t").popoverTargetElement === at("q"),
    at("b").popoverTargetAction,
  ]);
  at("b").popoverTargetElement = at("r");
  check("popover target set", [at("b").popoverTargetElement === at("r"), at("b").outerHTML]);
  at("b").click();
  check("popover shown", [at("r").matches(":popover-open"), at("q").matches(":popover-open")]);
  at("b").popoverTargetElement = null;
  check("popover target none", [at("b").popoverTargetElement, at("b").outerHTML]);
  check(
    "popover target wrong",
    thrown(() => {
      at("b").popoverTargetElement = 1;
    }),
  );
  at("b").setAttribute("popovertarget", "q");
  check("popover target again", at("b").popoverTargetElement === at("q"));
  const loose = document.createElement("div");
  at("b").popoverTargetElement = loose;
  check("popover target that is nowhere", [at("b").popoverTargetElement, at("b").outerHTML]);
  for (const name of [
    "constructor",
    "toString",
    "__proto__",
    "hasOwnProperty",
    "event",
    "UIEvents",
    "customevent",
    "Nothing",
    "HTMLEvents",
    "DragEvent",
    "mouseevents",
    "PointerEvent",
    "svgevents",
    "FocusEvent",
    "StorageEvent",
    "HashChangeEvent",
    "MessageEvent",
    "CompositionEvent",
    "BeforeUnloadEvent",
    "KeyboardEvent",
    "keyevents",
    "WheelEvent",
    "ErrorEvent",
  ]) {
    check(
      `createEvent ${name}`,
      thrown(() => document.createEvent(name).constructor.name),
    );
  }
  for (const time of [-1, NaN, Infinity, "x", undefined, 2 ** 53, -0.5, 1.5, 2 ** 53 - 1]) {
    check(
      `timeout ${time}`,
      thrown(() => AbortSignal.timeout(time).aborted),
    );
  }
  check(
    "timeout without",
    thrown(() => AbortSignal.timeout()),
  );
};
