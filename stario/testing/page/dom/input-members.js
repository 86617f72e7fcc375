// The other properties of <input>: what reflects attributes, numbers and dates, steps, the suggestions.

import { throwDOM } from "./exceptions.js";
import { dateOfValue, valueOfDate } from "./date-values.js";
import { failed } from "./exceptions.js";
import { rootOf } from "./node.js";
import { numberOf, stepRange, stepped, textOfNumber } from "./input-numbers.js";
import { mixin } from "./parent-node.js";
import { reflect } from "./reflect.js";
import { elementsById } from "./tree-ids.js";
import { setAttributeOf } from "./attributes.js";
import { makeSubmitterMembers } from "./button-members.js";

const inputMembers = {
  get defaultValue() {
    return this._attributes.get("value") ?? "";
  },
  set defaultValue(value) {
    setAttributeOf(this, "value", String(value));
  },
  get valueAsNumber() {
    return this._type.steps ? numberOf(this._type.name, this.value) : NaN;
  },
  set valueAsNumber(value) {
    const number = Number(value);
    if (Math.abs(number) === Infinity) {
      const reason = "The value provided is infinite.";
      throw new TypeError(
        `Failed to set the 'valueAsNumber' property on 'HTMLInputElement': ${reason}`,
      );
    }
    if (!this._type.steps) {
      throwDOM(
        "InvalidStateError",
        "Failed to set the 'valueAsNumber' property on 'HTMLInputElement': This input element does not support Number values.",
      );
    }
    this.value = Number.isNaN(number) ? "" : textOfNumber(this._type.name, number);
  },
  get valueAsDate() {
    return this._type.hasDate ? dateOfValue(this._type.name, this.value) : null;
  },
  set valueAsDate(value) {
    if (!this._type.hasDate) {
      throwDOM(
        "InvalidStateError",
        "Failed to set the 'valueAsDate' property on 'HTMLInputElement': This input element does not support Date values.",
      );
    }
    if (value === null || value === undefined) this.value = "";
    else this.value = valueOfDate(this._type.name, value);
  },
  stepUp(count = 1) {
    step(this, Number(count) | 0, "stepUp");
  },
  stepDown(count = 1) {
    step(this, -(Number(count) | 0), "stepDown");
  },
  get list() {
    const id = this._attributes.get("list");
    if (id === undefined || !this._connected) return null;
    const found = elementsById(rootOf(this)._ids, id)[0];
    return found !== undefined && found._localName === "datalist" && found._isHTML ? found : null;
  },
  get size() {
    const number = parseInt(this._attributes.get("size") ?? "", 10);
    return number > 0 ? number : 20;
  },
  set size(value) {
    const number = Number(value) >>> 0;
    if (number === 0) {
      throwDOM(
        "IndexSizeError",
        "Failed to set the 'size' property on 'HTMLInputElement': The value provided is 0, which is an invalid size.",
      );
    }
    setAttributeOf(this, "size", String(number));
  },
  showPicker() {},
};

function step(input, count, method) {
  if (!input._type.steps) {
    throwDOM(
      "InvalidStateError",
      failed(method, "HTMLInputElement", "This form element is not steppable."),
    );
  }
  const range = stepRange(input);
  if (range.step === null) {
    const reason = "This form element does not have an allowed value step.";
    throwDOM("InvalidStateError", failed(method, "HTMLInputElement", reason));
  }
  const current = numberOf(input._type.name, input.value);
  const next = stepped(Number.isNaN(current) ? null : current, count, range);
  if (next !== null) input.value = textOfNumber(input._type.name, next);
}

// As the user does with the arrow keys. {text, isLimit}: what it becomes, null if it stays; and whether it was out of its limits, and goes to one.
export function stepByUser(input, count) {
  const type = input._type.name;
  const range = stepRange(input);
  const { minimum, maximum } = range;
  const number = numberOf(type, input.value);
  const current = Number.isNaN(number) ? 0 : number;
  if (count > 0 ? current < minimum : current > maximum) {
    return { text: textOfNumber(type, count > 0 ? minimum : maximum), isLimit: true };
  }
  const isAtEnd = count > 0 ? number >= maximum : number <= minimum;
  const usable = range.step === null ? { ...range, step: 1, isAny: true } : range;
  const given = Number.isNaN(number) ? null : number;
  const next = isAtEnd ? null : stepped(given, count, usable);
  return { text: next === null ? null : textOfNumber(type, next), isLimit: false };
}

export function makeInputMembers(type) {
  mixin(type, inputMembers);
  reflect(type, {
    accept: "string",
    align: "string",
    alt: "string",
    autocomplete: "string",
    capture: "string",
    defaultChecked: "boolean:checked",
    dirName: "string",
    disabled: "boolean",
    height: "unsigned",
    max: "string",
    maxLength: ["limited", -1],
    min: "string",
    minLength: ["limited", -1],
    multiple: "boolean",
    name: "string",
    pattern: "string",
    placeholder: "string",
    readOnly: "boolean",
    required: "boolean",
    src: "url",
    step: "string",
    useMap: "string",
    width: "unsigned",
  });
  makeSubmitterMembers(type);
}
