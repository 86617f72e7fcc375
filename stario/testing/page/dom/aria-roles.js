// Which role an element has (ARIA in HTML, WAI-ARIA 1.2), in Playwright's reading of them.

import { idReferences } from "./aria-references.js";
import { hasPresentationConflict, hasGlobalAttribute, hasTabIndex } from "./aria-conflicts.js";
import { rememberedFor } from "./computed-values.js";
import { isMenu } from "./select-state.js";

const ROLES = new Set(
  (
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader " +
    "combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure " +
    "form generic grid gridcell group heading img insertion link list listbox listitem log main mark marquee " +
    "math meter menu menubar menuitem menuitemcheckbox menuitemradio navigation none note option paragraph " +
    "presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox " +
    "separator slider spinbutton status strong subscript superscript switch tab table tablist tabpanel term " +
    "textbox time timer toolbar tooltip tree treegrid treeitem"
  ).split(" "),
);

// Roles that need nothing but the name of the element.
const ROLE_OF_TAG = {
  article: "article",
  aside: "complementary",
  blockquote: "blockquote",
  button: "button",
  caption: "caption",
  code: "code",
  datalist: "listbox",
  dd: "definition",
  del: "deletion",
  details: "group",
  dfn: "term",
  dialog: "dialog",
  dt: "term",
  em: "emphasis",
  fieldset: "group",
  figure: "figure",
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  hr: "separator",
  html: "document",
  ins: "insertion",
  li: "listitem",
  main: "main",
  mark: "mark",
  math: "math",
  menu: "list",
  meter: "meter",
  nav: "navigation",
  ol: "list",
  optgroup: "group",
  option: "option",
  output: "status",
  p: "paragraph",
  progress: "progressbar",
  search: "search",
  strong: "strong",
  sub: "subscript",
  sup: "superscript",
  svg: "img",
  table: "table",
  tbody: "rowgroup",
  textarea: "textbox",
  tfoot: "rowgroup",
  thead: "rowgroup",
  time: "time",
  tr: "row",
  ul: "list",
};

const ROLE_OF_INPUT = {
  button: "button",
  checkbox: "checkbox",
  file: "button",
  hidden: null,
  image: "button",
  number: "spinbutton",
  radio: "radio",
  range: "slider",
  reset: "button",
  submit: "button",
};
const WITH_SUGGESTIONS = new Set(["email", "search", "tel", "text", "url"]);

const hasNameAttribute = (element) =>
  element._attributes.has("aria-label") || element._attributes.has("aria-labelledby");

const linkRole = (element) => (element._attributes.has("href") ? "link" : null);

// Headers and footers of the page itself, not of a part of it.
function landmark(role) {
  return (element) => (hasSectionAround(element) ? null : role);
}

const SECTIONS = new Set(["article", "aside", "main", "nav", "section"]);
const SECTION_ROLES = new Set(["article", "complementary", "main", "navigation", "region"]);

function hasSectionAround(element) {
  for (let at = element; at !== null; at = parentAcrossShadow(at)) {
    const role = at._attributes.get("role");
    if (role === undefined ? SECTIONS.has(tagOf(at)) : SECTION_ROLES.has(role)) return true;
  }
  return false;
}

const ROLE_BY_STATE = {
  a: linkRole,
  area: linkRole,
  footer: landmark("contentinfo"),
  form: (element) => (hasNameAttribute(element) ? "form" : null),
  header: landmark("banner"),
  img: imageRole,
  input: inputRole,
  section: (element) => (hasNameAttribute(element) ? "region" : null),
  select: (element) => (isMenu(element) ? "combobox" : "listbox"),
  td: cellRole,
  th: headerCellRole,
};

function imageRole(element) {
  const isDecoration = element._attributes.get("alt") === "" && !element._attributes.get("title");
  return isDecoration && !hasGlobalAttribute(element, null) && !hasTabIndex(element)
    ? "presentation"
    : "img";
}

function inputRole(element) {
  const { type } = element;
  if (WITH_SUGGESTIONS.has(type)) {
    const [list] = idReferences(element, element._attributes.get("list"));
    if (list !== undefined && tagOf(list) === "datalist") return "combobox";
    return type === "search" ? "searchbox" : "textbox";
  }
  return type in ROLE_OF_INPUT ? ROLE_OF_INPUT[type] : "textbox";
}

