// Nodes as XML (DOM Parsing and Serialization 3.2), as Chromium writes it.

import { XMLNS_NS, XML_NS } from "./names.js";
import { isVoidName } from "./content-names.js";

const IN_TEXT = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const IN_ATTRIBUTE = { ...IN_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

function xmlText(text) {
  return text.replace(/[&<>]/g, (char) => IN_TEXT[char]);
}

function xmlAttribute(text) {
  return text.replace(/[&<>"\t\n\r]/g, (char) => IN_ATTRIBUTE[char]);
}

// The prefixes in scope, and how many were made up.
class Scope {
  constructor(prefixes, made) {
    this.prefixes = prefixes;
    this.made = made;
  }

  inner() {
    return new Scope(new Map(this.prefixes), this.made);
  }

  // A prefix for the namespace: the preferred one if that is among them.
  find(namespace, preferred) {
    let last = null;
    for (const [prefix, known] of this.prefixes) {
      if (known !== namespace) continue;
      if (prefix === preferred) return prefix;
      last = prefix;
    }
    return last;
  }

  make(namespace) {
    const prefix = `ns${++this.made.count}`;
    this.prefixes.set(prefix, namespace);
    return prefix;
  }
}

function newScope() {
  return new Scope(new Map([["xml", XML_NS]]), { count: 0 });
}

export function nodeXML(node) {
  const after = [];
  return writeXML(beginXML(node, null, null, newScope(), after), after);
}

export function childrenXML(node) {
  const first = (node._content ?? node)._first;
  return writeXML({ text: "", node: first, inherited: null, scope: newScope() }, []);
}

// Scripts nest elements deeper than calls can be: a place is {text, node, inherited, scope}, a text and the node
// that comes behind it, or null, and `after` has the places that come then.
function writeXML(first, after) {
  const parts = [first.text];
  let place = first;
  for (;;) {
    while (place.node === null) {
      if (after.length === 0) return parts.join("");
      place = after.pop();
      parts.push(place.text);
    }
    place = beginXML(place.node, place.node._next, place.inherited, place.scope, after);
    parts.push(place.text);
  }
}

// A node up to what is in it, and what comes then.
function beginXML(node, next, inherited, scope, after) {
  if (node._kind === 1) return beginElement(node, next, inherited, scope, after);
  const text = xmlOfLeaf(node);
  if (text !== null) return { text, node: next, inherited, scope };
  after.push({ text: "", node: next, inherited, scope });
  return { text: "", node: node._first, inherited, scope };
}

// What has no children; null for what has.
function xmlOfLeaf(node) {
  switch (node._kind) {
    case 2:
      return xmlAttribute(node.value);
    case 3:
      return xmlText(node._data);
    case 4:
      return `<![CDATA[${node._data}]]>`;
    case 7:
      return `<?${node._name} ${node._data}?>`;
    case 8:
      return `<!--${node._data}-->`;
    case 10:
      return writeDoctype(node);
    default:
      return null;
  }
}

function writeDoctype({ name, publicId, systemId }) {
  let text = `<!DOCTYPE ${name}`;
  if (publicId !== "") text += ` PUBLIC "${publicId}"`;
  else if (systemId !== "") text += " SYSTEM";
  if (systemId !== "") text += ` "${systemId}"`;
  return `${text}>`;
}

// The namespaces that an element's attributes declare: the default one, or undefined, and the prefixes.
function declarationsOn(element, scope) {
  const local = new Map();
  let byDefault;
  for (const [name, value] of element._attributes) {
    if (element._spaces?.get(name)?.namespace !== XMLNS_NS) continue;
    if (name === "xmlns") byDefault = value === "" ? null : value;
    else {
      local.set(name.slice(6), value);
      scope.prefixes.set(name.slice(6), value);
    }
  }
  return [byDefault, local];
}

function beginElement(element, next, inherited, outer, after) {
  const scope = outer.inner();
  const [byDefault, local] = declarationsOn(element, scope);
  const namespace = element._namespace;
  let name = element._localName;
  let now = inherited;
  let head = "";
  let skipsDefault = false;
  if (inherited === namespace) {
    skipsDefault = byDefault !== undefined;
    if (namespace === XML_NS) name = `xml:${name}`;
  } else {
    const found = namespace === null ? null : scope.find(namespace, element._prefix);
    if (found !== null && (element._prefix !== null || byDefault !== namespace)) {
      name = `${found}:${name}`;
      if (byDefault !== undefined && byDefault !== XML_NS) now = byDefault;
    } else if (element._prefix !== null) {
      const prefix = local.has(element._prefix) ? scope.make(namespace) : element._prefix;
      scope.prefixes.set(prefix, namespace);
      name = `${prefix}:${name}`;
      head = ` xmlns:${prefix}="${xmlAttribute(namespace ?? "")}"`;
      if (byDefault !== undefined) now = byDefault;
    } else if (byDefault !== namespace) {
      skipsDefault = true;
      now = namespace;
      // Chromium leaves out what only takes away a default that there is not.
      if (namespace !== null || inherited !== null)
        head = ` xmlns="${xmlAttribute(namespace ?? "")}"`;
    } else {
      now = namespace;
    }
  }
  head += writeAttributes(element, scope, local, skipsDefault);
  const { _first: first } = element._content ?? element;
  const isShort = first === null && (!element._isHTML || isVoidName(element._localName));
  if (isShort) {
    const text = `<${name}${head}${element._isHTML ? " />" : "/>"}`;
    return { text, node: next, inherited, scope: outer };
  }
  after.push({ text: `</${name}>`, node: next, inherited, scope: outer });
  return { text: `<${name}${head}>`, node: first, inherited: now, scope };
}

function writeAttributes(element, scope, local, skipsDefault) {
  let text = "";
  for (const [name, value] of element._attributes) {
    const space = element._spaces?.get(name) ?? null;
    if (name === "xmlns" && skipsDefault) continue;
    let written = name;
    if (space !== null && space.namespace !== XMLNS_NS && space.namespace !== XML_NS) {
      let prefix = scope.find(space.namespace, space.prefix);
      if (prefix === null) {
        const own = space.prefix !== null && !local.has(space.prefix) ? space.prefix : null;
        prefix = own ?? scope.make(space.namespace);
        scope.prefixes.set(prefix, space.namespace);
        text += ` xmlns:${prefix}="${xmlAttribute(space.namespace)}"`;
      }
      written = `${prefix}:${space.localName}`;
    }
    text += ` ${written}="${xmlAttribute(value)}"`;
  }
  return text;
}
