// Document fragments and doctypes (DOM standard 4.6 and 4.7).

import { expose } from "./expose.js";
import { Node, setTextOf, textOf, following } from "./node.js";
import { makeChild, makeParent } from "./parent-node.js";

export class DocumentFragment extends Node {
  constructor(document = globalThis.document) {
    super(11, document);
  }

  get nodeName() {
    return "#document-fragment";
  }

  get textContent() {
    return textOf(this);
  }

  set textContent(value) {
    setTextOf(this, value);
  }

  getElementById(id) {
    const wanted = String(id);
    if (wanted === "") return null;
    for (let node = this._first; node !== null; node = following(node, this)) {
      if (node._kind === 1 && node._attributes.get("id") === wanted) return node;
    }
    return null;
  }
}
// A template's content: its template. A shadow root: its host.
DocumentFragment.prototype._host = undefined;
makeParent(DocumentFragment);

export class DocumentType extends Node {
  constructor(name, publicId, systemId, document) {
    super(10, document);
    this.name = name;
    this.publicId = publicId;
    this.systemId = systemId;
  }

  get nodeName() {
    return this.name;
  }

  _copy(document) {
    return new DocumentType(this.name, this.publicId, this.systemId, document);
  }
}
makeChild(DocumentType);

expose(DocumentFragment, DocumentType);
