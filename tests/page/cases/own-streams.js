// Streams that a script makes itself.
async (check) => {
  const tried = (act) => {
    try {
      return act();
    } catch (error) {
      return error.name;
    }
  };
  const failure = (promise) =>
    promise.then(
      () => "no failure",
      (error) => String(error?.message ?? error),
    );
  const later = async () => {
    for (let turn = 0; turn < 50; turn++) await null;
  };

  // A source that has nothing at once is not asked again and again.
  let asked = 0;
  let controller;
  const slow = new ReadableStream({
    start(given) {
      controller = given;
    },
    pull() {
      asked++;
    },
  });
  const reader = slow.getReader();
  const first = reader.read();
  await later();
  check("asked while one waits", asked);
  controller.enqueue("a");
  check("what came", (await first).value);
  await later();
  check("asked for the next one", [asked, controller.desiredSize]);
  controller.enqueue("b");
  controller.enqueue("c");
  check("room while two wait to be read", controller.desiredSize);
  controller.close();
  check(
    "after the end",
    ["enqueue", "close"].map((name) => tried(() => controller[name]("x"))),
  );
  check("the rest", [await reader.read(), await reader.read(), await reader.read()]);
  check("room at the end", controller.desiredSize);

  const counted = [];
  const sized = new ReadableStream(
    {
      pull(each) {
        counted.push(each.desiredSize);
        each.enqueue("xy");
      },
    },
    { highWaterMark: 5, size: (chunk) => chunk.length },
  );
  await later();
  check("filled as far as there is room", counted);
  await sized.cancel();
  check("a pull that throws", [
    await failure(
      new ReadableStream({
        pull() {
          throw new Error("empty");
        },
      })
        .getReader()
        .read(),
    ),
  ]);
  check("a cancel that throws", [
    await failure(
      new ReadableStream({
        cancel(reason) {
          throw new Error(`not ${reason}`);
        },
      }).cancel("now"),
    ),
  ]);

  const source = (...chunks) =>
    new ReadableStream({
      start(each) {
        for (const chunk of chunks) each.enqueue(chunk);
        each.close();
      },
    });
  const all = async (stream) => {
    const found = [];
    for await (const chunk of stream) found.push(chunk);
    return found;
  };
  const [left, right] = source(1, 2, 3).tee();
  check("both of two", [await all(left), await all(right)]);
  const canceled = [];
  const both = new ReadableStream({ cancel: (reason) => canceled.push(reason) }).tee();
  const ends = both.map((each, at) => each.cancel(at));
  await Promise.all(ends);
  check("canceled when both are", canceled);
  const one = new Response(source(new Uint8Array([65])));
  const other = one.clone();
  (await one.body.getReader().read()).value[0] = 66;
  check("bytes of a clone are its own", await other.text());

  const piped = async (from, options, fails) => {
    const seen = [];
    const to = new WritableStream({
      write(chunk) {
        seen.push(chunk);
        if (fails) throw new Error("full");
      },
      close: () => seen.push("close"),
      abort: (reason) => seen.push(`abort ${reason?.message}`),
    });
    const done = await failure(from.pipeTo(to, options));
    return [seen, done === "no failure" ? "" : done, from.locked, to.locked];
  };
  check("piped", await piped(source(1, 2)));
  check("piped without the end", await piped(source(1), { preventClose: true }));
  const broken = () =>
    new ReadableStream({
      start(each) {
        each.error(new Error("broken"));
      },
    });
  check("from one that fails", await piped(broken()));
  check("from one that fails, kept", await piped(broken(), { preventAbort: true }));
  const reasons = [];
  const endless = () => new ReadableStream({ cancel: (reason) => reasons.push(reason.message) });
  check("to one that fails", await piped(source(1, 2), {}, true));
  const signal = AbortSignal.abort(new Error("enough"));
  check("that is stopped", [await piped(endless(), { signal }), reasons]);
  const going = new AbortController();
  const stopped = piped(endless(), { signal: going.signal });
  await later();
  going.abort(new Error("late"));
  check("that is stopped later", [await stopped, reasons]);

  const failing = new TransformStream({
    transform() {
      throw new Error("no way");
    },
  });
  const writer = failing.writable.getWriter();
  const write = failure(writer.write(1));
  check("a transform that throws", [
    await failure(failing.readable.getReader().read()),
    await write,
  ]);
  const bytes = source(new Uint8Array([0xff]));
  const fatal = bytes.pipeThrough(new TextDecoderStream("utf-8", { fatal: true }));
  check("bytes that are no text", [(await failure(all(fatal))) !== "no failure"]);

  // What a stream writes to, and how it ends.
  const ended = async (sink, act) => {
    const to = new WritableStream(sink);
    const writing = to.getWriter();
    let closed = "open";
    writing.closed.then(
      () => (closed = "closed"),
      (error) => (closed = error.message),
    );
    await later();
    const before = closed;
    const done = await act(writing);
    await later();
    return [before, done, closed];
  };
  check("closed at its end", await ended({}, (each) => failure(each.close())));
  const seen = [];
  const sink = {
    write(chunk, given) {
      seen.push(chunk);
      if (chunk === 2) given.error(new Error("told"));
    },
    abort: (reason) => seen.push(reason.message),
  };
  check(
    "a sink that tells of an error",
    await ended(sink, (each) => Promise.all([1, 2, 3].map((chunk) => failure(each.write(chunk))))),
  );
  check("what it has seen", seen.splice(0));
  check(
    "aborted",
    await ended(sink, async (each) => {
      await each.abort(new Error("away"));
      return [await failure(each.write(4)), (await failure(each.close())) === "no failure"];
    }),
  );
  check("what it has seen of that", seen);
  const start = () => Promise.reject(new Error("not begun"));
  check("that does not begin", await ended({ start }, (each) => failure(each.write(1))));
};
