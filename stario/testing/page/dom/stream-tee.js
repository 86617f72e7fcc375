// One stream as two (Streams standard, "tee a readable stream").

import { ReadableStream, closeStream, enqueueChunk, failStream } from "./body-stream.js";

// Two streams that both have each chunk, whichever is read; the second one has what `copied` makes of it.
export function teeStream(stream, copied) {
  const reader = stream.getReader();
  const branches = [];
  const reasons = [];
  const canceled = Promise.withResolvers();
  let reading = null;
  const readOne = async () => {
    const { done, value } = await reader.read();
    reading = null;
    branches.forEach((branch, which) => {
      if (done) closeStream(branch);
      else if (!(which in reasons)) enqueueChunk(branch, which === 0 ? value : copied(value));
    });
  };
  const source = (which) => ({
    pull: () => (reading ??= readOne()),
    cancel(reason) {
      reasons[which] = reason;
      if (0 in reasons && 1 in reasons) canceled.resolve(reader.cancel(reasons));
      return canceled.promise;
    },
  });
  branches.push(new ReadableStream(source(0)), new ReadableStream(source(1)));
  reader.closed.catch((reason) => branches.forEach((branch) => failStream(branch, reason)));
  return branches;
}
