// Ways to name an element in a locator, each with Playwright's score: the lower, the better it says what a person
// sees. A token is {steps, said, score}: one or two steps and how they are written in Python.

import { descriptionOfElement, nameOfElement } from "./accessible-name.js";
import { isPresentation, roleOf } from "./aria-roles.js";
import { labelTextsOf } from "./element-labels.js";
import { quoted, cssValueText, exactText } from "./locator-text.js";
import { textOfNode } from "./text-match.js";

const EXACT = 5;
const SCORES = {
  testid: 1,
  otherTestId: 2,
  role: 100,
  placeholder: 120,
  label: 140,
  alt: 160,
  text: 180,
  title: 200,
  wholeText: 250,
  id: 500,
  roleAlone: 510,
  type: 520,
  tag: 530,
};
const LONG_TEXT = 80;
const SHORT_TEXT = 30;
const PENALIZED = [50, 300];
const WITH_ALT = new Set(["applet", "area", "img", "input"]);
const WITH_NAME = new Set(
  "button form fieldset frame iframe input keygen object output select textarea map meta param".split(
    " ",
  ),
);
const TYPED = new Set(["input", "textarea"]);
const VALUED = new Set(["input", "textarea", "select"]);

// A long selector is a bad one. `length` is that of the selector in Playwright's own writing.
function token(steps, said, score, length) {
  const isPenalized = score > PENALIZED[0] && score < PENALIZED[1];
  const penalty = isPenalized ? Math.min(10, Math.floor(length / 10)) : 0;
  return { steps, said, score: score + penalty };
}

function cutAtWord(text, most) {
  if (text.length <= most) return text;
  const found = /^(.*)\b(.+?)$/.exec(text.slice(0, most));
  return found === null ? "" : found[1].trimEnd();
}

// Parts of a text that say enough: without a number at its end or beginning, and not too long.
function partsOfText(text) {
  const parts = [];
  const add = (part, bonus) => parts.push({ text: part, bonus });
  const addNumberless = (part) => add(part, part.length <= SHORT_TEXT ? 2 : 1);
  const leading = /^([\d.,]+)[^.,\w]/.exec(text);
  if (leading !== null)
    addNumberless(cutAtWord(text.slice(leading[1].length).trimStart(), LONG_TEXT));
  const trailing = /[^.,\w]([\d.,]+)$/.exec(text);
  if (trailing !== null) {
    addNumberless(cutAtWord(text.slice(0, -trailing[1].length).trimEnd(), LONG_TEXT));
  }
  if (text.length <= SHORT_TEXT) add(text, 0);
  else {
    add(cutAtWord(text, LONG_TEXT), 0);
    add(cutAtWord(text, SHORT_TEXT), 1);
  }
  const said = parts.filter((part) => part.text !== "");
  return said.length > 0 ? said : [{ text: text.slice(0, LONG_TEXT), bonus: 0 }];
}

// All of a text exactly, or a part of it.
function byText(kind, method, text, score, length = (given) => JSON.stringify(given).length + 1) {
  const call = (given, exact) => `${method}(${quoted(given)}${exact ? ", exact=True" : ""})`;
  const one = (given, exact, own) =>
    token([{ kind, text: given, exact }], call(given, exact), own, length(given));
  return [
    one(text, true, score + EXACT),
    ...partsOfText(text).map((part) => one(part.text, false, score - part.bonus)),
  ];
}

const attributeSelectorLength = (name) => (text) => `[${name}=${JSON.stringify(text)}s]`.length;

function css(selector, score) {
  return token([{ kind: "css", selector }], `locator(${quoted(selector)})`, score, selector.length);
}

// `#id`, or an attribute selector where that would need escapes.
export function idSelector(id) {
  return /^[a-zA-Z][\w-]+$/.test(id) ? `#${id}` : `[id=${cssValueText(id)}]`;
}

export function tagSelector(element) {
  return element.nodeName.toLowerCase().replace(/[:.]/g, "\\$&");
}

// Is this an id that a machine has made, with letters and digits in turn?
function isMachineMade(id) {
  let changes = 0;
  let before = "";
  for (const character of id) {
    if (character === "-" || character === "_") continue;
    let kind = "other";
    if (/[a-z]/.test(character)) kind = "lower";
    else if (/[A-Z]/.test(character)) kind = "upper";
    else if (/\d/.test(character)) kind = "digit";
    const isCapitalized = kind === "lower" && before === "upper";
    if (!isCapitalized && before !== "" && before !== kind) changes++;
    before = kind;
  }
  return changes >= id.length / 4;
}

function roleToken(role, name, exact, score, description = null) {
  const step = {
    kind: "role",
    role,
    ...(name === null ? {} : { name }),
    ...(exact ? { exact } : {}),
  };
  const options = name === null ? [] : [`name=${quoted(name)}`];
  if (description !== null) {
    step.description = description;
    options.push(`description=${quoted(description)}`);
  }
  if (exact) options.push("exact=True");
  const said = `get_by_role(${[quoted(role), ...options].join(", ")})`;
  const length = role.length + (name === null ? 0 : `[name=${JSON.stringify(name)}s]`.length);
  const more = description === null ? 0 : `[description=${JSON.stringify(description)}s]`.length;
  return token([step], said, score, length + more);
}

