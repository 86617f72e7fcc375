// Runs in each document of a real browser before the document's own scripts: tells of the client's signals,
// and of whether the document has come to rest.
(() => {
  let root = null;
  let told = 0;
  // What is told may overtake: the real time at which the document came to be, and a count, order it.
  const signals = () => {
    if (root === null) return null;
    const { performance } = globalThis.__pwClock?.builtins ?? globalThis;
    return [performance.timeOrigin, ++told, JSON.stringify(root)];
  };
  const tell = () => root !== null && globalThis.__stario(JSON.stringify(signals()));

  const find = async () => {
    const script = [...document.scripts].find((each) => /datastar[^/]*\.m?js/.test(each.src));
    if (script === undefined) return;
    root = (await import(script.src)).root ?? null;
    tell();
  };
  document.addEventListener("DOMContentLoaded", find);
  document.addEventListener("datastar-signal-patch", () => queueMicrotask(tell));

  // A view transition changes the page a few frames later.
  let transitions = 0;
  const start = Document.prototype.startViewTransition;
  if (start !== undefined) {
    Document.prototype.startViewTransition = function (...args) {
      const transition = start.apply(this, args);
      const end = () => transitions--;
      transitions++;
      transition.updateCallbackDone.then(end, end);
      return transition;
    };
  }

  // A turn of the page's own, without a timer: those may be the test's.
  const turn = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });

  globalThis.__starioLook = async (turns) => {
    for (let left = turns; left > 0; left--) await turn();
    const time = globalThis.__starioTime;
    return {
      signals: signals(),
      busy: transitions > 0 || !!time?.isBusy(),
      loading: document.readyState !== "complete",
      due: time?.due() ?? null,
    };
  };
})();
