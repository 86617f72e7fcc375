// FileList, DataTransfer and what it consists of (File API 5, HTML standard 6.11.3).

import { File } from "./blob.js";
import { IndexedList, StaticItems } from "./collections.js";
import { throwDOM } from "./exceptions.js";

export class FileList extends IndexedList {
  get [Symbol.toStringTag]() {
    return "FileList";
  }
}

export function fileListOf(files) {
  return new FileList(new StaticItems([...files]));
}

export class DataTransferItem {
  constructor(kind, type, value) {
    this._kind = kind;
    this._type = type;
    this._value = value;
  }

  get kind() {
    return this._kind;
  }

  get type() {
    return this._type;
  }

  getAsFile() {
    return this._kind === "file" ? this._value : null;
  }

  getAsString(callback) {
    if (this._kind !== "string" || typeof callback !== "function") return;
    const text = this._value;
    queueMicrotask(() => callback(text));
  }
}

export class DataTransferItemList extends IndexedList {
  add(value, type) {
    const items = this._items.nodes;
    if (value instanceof File) {
      items.push(new DataTransferItem("file", value.type, value));
    } else {
      if (type === undefined) {
        throw new TypeError(
          "Failed to execute 'add' on 'DataTransferItemList': parameter 1 is not of type 'File'.",
        );
      }
      const kind = String(type).toLowerCase();
      if (items.some((item) => item.kind === "string" && item.type === kind)) {
        throwDOM(
          "NotSupportedError",
          `Failed to execute 'add' on 'DataTransferItemList': An item already exists for type '${kind}'.`,
        );
      }
      items.push(new DataTransferItem("string", kind, String(value)));
    }
    return items.at(-1);
  }

  remove(index) {
    this._items.nodes.splice(index >>> 0, 1);
  }

  clear() {
    this._items.nodes.length = 0;
  }

  get [Symbol.toStringTag]() {
    return "DataTransferItemList";
  }
}

const TYPES_OF_FORMATS = { text: "text/plain", url: "text/uri-list" };

function typeOfFormat(format) {
  const lower = String(format).toLowerCase();
  return TYPES_OF_FORMATS[lower] ?? lower;
}

export class DataTransfer {
  constructor() {
    this._list = new DataTransferItemList(new StaticItems([]));
    this.dropEffect = "none";
    this.effectAllowed = "none";
  }

  get items() {
    return this._list;
  }

  get files() {
    const files = [...this._list].filter((item) => item.kind === "file");
    return fileListOf(files.map((item) => item.getAsFile()));
  }

  get types() {
    const texts = [...this._list].filter((item) => item.kind === "string");
    const types = texts.map((item) => item.type);
    if (texts.length < this._list.length) types.push("Files");
    return Object.freeze(types);
  }

  getData(format) {
    const type = typeOfFormat(format);
    const found = [...this._list].find((item) => item.kind === "string" && item.type === type);
    return found === undefined ? "" : found._value;
  }

  setData(format, data) {
    const type = typeOfFormat(format);
    this.clearData(type);
    this._list.add(String(data), type);
  }

  clearData(format) {
    const items = this._list._items;
    const type = format === undefined ? null : typeOfFormat(format);
    items.nodes = items.nodes.filter(
      (item) => item.kind !== "string" || (type !== null && item.type !== type),
    );
  }

  setDragImage() {}

  get [Symbol.toStringTag]() {
    return "DataTransfer";
  }
}
