// :lang(), :dir() and :state() (Selectors 4, section 7).

import { following } from "./node.js";
import { asciiLower } from "./names.js";

// Letters that are written from the right to the left, as far as they decide a text's direction.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]/;
const LETTER = /\p{L}/u;

function languageOf(element) {
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    const language = at._attributes.get("xml:lang") ?? at._attributes.get("lang");
    if (language !== undefined) return asciiLower(language);
  }
  return "";
}

// "The directionality" (HTML standard 3.2.6.4).
export function directionalityOf(element) {
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    if (!at._isHTML) continue;
    const given = asciiLower(at._attributes.get("dir") ?? "");
    if (given === "ltr" || given === "rtl") return given;
    const isAuto = given === "auto" || (at._localName === "bdi" && given === "");
    if (isAuto) return directionOfText(at) ?? "ltr";
    if (at._localName === "input" && at.type === "tel") return "ltr";
  }
  return "ltr";
}

function directionOfText(element) {
  if (element._localName === "textarea" || element._localName === "input") {
    return directionOfLetters(element.value);
  }
  for (let node = element._first; node !== null; node = following(node, element)) {
    if (node._kind !== 3) continue;
    const found = directionOfLetters(node._data);
    if (found !== null) return found;
  }
  return null;
}

function directionOfLetters(text) {
  for (const character of text) {
    if (RIGHT_TO_LEFT.test(character)) return "rtl";
    if (LETTER.test(character)) return "ltr";
  }
  return null;
}

export function argumentTest({ name, argument }) {
  if (name === "lang") {
    const wanted = asciiLower(argument);
    return (element) => {
      const language = languageOf(element);
      return language === wanted || language.startsWith(`${wanted}-`);
    };
  }
  if (name === "dir") {
    const wanted = asciiLower(argument);
    return (element) => directionalityOf(element) === wanted;
  }
  if (name === "state") return (element) => element._internals?.states.has(argument) ?? false;
  return () => false;
}
