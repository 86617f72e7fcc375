// Members of forms that the names of controls hide: in a form with `<input name="action">` that input is `form.action`
// (Web IDL, "LegacyOverrideBuiltIns"). Once a control with such a name is there, a property in front of the member
// looks for it, until the page is gone: pages without such names have nothing of it.

import { HTMLElement } from "./html-element.js";
import { HTMLFormElement } from "./form.js";
import { namedInForm } from "./form-names.js";
import { onReset } from "./host.js";
import { isOfForms } from "./names.js";

// By these the DOM itself goes on in whatever element: no control is called so, and one that is hides nothing.
const NEVER_HIDDEN = new Set(
  "addEventListener appendChild baseURI checkVisibility childNodes classList cloneNode closest constructor contains dispatchEvent firstElementChild getAttribute getAttributeNames hasAttribute innerHTML innerText isConnected isContentEditable lastElementChild localName lookupNamespaceURI matches nextElementSibling nodeName nodeType outerHTML ownerDocument parentElement parentNode previousElementSibling querySelector querySelectorAll removeAttribute replaceChild setAttribute shadowRoot textContent".split(
    " ",
  ),
);
// What each of the names has hidden: the prototype's own property, or undefined where that inherits it.
const hidden = new Map();

function isMember(name) {
  if (NEVER_HIDDEN.has(name)) return false;
  return Object.hasOwn(HTMLFormElement.prototype, name) || name in HTMLElement.prototype;
}

// The names among an element's attributes that hide something, or null.
export function hidingNames(localName, attributes) {
  if (attributes === null || !isOfForms(localName)) return null;
  const names = [attributes.get("name"), attributes.get("id")];
  const found = names.filter((name) => name !== undefined && isMember(name));
  return found.length > 0 ? found : null;
}

// An attribute `name` or `id` is now this.
export function noteName(element, name) {
  if (name !== null && isOfForms(element._localName) && isMember(name)) hideMember(name);
}

export function hideMembers(names) {
  for (const name of names) hideMember(name);
}

function hideMember(name) {
  if (hidden.has(name)) return;
  const own = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name);
  hidden.set(name, own);
  showHiding(name, own);
}

function showHiding(name, own) {
  Object.defineProperty(HTMLFormElement.prototype, name, {
    get() {
      return (this._localName !== undefined && namedInForm(this, name)) || memberOf(this, name);
    },
    set(value) {
      setMember(this, name, value);
    },
    configurable: true,
    enumerable: own?.enumerable === true,
  });
}

// What a form has of its own, whatever hides it.
export function memberOf(form, name) {
  const own = hidden.get(name);
  if (own !== undefined)
    return own.get === undefined ? own.value : Reflect.apply(own.get, form, []);
  const type = Object.hasOwn(HTMLFormElement.prototype, name) && !hidden.has(name);
  return Reflect.get(type ? HTMLFormElement.prototype : HTMLElement.prototype, name, form);
}

function setMember(form, name, value) {
  const own = hidden.get(name);
  if (own?.set !== undefined) Reflect.apply(own.set, form, [value]);
  else if (form === HTMLFormElement.prototype) hidden.set(name, { ...(own ?? PLAIN), value });
  else if (own === undefined) Reflect.set(HTMLElement.prototype, name, value, form);
  else if (own.writable) Object.defineProperty(form, name, { ...PLAIN, value });
}

const PLAIN = { writable: true, enumerable: true, configurable: true };

function restoreMembers() {
  for (const [name, own] of hidden) {
    if (own === undefined) delete HTMLFormElement.prototype[name];
    else Object.defineProperty(HTMLFormElement.prototype, name, own);
  }
}

// Whether a property of this object is one that looks for controls.
export function isHiding(object, name) {
  return object === HTMLFormElement.prototype && hidden.has(name);
}

// What it stands in front of.
export function descriptorOfHidden(name) {
  return hidden.get(name);
}

// While `act` looks at the prototypes nothing is hidden.
export function withoutHiding(act) {
  if (hidden.size === 0) return act();
  restoreMembers();
  const result = act();
  for (const [name, own] of hidden) showHiding(name, own);
  return result;
}

onReset(() => {
  if (hidden.size === 0) return;
  restoreMembers();
  hidden.clear();
});
