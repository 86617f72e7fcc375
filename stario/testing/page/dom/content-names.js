// Elements of HTML whose content is none, or text alone (HTML standard 13.1.2 and 13.3): for parser and serializer alike.

const VOID_NAMES = new Set(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split(
    " ",
  ),
);
const RAW_NAMES = new Set("style script xmp iframe noembed noframes plaintext".split(" "));

export function isVoidName(name) {
  return VOID_NAMES.has(name);
}

export function isRawName(name, isScripted) {
  return RAW_NAMES.has(name) || (name === "noscript" && isScripted);
}
