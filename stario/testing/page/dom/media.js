// matchMedia (CSSOM View 4.2), and what a window tells of its screen.

import { EventTarget } from "./event-target.js";
import { viewSize } from "./media-features.js";
import { mediaQueriesOf } from "./media-queries.js";

export class MediaQueryList extends EventTarget {
  constructor(query) {
    super();
    this._query = mediaQueriesOf(query);
    this.onchange = null;
  }

  get media() {
    return this._query.texts.join(", ");
  }

  get matches() {
    return this._query.matches;
  }

  addListener(callback) {
    this.addEventListener("change", callback);
  }

  removeListener(callback) {
    this.removeEventListener("change", callback);
  }
}

export function matchMedia(query) {
  return new MediaQueryList(String(query));
}

export const viewport = {
  innerWidth: viewSize.width,
  innerHeight: viewSize.height,
  outerWidth: viewSize.width,
  outerHeight: viewSize.height,
  devicePixelRatio: 1,
  scrollX: 0,
  scrollY: 0,
  pageXOffset: 0,
  pageYOffset: 0,
  screenX: 0,
  screenY: 0,
  screenLeft: 0,
  screenTop: 0,
  isSecureContext: true,
  crossOriginIsolated: false,
  screen: {
    width: viewSize.width,
    height: viewSize.height,
    availWidth: viewSize.width,
    availHeight: viewSize.height,
    colorDepth: 24,
    pixelDepth: 24,
    orientation: { type: "landscape-primary", angle: 0 },
  },
};
