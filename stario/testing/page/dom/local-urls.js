// What fetch gets without the network: data: URLs (Fetch standard 6) and blob: URLs (File API 8).

import { latin1OfBlob } from "./blob.js";
import { decodeBase64 } from "./base64.js";
import { percentDecoded, utf8Latin1 } from "./encoding.js";
import { onReset } from "./host.js";
import { pageOrigin } from "./page-url.js";
import { crypto } from "./crypto.js";

let blobs = new Map();

onReset(() => {
  blobs = new Map();
});

export function createObjectURL(blob) {
  const url = `blob:${pageOrigin()}/${crypto.randomUUID()}`;
  blobs.set(url, blob);
  return url;
}

export function revokeObjectURL(url) {
  blobs.delete(String(url));
}

function contentOfDataURL(url) {
  const comma = url.indexOf(",");
  if (comma < 0) return null;
  let type = url.slice("data:".length, comma);
  const data = url.slice(comma + 1).replace(/#.*$/s, "");
  let bytes = percentDecoded(utf8Latin1(data));
  if (/;\s*base64\s*$/i.test(type)) {
    type = type.replace(/;\s*base64\s*$/i, "");
    try {
      bytes = decodeBase64(bytes);
    } catch {
      return null;
    }
  }
  if (type === "" || type.startsWith(";")) type = `text/plain${type || ";charset=US-ASCII"}`;
  return { type, bytes };
}

// {type, bytes} of a URL that holds its own content; null if it holds none, undefined if it is no such URL.
export function localContent(url) {
  if (!url.startsWith("data:") && !url.startsWith("blob:")) return undefined;
  if (url.startsWith("data:")) return contentOfDataURL(url);
  const blob = blobs.get(url.replace(/#.*$/, ""));
  return blob === undefined ? null : { type: blob.type, bytes: latin1OfBlob(blob) };
}
