// MediaList (CSSOM 4.4): the media queries of a style sheet, or of a rule.

import { IndexedList } from "./collections.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { expose } from "./expose.js";
import { mediaQueriesOf } from "./media-queries.js";

class MediaItems {
  constructor(read) {
    this.read = read;
  }

  get texts() {
    return mediaQueriesOf(this.read()).texts;
  }

  get length() {
    return this.texts.length;
  }

  at(index) {
    return this.texts[index];
  }

  iterator() {
    return this.texts[Symbol.iterator]();
  }
}

// The one query of a text, or null.
function onlyQuery(text) {
  const { texts } = mediaQueriesOf(text);
  return texts.length === 1 ? texts[0] : null;
}

export class MediaList extends IndexedList {
  get mediaText() {
    return this._items.texts.join(", ");
  }

  set mediaText(text) {
    this._raw._write(text === null ? "" : String(text));
  }

  toString() {
    return this.mediaText;
  }

  item(index) {
    needsArguments("item", "MediaList", 1, arguments.length);
    return super.item(index);
  }

  appendMedium(medium) {
    needsArguments("appendMedium", "MediaList", 1, arguments.length);
    const query = onlyQuery(String(medium));
    const { texts } = this._items;
    if (query !== null && !texts.includes(query)) this._raw._write([...texts, query].join(", "));
  }

  deleteMedium(medium) {
    needsArguments("deleteMedium", "MediaList", 1, arguments.length);
    const query = onlyQuery(String(medium));
    if (query === null) return;
    const { texts } = this._items;
    if (!texts.includes(query)) {
      const reason = `Failed to delete '${medium}'.`;
      throwDOM("NotFoundError", failed("deleteMedium", "MediaList", reason));
    }
    this._raw._write(texts.filter((each) => each !== query).join(", "));
  }
}
expose(MediaList);

// `read` and `write` are where its text is.
export function mediaListOf(read, write) {
  const list = new MediaList(new MediaItems(read));
  list._raw._write = write;
  return list;
}
