// All of forms, controls and what the user works with, in the page's global scope.

import { Blob, File } from "./blob.js";
import { HTMLButtonElement } from "./button.js";
import { makeClickable } from "./click.js";
import { HTMLDetailsElement } from "./details.js";
import { HTMLDialogElement } from "./dialog.js";
import { Document } from "./document.js";
import { expose } from "./expose.js";
import {
  HTMLDataListElement,
  HTMLFieldSetElement,
  HTMLLegendElement,
  HTMLMeterElement,
  HTMLOutputElement,
  HTMLProgressElement,
} from "./fieldset.js";
import { FileReader } from "./file-reader.js";
import { DataTransfer, DataTransferItem, DataTransferItemList, FileList } from "./files.js";
import { activeElementIn, makeFocusable } from "./focus.js";
import { HTMLFormControlsCollection, RadioNodeList } from "./form-controls-collection.js";
import { FormData } from "./form-data.js";
import { HTMLFormElement } from "./form.js";
import { HTMLElement } from "./html-element.js";
import { HTMLInputElement } from "./input.js";
import { HTMLLabelElement } from "./label.js";
import { HTMLAnchorElement, HTMLAreaElement } from "./links.js";
import { HTMLOptGroupElement, HTMLOptionElement, Option } from "./option.js";
import { HTMLOptionsCollection } from "./options-collection.js";
import { mixin } from "./parent-node.js";
import { makePopover } from "./popover.js";
import { HTMLSelectElement } from "./select.js";
import { HTMLTextAreaElement } from "./textarea.js";
import { ShadowRoot } from "./shadow.js";
import { ValidityState } from "./validity.js";
import { MathMLElement, SVGElement } from "./foreign-elements.js";
import "./media-elements.js";
import "./svg-link.js";
import "./tables.js";

const focusedMembers = {
  get activeElement() {
    return activeElementIn(this);
  },
};
mixin(Document, focusedMembers);
mixin(ShadowRoot, focusedMembers);
mixin(Document, {
  hasFocus() {
    return this === globalThis.document;
  },
});
makeClickable(HTMLElement);
makeFocusable(HTMLElement);
makeFocusable(SVGElement);
makeFocusable(MathMLElement);
makePopover(HTMLElement);

expose(
  Blob,
  DataTransfer,
  DataTransferItem,
  DataTransferItemList,
  File,
  FileList,
  FileReader,
  FormData,
  HTMLAnchorElement,
  HTMLAreaElement,
  HTMLButtonElement,
  HTMLDataListElement,
  HTMLDetailsElement,
  HTMLDialogElement,
  HTMLFieldSetElement,
  HTMLFormControlsCollection,
  HTMLFormElement,
  HTMLInputElement,
  HTMLLabelElement,
  HTMLLegendElement,
  HTMLMeterElement,
  HTMLOptGroupElement,
  HTMLOptionElement,
  HTMLOptionsCollection,
  HTMLOutputElement,
  HTMLProgressElement,
  HTMLSelectElement,
  HTMLTextAreaElement,
  Option,
  RadioNodeList,
  ValidityState,
);
