// The constraint validation API (HTML standard 4.10.20.3).

import { fire } from "./events.js";
import { focusElement } from "./focus.js";
import { illegalConstructor } from "./exceptions.js";
import { checkInstance } from "./own-fields.js";
import { mixin } from "./parent-node.js";
import { isCandidate, validityFlags } from "./validity-rules.js";
import { validityMessage } from "./validity-messages.js";

const FLAGS = [
  "valueMissing",
  "typeMismatch",
  "patternMismatch",
  "tooLong",
  "tooShort",
  "rangeUnderflow",
  "rangeOverflow",
  "stepMismatch",
  "badInput",
];

export class ValidityState {
  constructor(element) {
    if (element === undefined) illegalConstructor("ValidityState");
    this._element = element;
  }

  get [Symbol.toStringTag]() {
    return "ValidityState";
  }
}

function defineFlag(name, get) {
  Object.defineProperty(ValidityState.prototype, name, {
    configurable: true,
    enumerable: true,
    get,
  });
}

for (const flag of FLAGS) {
  defineFlag(flag, function () {
    return validityFlags(this._element)[flag] === true;
  });
}
defineFlag("customError", function () {
  return this._element._customError !== "";
});
defineFlag("valid", function () {
  if (this._element._customError !== "") return false;
  return !Object.values(validityFlags(this._element)).includes(true);
});

const validationMembers = {
  get willValidate() {
    return isCandidate(this);
  },
  get validity() {
    checkInstance(this);
    this._validity ??= new ValidityState(this);
    return this._validity;
  },
  get validationMessage() {
    if (!isCandidate(this)) return "";
    if (this._customError !== "") return this._customError;
    return validityMessage(this, validityFlags(this));
  },
  checkValidity() {
    return checkElement(this, null);
  },
  reportValidity() {
    const unhandled = [];
    const valid = checkElement(this, unhandled);
    reportTo(unhandled);
    return valid;
  },
  setCustomValidity(message) {
    checkInstance(this);
    this._customError = String(message);
  },
};

// Give a class of controls the validation API. Its elements have `_customError`, at first "".
export function makeValidated(type) {
  mixin(type, validationMembers);
}

export function isValid(element) {
  return !isCandidate(element) || element.validity.valid;
}

// False, after an `invalid` event, if it is not valid. Nobody has canceled it: it goes to `unhandled`.
export function checkElement(element, unhandled) {
  if (isValid(element)) return true;
  if (fire(element, "invalid", { cancelable: true })) unhandled?.push(element);
  return false;
}

// What Chromium does beside showing a bubble: the first control gets the focus.
export function reportTo(unhandled) {
  for (const element of unhandled) if (element._connected && focusElement(element)) return;
}
