// What is found in a form by a name (HTML standard 4.10.3): controls, or else images, or what has had that name.

import { indexOfKey } from "./collections.js";
import { controlsCollectionOf, hasName } from "./form-controls-collection.js";
import { formOwner, imagesOf } from "./form-owner.js";
import { checkInstance } from "./own-fields.js";

// A form's `elements`, also where a control of that name hides them.
export function controlsOf(form) {
  checkInstance(form);
  form._controls ??= controlsCollectionOf(form);
  return form._controls._raw;
}

// A control, a list of several, an image; or undefined.
export function namedInForm(form, name) {
  const found = controlsOf(form)._named(name) ?? imageOf(form, name);
  if (found === null) return pastNamed(form, name);
  if (found._kind === 1) {
    form._pastNames ??= new Map();
    form._pastNames.set(name, found);
  }
  return found;
}

export function foundInForm(form, key) {
  const index = indexOfKey(key);
  return index < 0 ? namedInForm(form, key) : controlsOf(form)._items.at(index);
}

// An element that a script has found by a name keeps it in the form's eyes, as long as it is the form's.
function pastNamed(form, name) {
  const past = form._pastNames?.get(name);
  if (past === undefined) return undefined;
  return formOwner(past) === form ? past : undefined;
}

function imageOf(form, name) {
  return imagesOf(form).find((image) => hasName(image, name)) ?? null;
}
