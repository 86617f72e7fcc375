// A locator's text in Playwright's short forms: engines ("text=Save", "role=button[name=...]"), chained by ">>", and
// a text in quotes. Everything else is CSS.

import { LocatorMistake } from "./locator-css.js";

// The parts between ">>", where that is not in quotes.
function chainedParts(text) {
  const parts = [];
  let quote = null;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === quote) quote = null;
    else if (
      quote === null &&
      /["'`]/.test(character) &&
      !/^\s*text\s*=.+/.test(text.slice(start, at))
    ) {
      quote = character;
    } else if (quote === null && character === ">" && text[at + 1] === ">") {
      parts.push(text.slice(start, at));
      start = at + 2;
      at++;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim());
}

// A text of an engine: in quotes exactly so, between slashes a regular expression, else anywhere in the text.
function writtenText(body) {
  const expression = /^\/([^]*)\/([a-z]*)$/.exec(body);
  if (expression !== null)
    return { text: { source: expression[1], flags: expression[2] }, exact: false };
  const quoted = /^"([^]*)"$|^'([^]*)'$/.exec(body);
  if (quoted === null) return { text: body, exact: false };
  return { text: (quoted[1] ?? quoted[2]).replace(/\\([^])/g, "$1"), exact: true };
}

function textStep(body) {
  const { text, exact } = writtenText(body.trim());
  return exact ? { kind: "owntext", text } : { kind: "text", text, exact: false };
}

function roleStep(body) {
  const head = /^\s*([-\w]+)/.exec(body);
  if (head === null)
    throw new LocatorMistake(`Error while parsing selector \`${body}\` - a role is missing`);
  const step = { kind: "role", role: head[1] };
  let rest = body.slice(head[0].length).trim();
  const one =
    /^\[\s*([-\w]+)\s*(?:=\s*("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\/(?:[^/\\]|\\[^])*\/[a-z]*|[^\]\s]+)\s*([is])?\s*)?\]/;
  while (rest !== "") {
    const found = one.exec(rest);
    if (found === null)
      throw new LocatorMistake(`Error while parsing selector \`${body}\` - unexpected "${rest}"`);
    Object.assign(step, roleOption(found[1], found[2], found[3]));
    rest = rest.slice(found[0].length).trim();
  }
  return step;
}

function roleOption(given, value, flag) {
  const name = given.replace("-", "_");
  if (value === undefined) return { [name]: true };
  if (value === "true" || value === "false") return { [name]: value === "true" };
  if (name === "level") return { level: Number(value) };
  const { text } = writtenText(value);
  return { [name]: text, ...(name === "name" ? { exact: flag !== "i" } : {}) };
}

const ENGINES = {
  css: (body) => ({ kind: "css", selector: body }),
  text: textStep,
  role: roleStep,
  nth: (body) => ({ kind: "nth", index: Number(body) }),
  visible: (body) => ({ kind: "filter", visible: body.trim() === "true" }),
  id: (body) => ({ kind: "attribute", name: "id", text: body }),
  "data-testid": (body) => ({ kind: "attribute", name: "data-testid", text: body }),
  "data-test-id": (body) => ({ kind: "attribute", name: "data-test-id", text: body }),
  "data-test": (body) => ({ kind: "attribute", name: "data-test", text: body }),
};

function locatorStep(part) {
  const engine = /^([-\w+:*]+)\s*=([^]*)$/.exec(part);
  if (engine !== null) {
    const make = ENGINES[engine[1].replace(/:light$/, "")];
    if (make !== undefined) return make(engine[2]);
    if (engine[1] === "xpath") return noXPath(part);
    throw new LocatorMistake(`Unknown engine "${engine[1]}" while parsing selector ${part}`);
  }
  if (/^(?:"[^]*"|'[^]*')$/.test(part) && part.length > 1) return textStep(part);
  if (/^\(*\/\//.test(part) || part.startsWith("..")) return noXPath(part);
  return { kind: "css", selector: part };
}

function noXPath(part) {
  throw new LocatorMistake(
    `"${part}" is XPath, which only a browser has: use CSS, a role or a text, or run it with --stario-browser=chromium`,
  );
}

const MOST_TEXTS = 500;
const knownSteps = new Map();

// The steps of a text that is given to locator(). They are never written to.
export function stepsOfString(text) {
  let steps = knownSteps.get(text);
  if (steps === undefined) {
    steps = chainedParts(text).map(locatorStep);
    if (knownSteps.size >= MOST_TEXTS) knownSteps.clear();
    knownSteps.set(text, steps);
  }
  return steps;
}
