// Events: what they carry (DOM standard 2.2, UI Events, HTML standard).

import { expose } from "./expose.js";
import { eventFields, readInit } from "./event-fields.js";
import { needsArguments } from "./exceptions.js";
import { visiblePath } from "./event-path.js";
import { dispatch, isHeard } from "./event-target.js";
import { taskTime } from "./clock.js";
import { putFields } from "./own-fields.js";

export class Event {
  constructor(type, init) {
    if (arguments.length === 0) {
      const reason = "1 argument required, but only 0 present.";
      throw new TypeError(`Failed to construct '${new.target.name}': ${reason}`);
    }
    this._type = String(type);
    this._timeStamp = taskTime();
    if (init !== undefined && init !== null) readInit(this, init, new.target);
  }

  get type() {
    return this._type;
  }

  get target() {
    return this._target;
  }

  get srcElement() {
    return this._target;
  }

  get currentTarget() {
    return this._currentTarget;
  }

  get eventPhase() {
    return this._phase;
  }

  get bubbles() {
    return this._bubbles;
  }

  get cancelable() {
    return this._cancelable;
  }

  get composed() {
    return this._composed;
  }

  get defaultPrevented() {
    return this._canceled;
  }

  get isTrusted() {
    return this._trusted;
  }

  get timeStamp() {
    return this._timeStamp;
  }

  get returnValue() {
    return !this._canceled;
  }

  set returnValue(value) {
    if (!value) this.preventDefault();
  }

  get cancelBubble() {
    return this._stopped;
  }

  set cancelBubble(value) {
    if (value) this._stopped = true;
  }

  composedPath() {
    if (this._path === null) return [];
    return this._entries === null ? [...this._path] : visiblePath(this);
  }

  stopPropagation() {
    this._stopped = true;
  }

  stopImmediatePropagation() {
    this._stopped = true;
    this._stoppedNow = true;
  }

  preventDefault() {
    if (this._cancelable && !this._inPassive) this._canceled = true;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    needsArguments("initEvent", "Event", 1, arguments.length);
    if (this._dispatching) return;
    this._initialized = true;
    this._stopped = false;
    this._stoppedNow = false;
    this._canceled = false;
    this._trusted = false;
    this._target = null;
    this._type = String(type);
    this._bubbles = Boolean(bubbles);
    this._cancelable = Boolean(cancelable);
  }
}

// What events begin with. Fields of their own would make each slower to make: there are many, and most are told to
// nobody.
putFields(Event.prototype, {
  _target: null,
  _currentTarget: null,
  _phase: 0,
  _bubbles: false,
  _cancelable: false,
  _composed: false,
  _canceled: false,
  _stopped: false,
  _stoppedNow: false,
  _inPassive: false,
  _dispatching: false,
  _initialized: true,
  _trusted: false,
  _timeStamp: 0,
  // The targets on the way, the innermost first; with shadow trees also what each of them sees.
  _path: null,
  _entries: null,
  _data: null,
});

Event._fields = [];
for (const [name, phase] of Object.entries({
  NONE: 0,
  CAPTURING_PHASE: 1,
  AT_TARGET: 2,
  BUBBLING_PHASE: 3,
})) {
  Object.defineProperty(Event, name, { value: phase, enumerable: true });
  Object.defineProperty(Event.prototype, name, { value: phase, enumerable: true });
}

export class CustomEvent extends Event {
  initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
    if (this._dispatching) return;
    this.initEvent(type, bubbles, cancelable);
    this._data = { detail };
  }
}
eventFields(CustomEvent, { detail: null });

export class ErrorEvent extends Event {}
eventFields(ErrorEvent, { message: "", filename: "", lineno: 0, colno: 0, error: undefined });

export class PromiseRejectionEvent extends Event {}
eventFields(PromiseRejectionEvent, { promise: null, reason: undefined });

export class MessageEvent extends Event {}
eventFields(MessageEvent, {
  data: null,
  origin: "",
  lastEventId: "",
  source: null,
  ports: Object.freeze([]),
});

export class ProgressEvent extends Event {}
eventFields(ProgressEvent, { lengthComputable: false, loaded: 0, total: 0 });

export class CloseEvent extends Event {}
eventFields(CloseEvent, { wasClean: false, code: 0, reason: "" });

export class PopStateEvent extends Event {}
eventFields(PopStateEvent, { state: null, hasUAVisualTransition: false });

export class HashChangeEvent extends Event {}
eventFields(HashChangeEvent, { oldURL: "", newURL: "" });

export class PageTransitionEvent extends Event {}
eventFields(PageTransitionEvent, { persisted: false });

export class StorageEvent extends Event {}
eventFields(StorageEvent, {
  key: null,
  oldValue: null,
  newValue: null,
  url: "",
  storageArea: null,
});

export class SubmitEvent extends Event {}
eventFields(SubmitEvent, { submitter: null });

export class FormDataEvent extends Event {}
eventFields(FormDataEvent, { formData: null });

export class ToggleEvent extends Event {}
eventFields(ToggleEvent, { oldState: "", newState: "", source: null });

export class CommandEvent extends Event {}
eventFields(CommandEvent, { command: "", source: null });

export class ClipboardEvent extends Event {}
eventFields(ClipboardEvent, { clipboardData: null });

export class MediaQueryListEvent extends Event {}
eventFields(MediaQueryListEvent, { media: "", matches: false });

export class BeforeUnloadEvent extends Event {}
eventFields(BeforeUnloadEvent, {});

// A trusted event, as the browser itself fires it. Returns false if it was canceled.
export function fire(target, type, init, eventClass = Event) {
  return !isHeard(type) || dispatch(target, trustedEvent(type, init, eventClass));
}

// The same, not dispatched yet. The browser's own needs no check and no conversion.
export function trustedEvent(type, init = {}, eventClass = Event) {
  const event = Object.create(eventClass.prototype);
  event._type = type;
  event._trusted = true;
  event._timeStamp = taskTime();
  event._bubbles = init.bubbles === true;
  event._cancelable = init.cancelable === true;
  event._composed = init.composed === true;
  event._data = { ...init };
  return event;
}

expose(
  Event,
  CustomEvent,
  ErrorEvent,
  PromiseRejectionEvent,
  MessageEvent,
  ProgressEvent,
  CloseEvent,
  PopStateEvent,
  HashChangeEvent,
  PageTransitionEvent,
  StorageEvent,
  SubmitEvent,
  FormDataEvent,
  ToggleEvent,
  CommandEvent,
  ClipboardEvent,
  MediaQueryListEvent,
  BeforeUnloadEvent,
);