// By what is not a text that it shows.
export function candidatesWithoutText(element) {
  const found = [];
  const attributes = element._attributes;
  const tag = element.nodeName.toLowerCase();
  for (const name of ["data-test-id", "data-test"]) {
    if (attributes.get(name))
      found.push(css(`[${name}=${cssValueText(attributes.get(name))}]`, SCORES.otherTestId));
  }
  const id = attributes.get("id");
  if (id && !isMachineMade(id)) found.push(css(idSelector(id), SCORES.id));
  found.push(css(tagSelector(element), SCORES.tag));
  const testId = attributes.get("data-testid");
  if (testId)
    found.push(
      token(
        [{ kind: "testid", text: testId }],
        `get_by_test_id(${quoted(testId)})`,
        SCORES.testid,
        0,
      ),
    );
  const placeholder = TYPED.has(tag) ? attributes.get("placeholder") : "";
  if (placeholder) {
    const length = attributeSelectorLength("placeholder");
    found.push(
      ...byText("placeholder", "get_by_placeholder", placeholder, SCORES.placeholder, length),
    );
  }
  for (const { normalized } of labelTextsOf(element)) {
    found.push(...byText("label", "get_by_label", normalized, SCORES.label));
  }
  const role = roleOf(element);
  if (role !== null && !isPresentation(role))
    found.push(roleToken(role, null, false, SCORES.roleAlone));
  const selector = tagSelector(element);
  const name = attributes.get("name");
  if (name && WITH_NAME.has(tag))
    found.push(css(`${selector}[name=${cssValueText(name)}]`, SCORES.type));
  const type = attributes.get("type");
  if (TYPED.has(tag) && type && type !== "hidden") {
    found.push(css(`${selector}[type=${cssValueText(type)}]`, SCORES.type));
  }
  if (VALUED.has(tag) && type !== "hidden") found.push(css(selector, SCORES.type + 1));
  return found.map((each) => [each]);
}

function textFilter(text, score) {
  const said = `filter(has_text=${quoted(text)})`;
  return token([{ kind: "filter", has_text: text }], said, score, JSON.stringify(text).length + 1);
}

function wholeTextFilter(text) {
  const { expression, said } = exactText(text);
  const length = expression.source.length + 2;
  return token(
    [{ kind: "filter", has_text: expression }],
    `filter(has_text=${said})`,
    SCORES.wholeText,
    length,
  );
}

// By the texts that it shows or is named by. `isTarget`: it is the element itself that is to be named, not one
// around it; `noText`: texts of its own content do not count.
export function candidatesWithText(element, { isTarget, noText }) {
  const found = [];
  const tag = element.nodeName.toLowerCase();
  if (tag === "select") return found;
  const add = (tokens) => found.push(...tokens.map((each) => [each]));
  const title = noText ? "" : element._attributes.get("title");
  if (title)
    add(byText("title", "get_by_title", title, SCORES.title, attributeSelectorLength("title")));
  const alt = noText || !WITH_ALT.has(tag) ? "" : element._attributes.get("alt");
  if (alt) add(byText("alt", "get_by_alt_text", alt, SCORES.alt, attributeSelectorLength("alt")));
  const text = noText ? "" : textOfNode(element).normalized;
  const parts = text === "" ? [] : partsOfText(text);
  const isShort = text.length <= LONG_TEXT;
  if (text !== "") {
    const tokens = byText("text", "get_by_text", text, SCORES.text);
    if (isTarget) add(isShort ? tokens : tokens.slice(1));
    const alone = css(tagSelector(element), SCORES.tag);
    for (const part of parts) found.push([alone, textFilter(part.text, SCORES.text - part.bonus)]);
    if (isTarget && isShort) found.push([alone, wholeTextFilter(text)]);
  }
  const role = roleOf(element);
  if (role === null || isPresentation(role)) return found;
  found.push(...candidatesByRole(element, role, { isTarget, noText, text, parts }));
  return found;
}

function candidatesByRole(element, role, { isTarget, noText, text, parts }) {
  const name = nameOfElement(element);
  const description = descriptionOfElement(element);
  const named = noText && name.fromContent ? "" : name.text;
  const described = noText && description.fromContent ? "" : description.text;
  if (named !== "" && !/^\p{Co}+$/u.test(named)) {
    const found = [[roleToken(role, named, true, SCORES.role + EXACT)]];
    for (const part of partsOfText(named)) {
      found.push([roleToken(role, part.text, false, SCORES.role - part.bonus)]);
    }
    if (described === "") return found;
    found.push([roleToken(role, named, true, SCORES.role + EXACT + 1, described)]);
    for (const part of partsOfText(named)) {
      found.push([roleToken(role, part.text, false, SCORES.role - part.bonus + 1, described)]);
    }
    return found;
  }
  const found = [];
  const alone = roleToken(role, null, false, SCORES.roleAlone);
  if (described !== "") found.push([roleToken(role, null, true, SCORES.roleAlone + 1, described)]);
  for (const part of parts) found.push([alone, textFilter(part.text, SCORES.text - part.bonus)]);
  if (!noText && isTarget && text.length <= LONG_TEXT) found.push([alone, wholeTextFilter(text)]);
  return found;
}
