// <fieldset>, <legend>, <output>, <datalist>, <progress> and <meter> (HTML standard 4.10.8 to 4.10.16).

import { setAttributeOf } from "./attributes.js";
import { collectionOf } from "./collections.js";
import { makeFormControl, makeLabelable } from "./form-control.js";
import { controlsWithin } from "./form-controls-collection.js";
import { formOwner } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { following, setTextOf, textOf } from "./node.js";
import { parseFloating, reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { DOMTokenList } from "./token-list.js";
import { makeValidated } from "./validity.js";

function descendantsOf(element, accepts) {
  const found = [];
  for (let node = following(element, element); node !== null; node = following(node, element)) {
    if (node._kind === 1 && accepts(node)) found.push(node);
  }
  return found;
}

export class HTMLFieldSetElement extends HTMLElement {
  _made() {
    this._customError = "";
    this._validity = null;
    this._controls = null;
  }

  get type() {
    return "fieldset";
  }

  get elements() {
    const find = (fieldset) => descendantsOf(fieldset, (node) => node._isListed === true);
    this._controls ??= controlsWithin(this, find);
    return this._controls;
  }
}
makeFormControl(HTMLFieldSetElement);
makeValidated(HTMLFieldSetElement);
reflect(HTMLFieldSetElement, { disabled: "boolean", name: "string" });
defineHTML(["fieldset"], HTMLFieldSetElement);

export class HTMLLegendElement extends HTMLElement {
  get form() {
    return this._parent instanceof HTMLFieldSetElement ? formOwner(this._parent) : null;
  }
}
reflect(HTMLLegendElement, { align: "string" });
defineHTML(["legend"], HTMLLegendElement);

export class HTMLOutputElement extends HTMLElement {
  _made() {
    this._customError = "";
    this._labels = null;
    this._validity = null;
    // What a reset goes back to, once a value has been set; until then its text is the default.
    this._default = null;
    this._htmlFor = null;
  }

  get type() {
    return "output";
  }

  get value() {
    return textOf(this);
  }

  set value(value) {
    this._default ??= textOf(this);
    setTextOf(this, String(value));
  }

  get defaultValue() {
    return this._default ?? textOf(this);
  }

  set defaultValue(value) {
    if (this._default === null) setTextOf(this, String(value));
    else this._default = String(value);
  }

  get htmlFor() {
    this._htmlFor ??= new DOMTokenList(this, "for");
    return this._htmlFor;
  }

  set htmlFor(value) {
    setAttributeOf(this, "for", String(value));
  }

  _reset() {
    const text = this.defaultValue;
    this._default = null;
    setTextOf(this, text);
  }
}
makeFormControl(HTMLOutputElement, { canBeDisabled: false });
makeLabelable(HTMLOutputElement);
makeValidated(HTMLOutputElement);
reflect(HTMLOutputElement, { name: "string" });
defineHTML(["output"], HTMLOutputElement);

export class HTMLDataListElement extends HTMLElement {
  _made() {
    this._options = null;
  }

  get options() {
    const isOption = (node) => node._localName === "option" && node._isHTML;
    this._options ??= collectionOf(() => descendantsOf(this, isOption));
    return this._options;
  }
}
defineHTML(["datalist"], HTMLDataListElement);

function setFinite(element, name, property, value) {
  const number = Number(value);
  if (!Number.isFinite(number)) {
    throw new TypeError(
      `Failed to set the '${property}' property on '${element.constructor.name}': The provided double value is non-finite.`,
    );
  }
  setAttributeOf(element, name, String(number));
}

function numberIn(element, name, fallback) {
  return parseFloating(element._attributes.get(name) ?? "") ?? fallback;
}

export class HTMLProgressElement extends HTMLElement {
  _made() {
    this._labels = null;
  }

  get max() {
    const max = numberIn(this, "max", 1);
    return max > 0 ? max : 1;
  }

  set max(value) {
    if (Number(value) > 0 || !Number.isFinite(Number(value))) setFinite(this, "max", "max", value);
  }

  get value() {
    return Math.max(0, Math.min(numberIn(this, "value", 0), this.max));
  }

  set value(value) {
    setFinite(this, "value", "value", value);
  }

  get position() {
    return this._attributes.has("value") ? this.value / this.max : -1;
  }
}
makeLabelable(HTMLProgressElement);
defineHTML(["progress"], HTMLProgressElement);

// Each is kept between those before it.
const METER = {
  min: (meter) => numberIn(meter, "min", 0),
  max: (meter) => Math.max(meter.min, numberIn(meter, "max", Math.max(1, meter.min))),
  value: (meter) => within(meter, numberIn(meter, "value", 0), meter.min),
  low: (meter) => within(meter, numberIn(meter, "low", meter.min), meter.min),
  high: (meter) => within(meter, numberIn(meter, "high", meter.max), meter.low),
  optimum: (meter) =>
    within(meter, numberIn(meter, "optimum", (meter.min + meter.max) / 2), meter.min),
};

function within(meter, number, least) {
  return Math.min(Math.max(number, least), meter.max);
}

export class HTMLMeterElement extends HTMLElement {
  _made() {
    this._labels = null;
  }
}
for (const [name, read] of Object.entries(METER)) {
  Object.defineProperty(HTMLMeterElement.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return read(this);
    },
    set(value) {
      setFinite(this, name, name, value);
    },
  });
}
makeLabelable(HTMLMeterElement);
defineHTML(["meter"], HTMLMeterElement);
