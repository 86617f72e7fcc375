// import() outside of modules: in classic scripts, and in what a test evaluates. The engine's own knows no
// application, so that the host puts a call of ours in its place.

import { host } from "./host.js";
import { importModule } from "./module-records.js";
import { baseURI } from "./page-url.js";

const IMPORT = /\bimport\s*\(/;

// A script's text as it is to be run; `url` is its own if it has one.
export function withImports(text, url = null) {
  return IMPORT.test(text) ? host("withImports", text, url ?? baseURI()) : text;
}

// What such a text calls: _import_(the script's URL)(the specifier).
export function installImport() {
  Object.defineProperty(globalThis, "_import_", {
    value: (base) => (specifier) => importModule(String(specifier), base),
    writable: true,
    configurable: true,
  });
}
