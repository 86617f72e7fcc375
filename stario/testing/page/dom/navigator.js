// navigator (HTML standard 8.9), as far as it says something without a device.

import { failed } from "./exceptions.js";
import { fetch } from "./fetch.js";
import { onReset } from "./host.js";
import { notSimulated } from "./not-simulated.js";
import { baseURI } from "./page-url.js";
import { resolveURL } from "./url.js";

let clipboardText = "";

onReset(() => {
  clipboardText = "";
});

const clipboard = {
  async writeText(text) {
    clipboardText = String(text);
  },
  async readText() {
    return clipboardText;
  },
};

export class Navigator {
  get userAgent() {
    return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Stario";
  }

  get language() {
    return "en-US";
  }

  get languages() {
    return ["en-US", "en"];
  }

  get platform() {
    return "Linux x86_64";
  }

  get vendor() {
    return "";
  }

  get onLine() {
    return true;
  }

  get cookieEnabled() {
    return true;
  }

  get webdriver() {
    return true;
  }

  get maxTouchPoints() {
    return 0;
  }

  get hardwareConcurrency() {
    return 2;
  }

  get doNotTrack() {
    return null;
  }

  get clipboard() {
    return clipboard;
  }

  get geolocation() {
    return notSimulated("navigator.geolocation");
  }

  get mediaDevices() {
    return notSimulated("navigator.mediaDevices");
  }

  // No element may have it, or a page that feature-detects it would rely on it: as over plain HTTP.
  get serviceWorker() {
    return undefined;
  }

  sendBeacon(url, data) {
    const address = resolveURL(String(url), baseURI());
    if (address === null || !/^https?:/.test(address)) {
      const scheme = "Beacons are only supported over HTTP(S).";
      const reason = address === null ? "The URL argument is ill-formed or unsupported." : scheme;
      throw new TypeError(failed("sendBeacon", "Navigator", reason));
    }
    const init = { method: "POST", keepalive: true, credentials: "include" };
    fetch(url, data === undefined ? init : { ...init, body: data }).catch(() => {});
    return true;
  }

  javaEnabled() {
    return false;
  }
}

export const navigator = new Navigator();
