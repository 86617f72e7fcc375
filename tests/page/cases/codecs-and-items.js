// What encoders, blobs and storages are given.
async (check) => {
  const tried = (act) => {
    try {
      return act();
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  for (const label of [
    " UTF-8\n",
    "\vutf-8",
    "utf-8\u00a0",
    "replacement",
    "iso-2022-kr",
    "latin1",
  ]) {
    const name = tried(() => new TextDecoder(label).encoding);
    check(`the label ${JSON.stringify(label)}`, name.replace(/:.*/s, ""));
  }
  for (const bytes of ["text", null, 1, [65], {}]) {
    check(
      `decode ${JSON.stringify(bytes)}`,
      tried(() => new TextDecoder().decode(bytes)).replace(/:.*/s, ""),
    );
  }
  check(
    "decode a part",
    new TextDecoder().decode(new DataView(new Uint8Array([65, 66]).buffer, 1)),
  );
  for (const target of [
    new Int8Array(2),
    new DataView(new ArrayBuffer(2)),
    [],
    new Uint8Array(2),
  ]) {
    const found = tried(() => new TextEncoder().encodeInto("a", target));
    check(`encode into ${target.constructor.name}`, found.written ?? found.replace(/:.*/s, ""));
  }

  const through = async (transform, chunks) => {
    const source = new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    const found = [];
    for await (const chunk of source.pipeThrough(transform)) found.push([...chunk]);
    return found;
  };
  const halves = [
    ["\ud83d", "\ude00"],
    ["a\ud83d", "\ude00b", "c"],
    ["\ud83d", "x"],
    ["x\ud83d"],
    ["\ud83d", "\ud83d\ude00"],
    ["", "a", 1, null],
  ];
  for (const chunks of halves) {
    check(`the chunks ${JSON.stringify(chunks)}`, await through(new TextEncoderStream(), chunks));
  }
  const decoder = new TextDecoderStream("utf-8", { fatal: 1, ignoreBOM: true });
  check("of a decoder", [decoder.encoding, decoder.fatal, decoder.ignoreBOM]);
  const chunksOfBytes = [new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac, 65])];
  check("a character in two chunks", await through(new TextDecoderStream(), chunksOfBytes));

  for (const options of [
    { endings: "native" },
    { endings: "NATIVE" },
    { endings: null },
    1,
    "a",
    null,
  ]) {
    check(`a blob with ${JSON.stringify(options)}`, [
      tried(() => new Blob(["a\r\n"], options).size),
      tried(() => new File(["a\r\n"], "name", options).size),
    ]);
  }

  for (const [method, ...given] of [
    ["key"],
    ["getItem"],
    ["setItem"],
    ["setItem", "a"],
    ["removeItem"],
  ]) {
    check(
      `${method} of ${given.length}`,
      tried(() => localStorage[method](...given)),
    );
  }
  Object.defineProperty(sessionStorage, "defined", { value: 1 });
  const accessor = { get: () => 1, configurable: true };
  check("an item that is defined", [
    sessionStorage.getItem("defined"),
    Object.keys(sessionStorage),
    Object.getOwnPropertyDescriptor(sessionStorage, "defined"),
    tried(
      () => Object.defineProperty(sessionStorage, "got", accessor) === sessionStorage,
    ).replace?.(/:.*/s, "") ?? "an accessor",
  ]);
  sessionStorage.clear();
};
