// matchMedia (CSSOM View 4.2): a screen of Playwright's default size, with a mouse, light, and no wish for
// less motion. What else is asked for does not match.

import { EventTarget } from "./event-target.js";

const VIEW_WIDTH = 1280;
const VIEW_HEIGHT = 720;
const MEDIA_FEATURES = {
  "any-hover": "hover",
  "any-pointer": "fine",
  color: "8",
  "display-mode": "browser",
  "forced-colors": "none",
  hover: "hover",
  orientation: "landscape",
  pointer: "fine",
  "prefers-color-scheme": "light",
  "prefers-contrast": "no-preference",
  "prefers-reduced-motion": "no-preference",
  scripting: "enabled",
  update: "fast",
};
const MEDIA_SIZES = {
  width: VIEW_WIDTH,
  height: VIEW_HEIGHT,
  "device-width": VIEW_WIDTH,
  "device-height": VIEW_HEIGHT,
};
const MEDIA_UNITS = { px: 1, em: 16, rem: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, pt: 96 / 72 };

function pixelsOf(text) {
  const found = /^([+-]?[\d.]+)([a-z]*)$/.exec(text);
  if (found === null) return NaN;
  return found[2] === "" ? Number(found[1]) : Number(found[1]) * (MEDIA_UNITS[found[2]] ?? NaN);
}

function compareSizes(left, operator, right) {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  if (operator === ">=") return left >= right;
  return left === right;
}

function featureMatches(text) {
  const colon = /^(?:(min|max)-)?([a-z-]+)\s*:\s*(.+)$/.exec(text);
  if (colon !== null) {
    const [, bound, name, value] = colon;
    if (name in MEDIA_SIZES) {
      return compareSizes(
        MEDIA_SIZES[name],
        bound === "min" ? ">=" : bound === "max" ? "<=" : "=",
        pixelsOf(value),
      );
    }
    if (name === "aspect-ratio") {
      const [across, down] = value.split("/").map(Number);
      const wanted = across / (down || 1);
      return compareSizes(
        VIEW_WIDTH / VIEW_HEIGHT,
        bound === "min" ? ">=" : bound === "max" ? "<=" : "=",
        wanted,
      );
    }
    return bound === undefined && MEDIA_FEATURES[name] === value;
  }
  const range = /^(?:([^<>=]+?)\s*([<>]=?)\s*)?(width|height)\s*(?:([<>]=?|=)\s*([^<>=]+))?$/.exec(
    text,
  );
  if (range !== null && (range[2] || range[4])) {
    const size = MEDIA_SIZES[range[3]];
    const low = range[2] === undefined || compareSizes(pixelsOf(range[1]), range[2], size);
    return low && (range[4] === undefined || compareSizes(size, range[4], pixelsOf(range[5])));
  }
  return text in MEDIA_SIZES || (text in MEDIA_FEATURES && MEDIA_FEATURES[text] !== "none");
}

function conditionMatches(text) {
  const trimmed = text.trim();
  if (trimmed.startsWith("not ")) return !conditionMatches(trimmed.slice(4));
  if (trimmed.startsWith("only ")) return conditionMatches(trimmed.slice(5));
  if (trimmed.includes(" and ")) return trimmed.split(" and ").every(conditionMatches);
  if (trimmed.includes(" or ")) return trimmed.split(" or ").some(conditionMatches);
  const feature = /^\(\s*(.*?)\s*\)$/.exec(trimmed);
  if (feature !== null) {
    return feature[1].startsWith("(") || feature[1].startsWith("not ")
      ? conditionMatches(feature[1])
      : featureMatches(feature[1]);
  }
  return trimmed === "all" || trimmed === "screen";
}

// Whether a media query list matches; an empty one does.
export function mediaMatches(query) {
  const text = query.trim().toLowerCase();
  return text === "" || text.split(",").some(conditionMatches);
}

export class MediaQueryList extends EventTarget {
  constructor(query) {
    super();
    this._media = query;
    this.onchange = null;
  }

  get media() {
    return this._media;
  }

  get matches() {
    return mediaMatches(this._media);
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
  innerWidth: VIEW_WIDTH,
  innerHeight: VIEW_HEIGHT,
  outerWidth: VIEW_WIDTH,
  outerHeight: VIEW_HEIGHT,
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
    width: VIEW_WIDTH,
    height: VIEW_HEIGHT,
    availWidth: VIEW_WIDTH,
    availHeight: VIEW_HEIGHT,
    colorDepth: 24,
    pixelDepth: 24,
    orientation: { type: "landscape-primary", angle: 0 },
  },
};
