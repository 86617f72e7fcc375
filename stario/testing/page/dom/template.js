// <template> (HTML standard 4.12.3): its content is in a document of its own, where nothing runs.

import { adoptTree } from "./adopt.js";
import { cloneNode } from "./clone-node.js";
import { DocumentFragment } from "./document-fragment.js";
import { HTMLElement } from "./html-element.js";
import { reflect } from "./reflect.js";
import { appendNew } from "./tree.js";
import { defineHTML } from "./registry.js";

export class HTMLTemplateElement extends HTMLElement {
  _made() {
    this._content = new DocumentFragment(this._document._templateDocument());
    this._content._host = this;
  }

  get content() {
    return this._content;
  }

  _adopted() {
    adoptTree(this._content, this._document._templateDocument());
  }

  _cloned(copy, deep) {
    if (!deep) return;
    const document = copy._content._document;
    for (let child = this._content._first; child !== null; child = child._next) {
      appendNew(copy._content, cloneNode(child, true, document));
    }
  }
}
reflect(HTMLTemplateElement, {
  shadowRootMode: ["enumerated", ["open", "closed"], "", ""],
  shadowRootDelegatesFocus: "boolean",
  shadowRootClonable: "boolean",
  shadowRootSerializable: "boolean",
});
defineHTML(["template"], HTMLTemplateElement);
