// Runs in each document of a real browser whose time is the test's, once Playwright's clock is installed there:
// the document's time is the loop's, its timers tell when they are due, and what needs no time does not wait.
(() => {
  const { controller, builtins } = globalThis.__pwClock;

  // Every document of this one's tree that can be reached.
  const each = (use, from = globalThis) => {
    const found = [];
    try {
      if (from.__starioTime !== undefined) found.push(use(from.__starioTime));
    } catch {
      return found; // of another origin
    }
    for (let at = 0; at < from.length; at++) found.push(...each(use, from[at]));
    return found;
  };

  // The answer that brought the document says when that was: on the wall, and on the loop, in milliseconds.
  const [entry] = Performance.prototype.getEntriesByType.call(builtins.performance, "navigation");
  const timing = entry?.serverTiming.find(({ name }) => name === "stario");
  const [, wall, elapsed] = (timing?.description ?? "").split(" ").map(Number);
  // The loop's time at the document's tick 0.
  let start = null;
  const begin = (wall, elapsed) => {
    start = elapsed - controller.performanceNow();
    controller.setSystemTime(wall);
  };
  controller.now(); // takes up what Playwright has noted
  if (elapsed !== undefined) begin(wall, elapsed);
  else if (parent !== globalThis) {
    try {
      parent.__starioTime?.share(begin);
    } catch {
      // of another origin: it begins at its first step
    }
  }

  // How deep timers are set in timers (HTML standard 8.6): from the sixth on they take 4 ms.
  let nesting = 0;
  const guarded = (func, level) =>
    function (...args) {
      nesting = level;
      try {
        func.apply(this, args);
      } catch (error) {
        reportError(error); // the page's, and none of the clock's
      } finally {
        nesting = 0;
      }
    };

  let runs = 0;
  const runNow = async () => {
    runs++;
    try {
      await controller.runFor(0);
    } finally {
      runs--;
    }
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = runNow;

  const add = controller.addTimer.bind(controller);
  controller.addTimer = (options) => {
    const level = nesting + 1;
    const func = typeof options.func === "function" ? guarded(options.func, level) : options.func;
    const least = level > 5 ? 4 : options.type === "Interval" ? 1 : 0;
    const delay = Math.max(least, Math.trunc(Number(options.delay) || 0));
    const id = add({ ...options, func, delay });
    const timer = controller._timers.get(id);
    if (timer.delay === 0) {
      timer.callAt = controller.performanceNow();
      port2.postMessage(null);
    }
    return id;
  };

  globalThis.__starioTime = {
    share: (begin) =>
      start !== null && begin(controller.now(), start + controller.performanceNow()),

    isBusy: () => each((time) => time.runs()).some((count) => count > 0),
    runs: () => runs + (controller._firstTimer(controller.performanceNow()) === null ? 0 : 1),

    // When the next timer of the tree is due on the loop; null if there is none.
    due: () => {
      const found = each((time) => time.ownDue()).filter((at) => at !== null);
      return found.length === 0 ? null : Math.min(...found);
    },
    ownDue: () => {
      const timer = controller._firstTimer();
      return timer === null || start === null ? null : start + timer.callAt;
    },

    // Run what is due up to a moment of the loop, which on the wall is `wall`.
    moveTo: (elapsed, wall) => Promise.all(each((time) => time.ownMoveTo(elapsed, wall))),
    ownMoveTo: async (elapsed, wall) => {
      if (start === null) begin(wall, elapsed);
      const ms = elapsed - start - controller.performanceNow();
      if (ms < 0) {
        throw new Error(
          `the page's clock is ${-ms} ms ahead of the test's: stario_clock moves both, page.clock only this one`,
        );
      }
      controller.setSystemTime(wall - ms);
      await controller.runFor(ms);
    },
  };
})();
