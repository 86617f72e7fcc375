// alert, confirm, prompt (HTML standard 8.8.1): the host answers at once, or dismisses.

import { host } from "./host.js";

export function alert(message = "") {
  host("dialog", "alert", String(message), "");
}

export function confirm(message = "") {
  return host("dialog", "confirm", String(message), "") !== null;
}

export function prompt(message = "", fallback = "") {
  return host("dialog", "prompt", String(message), String(fallback));
}