function closestTable(element) {
  for (let at = element; at !== null; at = parentAcrossShadow(at))
    if (tagOf(at) === "table") return at;
  return null;
}

function cellRole(element) {
  const table = closestTable(element);
  const role = table === null ? null : explicitRole(table);
  return role === "grid" || role === "treegrid" ? "gridcell" : "cell";
}

function isFilledCell(element) {
  if (element === null || tagOf(element) !== "td") return false;
  return element.textContent.trim() !== "" || element.firstElementChild !== null;
}

const isHeader = (element) => element !== null && tagOf(element) === "th";

// A header without a scope is one of its row if there are data beside it.
function headerCellRole(element) {
  const scope = element._attributes.get("scope");
  if (scope === "col" || scope === "colgroup") return "columnheader";
  if (scope === "row" || scope === "rowgroup") return "rowheader";
  const before = element.previousElementSibling;
  const after = element.nextElementSibling;
  if (before === null && after === null) {
    const row = element.parentElement;
    const table = row !== null && tagOf(row) === "tr" ? closestTable(row) : null;
    return table !== null && table.rows.length <= 1 ? null : "columnheader";
  }
  if (isHeader(before) && isHeader(after)) return "columnheader";
  return isFilledCell(before) || isFilledCell(after) ? "rowheader" : "columnheader";
}

// What loses its role with a parent that is presentational.
const PARENTS_OF = {
  dd: ["dl", "div"],
  div: ["dl"],
  dt: ["dl", "div"],
  li: ["ol", "ul"],
  tbody: ["table"],
  td: ["tr"],
  tfoot: ["table"],
  th: ["tr"],
  thead: ["table"],
  tr: ["thead", "tbody", "tfoot", "table"],
};

export function tagOf(element) {
  return element._localName.toLowerCase();
}

export function parentAcrossShadow(element) {
  const parent = element._parent;
  if (parent === null || parent._kind === 9) return null;
  if (parent._kind === 1) return parent;
  return parent._mode !== undefined ? parent._host : null;
}

function implicitRole(element) {
  const tag = tagOf(element);
  const role = ROLE_OF_TAG[tag] ?? ROLE_BY_STATE[tag]?.(element) ?? null;
  if (role === null) return null;
  let at = element;
  for (;;) {
    const parent = parentAcrossShadow(at);
    if (parent === null || !PARENTS_OF[tagOf(at)]?.includes(tagOf(parent))) return role;
    const given = explicitRole(parent);
    if (isPresentation(given) && !hasPresentationConflict(parent, given)) return given;
    at = parent;
  }
}

export function isPresentation(role) {
  return role === "none" || role === "presentation";
}

// The first role that there is, of those in the attribute.
export function explicitRole(element) {
  const given = element._attributes.get("role");
  if (given === undefined) return null;
  return (
    given
      .toLowerCase()
      .split(" ")
      .map((role) => role.trim())
      .find((role) => ROLES.has(role)) ?? null
  );
}

function roleFor(element) {
  const given = explicitRole(element);
  if (given === null) return implicitRole(element);
  if (!isPresentation(given)) return given;
  const implicit = implicitRole(element);
  return hasPresentationConflict(element, implicit) ? implicit : given;
}

// The role, or null.
export function roleOf(element) {
  return rememberedFor(element, "role()", () => roleFor(element));
}

// Of elements that come in numbers.
const POSSIBLE_ROLES = {
  a: ["link"],
  img: ["img"],
  section: ["region"],
  td: ["cell", "gridcell"],
  th: ["columnheader", "rowheader"],
};

// Quickly, for what can be told without looking closer: may this be the element's role?
export function mayHaveRole(element, role) {
  if (element._attributes.has("role") || isPresentation(role)) return true;
  const tag = tagOf(element);
  if (ROLE_OF_TAG[tag] === role) return true;
  return ROLE_BY_STATE[tag] !== undefined && (POSSIBLE_ROLES[tag]?.includes(role) ?? true);
}
