// Enter in a field submits its form (HTML standard 4.10.22.2), by the rules of Chromium.

import { simulatedClick } from "./click.js";
import { isSubmitButton } from "./form-control.js";
import { formOwner, isDisabled, listedElements } from "./form-owner.js";
import { submitForm } from "./submission.js";

function isField(element) {
  return element._localName === "input" && element._type.text === true;
}

export function implicitSubmission(input, cause) {
  const form = formOwner(input);
  if (form === null) return;
  const fromField = isField(input);
  const elements = listedElements(form);
  for (const element of elements) {
    if (!isSubmitButton(element)) continue;
    if (!isDisabled(element)) {
      simulatedClick(element, cause, true);
      return;
    }
    // The default button is disabled: nothing is submitted.
    if (fromField) return;
  }
  if (fromField && elements.filter(isField).length === 1) submitForm(form, null);
}
