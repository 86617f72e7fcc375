// crypto (Web Cryptography 10): random values. What computes with keys is not simulated.

import { throwDOM } from "./exceptions.js";
import { host } from "./host.js";
import { notSimulatedObject } from "./not-simulated.js";

const MOST_BYTES = 65536;

export class Crypto {
  getRandomValues(array) {
    if (!ArrayBuffer.isView(array) || /Float|DataView/.test(array.constructor.name)) {
      throwDOM(
        "TypeMismatchError",
        `Failed to execute 'getRandomValues' on 'Crypto': The provided ArrayBufferView is of type '${array?.constructor.name.replace("Array", "")}', which is not an integer array type.`,
      );
    }
    if (array.byteLength > MOST_BYTES) {
      throwDOM(
        "QuotaExceededError",
        `Failed to execute 'getRandomValues' on 'Crypto': The ArrayBufferView's byte length (${array.byteLength}) exceeds the number of bytes of entropy available via this API (65536).`,
      );
    }
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const random = host("random", bytes.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = random.charCodeAt(at);
    return array;
  }

  randomUUID() {
    const bytes = this.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.toHex();
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join("-");
  }

  get subtle() {
    return subtle;
  }
}

const subtle = notSimulatedObject("crypto.subtle");

export const crypto = new Crypto();
