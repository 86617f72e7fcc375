// postMessage to the window itself, and message channels (HTML standard 9.3 and 9.4).

import { structuredClone } from "./clone.js";
import { EventTarget } from "./event-target.js";
import { fire, MessageEvent } from "./events.js";
import { makeOwnHandlers } from "./handlers.js";
import { pageOrigin } from "./page-url.js";
import { startTimer } from "./timers.js";

export function postMessage(message) {
  const data = structuredClone(message);
  const origin = pageOrigin();
  startTimer(
    () => fire(globalThis, "message", { data, origin, source: globalThis }, MessageEvent),
    0,
  );
}

export class MessagePort extends EventTarget {
  constructor() {
    super();
    this._other = null;
    this._started = false;
    this._waiting = [];
  }

  postMessage(message) {
    const port = this._other;
    if (port === null) return;
    const data = structuredClone(message);
    if (port._started) startTimer(() => fire(port, "message", { data }, MessageEvent), 0);
    else port._waiting.push(data);
  }

  start() {
    if (this._started) return;
    this._started = true;
    for (const data of this._waiting.splice(0)) {
      startTimer(() => fire(this, "message", { data }, MessageEvent), 0);
    }
  }

  close() {
    if (this._other !== null) this._other._other = null;
    this._other = null;
  }
}

makeOwnHandlers(MessagePort, ["message"], (port) => port.start());

export class MessageChannel {
  constructor() {
    this._ports = [new MessagePort(), new MessagePort()];
    const [one, two] = this._ports;
    one._other = two;
    two._other = one;
  }

  get port1() {
    return this._ports[0];
  }

  get port2() {
    return this._ports[1];
  }
}
