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
  uievent: UIEvent,
  uievents: UIEvent,
};

export function createEventOf(type) {
  const name = type.toLowerCase();
  if (!Object.hasOwn(LEGACY_TYPES, name)) {
    const reason = `The provided event type ('${type}') is invalid.`;
    throwDOM("NotSupportedError", failed("createEvent", "Document", reason));
  }
  const event = new LEGACY_TYPES[name]("");
  event._initialized = false;
  return event;
}
