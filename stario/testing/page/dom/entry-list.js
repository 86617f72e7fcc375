// What a form sends: "construct the entry list" (HTML standard 4.10.22.4).

import { File } from "./blob.js";
import { FormDataEvent, fire } from "./events.js";
import { formDataOver } from "./form-data.js";
import { isDisabled, isInDatalist, listedElements } from "./form-owner.js";
import { checkInstance } from "./own-fields.js";
import { optionsOf, isOptionDisabled } from "./select-state.js";

function isButton(element) {
  return element._localName === "button" || element._type?.button === true;
}

function isSkipped(element, submitter) {
  if (isInDatalist(element) || isDisabled(element)) return true;
  if (isButton(element) && element !== submitter) return true;
  const type = element._type;
  return type?.checks === true && !element._checked;
}

function addImage(entries, input, name) {
  const { x, y } = input._clickedAt ?? { x: 0, y: 0 };
  const prefix = name === "" ? "" : `${name}.`;
  entries.push([`${prefix}x`, String(x)], [`${prefix}y`, String(y)]);
}

function addFiles(entries, input, name) {
  if (input.files.length === 0) {
    entries.push([name, new File([], "", { type: "application/octet-stream" })]);
  }
  for (const file of input.files) entries.push([name, file]);
}

function directionOf(element) {
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    const dir = at._attributes.get("dir")?.toLowerCase();
    if (dir === "rtl" || dir === "ltr") return dir;
  }
  return "ltr";
}

function addControl(entries, element, submitter) {
  const type = element._type?.name ?? null;
  const name = element._attributes.get("name") ?? "";
  if (type === "image") return addImage(entries, element, name);
  if (name === "") return undefined;
  switch (element._localName) {
    case "select":
      for (const option of optionsOf(element)) {
        if (option._selected && !isOptionDisabled(option)) entries.push([name, option.value]);
      }
      return undefined;
    case "input":
      if (type === "file") return addFiles(entries, element, name);
      if (type === "hidden" && name.toLowerCase() === "_charset_") entries.push([name, "UTF-8"]);
      else entries.push([name, element.value]);
      break;
    case "button":
      if (element === submitter) entries.push([name, element.value]);
      return undefined;
    case "textarea":
      entries.push([name, element.value]);
      break;
    default:
      return undefined;
  }
  const dirName = element._attributes.get("dirname");
  if (dirName && (element._localName === "textarea" || element._type.length === true)) {
    entries.push([dirName, directionOf(element)]);
  }
  return undefined;
}

// Pairs of a name and a text or file, after the `formdata` event; null if this is going on already.
export function entriesOfForm(form, submitter) {
  checkInstance(form);
  if (form._constructing) return null;
  form._constructing = true;
  let entries = [];
  for (const element of listedElements(form)) {
    if (!isSkipped(element, submitter)) addControl(entries, element, submitter);
  }
  entries = entries.map(([name, value]) => [
    name.toWellFormed(),
    typeof value === "string" ? value.toWellFormed() : value,
  ]);
  const formData = formDataOver(entries);
  fire(form, "formdata", { bubbles: true, formData }, FormDataEvent);
  form._constructing = false;
  return formData._entries;
}
