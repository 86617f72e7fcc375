// document.createEvent (DOM standard 4.5, its table of names).

import {
  BeforeUnloadEvent,
  CustomEvent,
  Event,
  HashChangeEvent,
  MessageEvent,
  StorageEvent,
} from "./events.js";
import { failed, throwDOM } from "./exceptions.js";
import {
  CompositionEvent,
  DragEvent,
  FocusEvent,
  InputEvent,
  KeyboardEvent,
  MouseEvent,
  TouchEvent,
  UIEvent,
} from "./ui-events.js";

const LEGACY_TYPES = {
  beforeunloadevent: BeforeUnloadEvent,
  compositionevent: CompositionEvent,
  customevent: CustomEvent,
  dragevent: DragEvent,
  event: Event,
  events: Event,
  focusevent: FocusEvent,
  hashchangeevent: HashChangeEvent,
  htmlevents: Event,
  inputevent: InputEvent,
  keyboardevent: KeyboardEvent,
  messageevent: MessageEvent,
  mouseevent: MouseEvent,
  mouseevents: MouseEvent,
  storageevent: StorageEvent,
  svgevents: Event,
  textevent: CompositionEvent,
  touchevent: TouchEvent,
  uievent: UIEvent,
  uievents: UIEvent,
};

export function createEventOf(type) {
  const eventClass = LEGACY_TYPES[type.toLowerCase()];
  if (eventClass === undefined) {
    const reason = `The provided event type ('${type}') is invalid.`;
    throwDOM("NotSupportedError", failed("createEvent", "Document", reason));
  }
  const event = new eventClass("");
  event._initialized = false;
  return event;
}
