// multipart/form-data, written (HTML standard 4.10.22.7) and read (Fetch standard, "formData").

import { File, blobOfLatin1, latin1OfBlob } from "./blob.js";
import { decodeUTF8, utf8Latin1 } from "./encoding.js";
import { FormData } from "./form-data.js";
import { host } from "./host.js";

const ESCAPED_IN_NAMES = { "\n": "%0A", "\r": "%0D", '"': "%22" };

function escapeName(text) {
  return utf8Latin1(text.replace(/[\n\r"]/g, (character) => ESCAPED_IN_NAMES[character]));
}

function newlinesAsCRLF(text) {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}

// {text, boundary} of the entries of a form.
export function encodeMultipart(data) {
  const boundary = `----WebKitFormBoundary${btoa(host("random", 12)).replace(/[+/]/g, "A")}`;
  const parts = [];
  for (const [name, value] of data) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(newlinesAsCRLF(name))}"`;
    if (value instanceof File) {
      const type = value.type || "application/octet-stream";
      parts.push(
        `${head}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`,
        latin1OfBlob(value),
        "\r\n",
      );
    } else {
      parts.push(`${head}\r\n\r\n${utf8Latin1(newlinesAsCRLF(value))}\r\n`);
    }
  }
  parts.push(`--${boundary}--\r\n`);
  return { text: parts.join(""), boundary };
}

export function parseMultipart(text, type) {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  const data = new FormData();
  const parts = boundary === undefined ? [] : `\r\n${text}`.split(`\r\n--${boundary}`).slice(1);
  if (parts.length === 0 || !parts.pop().startsWith("--")) {
    throw new TypeError("Failed to execute 'formData' on 'Response': Failed to fetch");
  }
  for (const part of parts) {
    const end = part.indexOf("\r\n\r\n");
    const head = decodeUTF8(part.slice(0, end), false, false);
    const body = part.slice(end + 4);
    const named = (what) => {
      const found = new RegExp(`[; ]${what}=(?:"([^"]*)"|([^\\s;"]+))`, "i").exec(head);
      return found?.[1] ?? found?.[2];
    };
    const unescaped = (found) =>
      found.replace(/%0A|%0D|%22/g, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
    const filename = named("filename");
    const name = unescaped(named("name") ?? "");
    if (filename === undefined) {
      data.append(name, decodeUTF8(body, false, true));
    } else {
      const mime = /content-type: *([^\r\n]*)/i.exec(head)?.[1] ?? "text/plain";
      data.append(name, blobOfLatin1(body, mime), unescaped(filename));
    }
  }
  return data;
}
