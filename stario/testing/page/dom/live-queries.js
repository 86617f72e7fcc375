// getElementsBy* (DOM standard 4.2.10.2): live collections, one and the same for the same question.

import { FoundItems, NodeList, collectionOf } from "./collections.js";
import { Document } from "./document.js";
import { Element } from "./element.js";
import { needsArguments } from "./exceptions.js";
import { asciiLower } from "./names.js";
import { mixin } from "./parent-node.js";
import { isInHTML } from "./selector-match.js";
import { hasWord } from "./selector-match.js";
import { allElements } from "./selectors.js";

const asked = new WeakMap();

// The live list that answers a question; `make` makes it the first time.
function live(node, question, make) {
  let answers = asked.get(node);
  if (answers === undefined) asked.set(node, (answers = new Map()));
  let answer = answers.get(question);
  if (answer === undefined) answers.set(question, (answer = make()));
  return answer;
}

function collect(root, test) {
  return collectionOf(() => allElements(root).filter(test));
}

function byTagName(root, name) {
  if (name === "*") return collectionOf(() => allElements(root));
  const lower = asciiLower(name);
  return collect(root, (element) => element._qualifiedName === (isInHTML(element) ? lower : name));
}

function byTagNameNS(root, namespace, localName) {
  return collect(
    root,
    (element) =>
      (namespace === "*" || element._namespace === namespace) &&
      (localName === "*" || element._localName === localName),
  );
}

function byClassName(root, text) {
  const names = text.split(/[ \t\n\r\f]+/).filter((name) => name !== "");
  if (names.length === 0) return collectionOf(() => []);
  const isQuirky = root._document._quirks === true;
  const wanted = isQuirky ? names.map(asciiLower) : names;
  return collect(root, (element) => {
    const given = element._attributes.get("class");
    if (given === undefined) return false;
    const own = isQuirky ? asciiLower(given) : given;
    return wanted.every((name) => hasWord(own, name));
  });
}

const liveMembers = {
  getElementsByTagName(qualifiedName) {
    needsArguments(
      "getElementsByTagName",
      this._kind === 9 ? "Document" : "Element",
      1,
      arguments.length,
    );
    const name = String(qualifiedName);
    return live(this, `tag ${name}`, () => byTagName(this, name));
  },
  getElementsByTagNameNS(namespace, localName) {
    needsArguments(
      "getElementsByTagNameNS",
      this._kind === 9 ? "Document" : "Element",
      2,
      arguments.length,
    );
    const space = namespace === null || namespace === "" ? null : String(namespace);
    const name = String(localName);
    return live(this, `ns ${name} ${space}`, () => byTagNameNS(this, space, name));
  },
  getElementsByClassName(classNames) {
    needsArguments(
      "getElementsByClassName",
      this._kind === 9 ? "Document" : "Element",
      1,
      arguments.length,
    );
    const names = String(classNames);
    return live(this, `class ${names}`, () => byClassName(this, names));
  },
};

const documentMembers = {
  getElementsByName(elementName) {
    needsArguments("getElementsByName", "Document", 1, arguments.length);
    const name = String(elementName);
    const find = () =>
      allElements(this).filter(
        (element) => element._isHTML && element._attributes.get("name") === name,
      );
    return live(this, `name ${name}`, () => new NodeList(new FoundItems(find)));
  },
};

mixin(Element, liveMembers);
mixin(Document, liveMembers);
mixin(Document, documentMembers);
