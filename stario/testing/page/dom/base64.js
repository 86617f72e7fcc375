// atob and btoa (HTML standard 8.3): the engine's own, with the exceptions of a browser.

import { throwDOM } from "./exceptions.js";

export function decodeBase64(text) {
  try {
    return atob(String(text));
  } catch {
    return throwDOM(
      "InvalidCharacterError",
      "Failed to execute 'atob' on 'Window': The string to be decoded is not correctly encoded.",
    );
  }
}

export function encodeBase64(text) {
  try {
    return btoa(String(text));
  } catch {
    return throwDOM(
      "InvalidCharacterError",
      "Failed to execute 'btoa' on 'Window': The string to be encoded contains characters outside of the Latin1 range.",
    );
  }
}
