async (check) => {
  // What a call gives, or what it throws.
  const tried = (make) => {
    try {
      return make();
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const failure = async (promise) => {
    try {
      return await promise;
    } catch (error) {
      return error.name;
    }
  };

  const settings = {
    mode: ["same-origin", "no-cors", "navigate", "none"],
    credentials: ["omit", "none", null],
    cache: ["reload", "only-if-cached", "none"],
    redirect: ["manual", "none"],
    referrerPolicy: ["", "origin", "none"],
    referrer: ["", "/path?a#b", "about:client", "http://other.test/x", "http://:bad"],
    keepalive: [1, 0, "yes"],
  };
  for (const [name, values] of Object.entries(settings)) {
    for (const value of values) {
      check(
        `${name} ${value}`,
        tried(() => new Request("/", { [name]: value })[name]),
      );
    }
  }
  check(
    "a method in mode no-cors",
    tried(() => new Request("/", { mode: "no-cors", method: "PUT" }).mode),
  );
  check(
    "only from a cache",
    tried(() => new Request("/", { mode: "same-origin", cache: "only-if-cached" }).cache),
  );

  const stream = (...chunks) =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  const locked = stream("a");
  locked.getReader();
  const read = stream("a");
  const reader = read.getReader();
  await reader.read();
  reader.releaseLock();
  for (const [name, body] of Object.entries({ locked, read })) {
    check(
      `a response of a stream that is ${name}`,
      tried(() => new Response(body).status),
    );
    const init = { method: "POST", body, duplex: "half" };
    check(
      `a request of a stream that is ${name}`,
      tried(() => new Request("/", init).method),
    );
  }
  check(
    "a stream without duplex",
    tried(() => new Request("/", { method: "POST", body: stream() }).method),
  );
  const first = new Request("/", { method: "POST", body: "x" });
  first.body.getReader();
  check(
    "a request whose body is read",
    tried(() => new Request(first).url),
  );
  for (const chunk of ["text", null, 1, new ArrayBuffer(1), new Int8Array(1)]) {
    check(`a chunk ${chunk}`, await failure(new Response(stream(chunk)).text()));
  }
  check("chunks of bytes", await new Response(stream(new Uint8Array([65, 66]))).text());

  for (const statusText of ["OK", "", "a b", "a\nb", "é", "\u0100"]) {
    check(
      `the status text ${JSON.stringify(statusText)}`,
      tried(() => new Response("", { statusText }).statusText),
    );
  }

  const data = await fetch("data:,a");
  check("a data: URL", [data.headers.get("content-type"), await data.text()]);
  const url = URL.createObjectURL(new Blob(["some text"], { type: "Text/Plain" }));
  const blob = await fetch(url);
  check("a blob's URL", [...blob.headers]);
  for (const method of ["HEAD", "POST"]) {
    check(`${method} of a blob's URL`, await failure(fetch(url, { method })));
  }
  const kept = new Request(url);
  URL.revokeObjectURL(url);
  check("a request of a blob's URL that is gone by now", await (await fetch(kept)).text());
  check("the same without a request before", await failure(fetch(url)));

  const part = (head, body) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  const form = await new Response(
    `${part("name=a", "1")}${part("name=b; filename=c.txt", "2")}${part('filename="d"; name="e f"', "3")}--b--`,
    { headers: { "content-type": 'multipart/form-data; boundary="b"' } },
  ).formData();
  check("names without quotes", [...form.keys(), form.get("a"), form.get("b").name]);

  // What a page puts on all objects is none of a stream's business.
  const everything = Object.prototype;
  Object.defineProperty(everything, "start", {
    configurable: true,
    get() {
      throw new Error("asked for");
    },
  });
  const spoilt = tried(() => [new Response("x").body.locked, new Blob(["x"]).stream().locked]);
  delete everything.start;
  check("objects with a start", spoilt);
};
