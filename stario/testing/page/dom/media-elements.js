// Images, sound, video, frames and canvases (HTML standard 4.8): their attributes. Nothing is loaded or shown, and
// what only that could tell says that it is not simulated.

import { setAttributeOf } from "./attributes.js";
import { makeNamed } from "./document-names.js";
import { expose } from "./expose.js";
import { HTMLElement } from "./html-element.js";
import { makeFormControl } from "./form-control.js";
import { notSimulated } from "./not-simulated.js";
import { mixin } from "./parent-node.js";
import { REFERRER_POLICY, reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { makeValidated } from "./validity.js";

const CROSS_ORIGIN = ["enumerated", ["anonymous", "use-credentials"], null, "anonymous"];
const LOADING_WAYS = ["enumerated", ["lazy", "eager"], "eager", "eager"];

// What throws "not simulated", of elements of a class: methods, and properties that only loading could tell.
function defineUnsimulated(type, methods, properties = []) {
  for (const name of methods) {
    Object.defineProperty(type.prototype, name, {
      configurable: true,
      value() {
        return notSimulated(`${type.name}.${name}()`);
      },
    });
  }
  for (const name of properties) {
    Object.defineProperty(type.prototype, name, {
      configurable: true,
      get() {
        return notSimulated(`${type.name}.${name}`);
      },
    });
  }
}

export class HTMLImageElement extends HTMLElement {
  get currentSrc() {
    return this.src;
  }

  // Nothing is loaded, and nothing is waited for.
  get complete() {
    return true;
  }

  decode() {
    return Promise.resolve();
  }
}
makeNamed(HTMLImageElement);
reflect(HTMLImageElement, {
  align: "string",
  alt: "string",
  border: "string",
  crossOrigin: CROSS_ORIGIN,
  decoding: ["enumerated", ["sync", "async", "auto"], "auto", "auto"],
  fetchPriority: ["enumerated", ["high", "low", "auto"], "auto", "auto"],
  height: "unsigned",
  hspace: "unsigned",
  isMap: "boolean",
  loading: LOADING_WAYS,
  longDesc: "url",
  lowsrc: "url",
  name: "string",
  referrerPolicy: REFERRER_POLICY,
  sizes: "string",
  src: "url",
  srcset: "string",
  useMap: "string",
  vspace: "unsigned",
  width: "unsigned",
});
defineUnsimulated(HTMLImageElement, [], ["naturalWidth", "naturalHeight", "x", "y"]);
defineHTML(["img"], HTMLImageElement);

// `new Image(width, height)`.
export function Image(width, height) {
  const image = new HTMLImageElement(globalThis.document, "img");
  if (width !== undefined) setAttributeOf(image, "width", String(Number(width) >>> 0));
  if (height !== undefined) setAttributeOf(image, "height", String(Number(height) >>> 0));
  return image;
}
Image.prototype = HTMLImageElement.prototype;

export class HTMLMediaElement extends HTMLElement {
  _made() {
    this._muted = null;
    this._volume = 1;
  }

  get currentSrc() {
    return "";
  }

  get paused() {
    return true;
  }

  get ended() {
    return false;
  }

  get readyState() {
    return 0;
  }

  get networkState() {
    return 0;
  }

  get error() {
    return null;
  }

  get muted() {
    return this._muted ?? this._attributes.has("muted");
  }

  set muted(value) {
    this._muted = Boolean(value);
  }

  get volume() {
    return this._volume;
  }

  set volume(value) {
    this._volume = Number(value);
  }

  canPlayType() {
    return "";
  }

  pause() {}

  load() {}
}
reflect(HTMLMediaElement, {
  autoplay: "boolean",
  controls: "boolean",
  crossOrigin: CROSS_ORIGIN,
  defaultMuted: "boolean:muted",
  loop: "boolean",
  preload: ["enumerated", ["none", "metadata", "auto"], "metadata", "metadata"],
  src: "url",
});
defineUnsimulated(
  HTMLMediaElement,
  ["play", "captureStream"],
  ["duration", "buffered", "seekable"],
);

export class HTMLAudioElement extends HTMLMediaElement {}
defineHTML(["audio"], HTMLAudioElement);

// `new Audio(src)`.
export function Audio(src) {
  const audio = new HTMLAudioElement(globalThis.document, "audio");
  setAttributeOf(audio, "preload", "auto");
  if (src !== undefined) setAttributeOf(audio, "src", String(src));
  return audio;
}
Audio.prototype = HTMLAudioElement.prototype;

export class HTMLVideoElement extends HTMLMediaElement {}
reflect(HTMLVideoElement, {
  height: "unsigned",
  playsInline: "boolean",
  poster: "url",
  width: "unsigned",
});
defineUnsimulated(HTMLVideoElement, ["requestPictureInPicture"], ["videoWidth", "videoHeight"]);
defineHTML(["video"], HTMLVideoElement);

export class HTMLSourceElement extends HTMLElement {}
reflect(HTMLSourceElement, {
  height: "unsigned",
  media: "string",
  sizes: "string",
  src: "url",
  srcset: "string",
  type: "string",
  width: "unsigned",
});
defineHTML(["source"], HTMLSourceElement);

export class HTMLTrackElement extends HTMLElement {}
reflect(HTMLTrackElement, {
  default: "boolean",
  kind: [
    "enumerated",
    ["subtitles", "captions", "descriptions", "chapters", "metadata"],
    "subtitles",
    "metadata",
  ],
  label: "string",
  src: "url",
  srclang: "string",
});
defineUnsimulated(HTMLTrackElement, [], ["track"]);
defineHTML(["track"], HTMLTrackElement);

export class HTMLPictureElement extends HTMLElement {}
defineHTML(["picture"], HTMLPictureElement);

export class HTMLCanvasElement extends HTMLElement {}
reflect(HTMLCanvasElement, { height: ["unsigned", 150], width: ["unsigned", 300] });
defineUnsimulated(HTMLCanvasElement, [
  "getContext",
  "toDataURL",
  "toBlob",
  "captureStream",
  "transferControlToOffscreen",
]);
defineHTML(["canvas"], HTMLCanvasElement);

export class HTMLIFrameElement extends HTMLElement {}
reflect(HTMLIFrameElement, {
  align: "string",
  allow: "string",
  allowFullscreen: "boolean",
  frameBorder: "string",
  height: "string",
  loading: LOADING_WAYS,
  name: "string",
  referrerPolicy: REFERRER_POLICY,
  sandbox: "tokens",
  scrolling: "string",
  src: "url",
  srcdoc: "string",
  width: "string",
});
defineUnsimulated(HTMLIFrameElement, ["getSVGDocument"], ["contentDocument", "contentWindow"]);
defineHTML(["iframe"], HTMLIFrameElement);

export class HTMLFrameElement extends HTMLElement {}
reflect(HTMLFrameElement, { name: "string", noResize: "boolean", scrolling: "string", src: "url" });
defineUnsimulated(HTMLFrameElement, [], ["contentDocument", "contentWindow"]);
defineHTML(["frame"], HTMLFrameElement);

export class HTMLEmbedElement extends HTMLElement {}
makeNamed(HTMLEmbedElement);
reflect(HTMLEmbedElement, {
  height: "string",
  name: "string",
  src: "url",
  type: "string",
  width: "string",
});
defineHTML(["embed"], HTMLEmbedElement);

export class HTMLObjectElement extends HTMLElement {
  _made() {
    this._customError = "";
    this._validity = null;
  }
}
makeFormControl(HTMLObjectElement, { canBeDisabled: false });
makeNamed(HTMLObjectElement);
makeValidated(HTMLObjectElement);
mixin(HTMLObjectElement, {
  get contentDocument() {
    return null;
  },
});
reflect(HTMLObjectElement, {
  data: "url",
  height: "string",
  name: "string",
  type: "string",
  useMap: "string",
  width: "string",
});
defineHTML(["object"], HTMLObjectElement);

expose(
  HTMLAudioElement,
  HTMLCanvasElement,
  HTMLEmbedElement,
  HTMLFrameElement,
  HTMLIFrameElement,
  HTMLImageElement,
  HTMLMediaElement,
  HTMLObjectElement,
  HTMLPictureElement,
  HTMLSourceElement,
  HTMLTrackElement,
  HTMLVideoElement,
  Image,
  Audio,
);
