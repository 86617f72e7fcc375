// Rules as a page's script sees them (CSSOM 6.4). A change of a rule is a change of its sheet.

import { isValidSelector, openItem } from "./css-items.js";
import { illegalConstructor } from "./exceptions.js";
import { expose } from "./expose.js";
import { makeRuleHolder, rulesIn } from "./css-rule-holders.js";
import { selectorText } from "./selector-text.js";
import { CSSStyleDeclaration } from "./style.js";

const RULE_TYPES = {
  STYLE_RULE: 1,
  CHARSET_RULE: 2,
  IMPORT_RULE: 3,
  MEDIA_RULE: 4,
  FONT_FACE_RULE: 5,
  PAGE_RULE: 6,
  KEYFRAMES_RULE: 7,
  KEYFRAME_RULE: 8,
  MARGIN_RULE: 9,
  NAMESPACE_RULE: 10,
  COUNTER_STYLE_RULE: 11,
  SUPPORTS_RULE: 12,
  FONT_FEATURE_VALUES_RULE: 14,
};

// `_holder` is the sheet or the rule that it stands in; null once it was taken out.
export class CSSRule {
  constructor(holder, item) {
    if (item === undefined) illegalConstructor(new.target.name);
    this._holder = holder;
    this._item = item;
  }

  get type() {
    return 0;
  }

  get parentRule() {
    return this._holder instanceof CSSRule ? this._holder : null;
  }

  get parentStyleSheet() {
    let holder = this._holder;
    while (holder instanceof CSSRule) holder = holder._holder;
    return holder;
  }

  // What can be written to, and changes nothing.
  get cssText() {
    return this._cssText();
  }

  set cssText(text) {}

  _around() {
    return this._holder?._around() ?? { prefixes: new Map(), isNested: false };
  }

  _changed() {
    this._holder?._changed();
  }

  // The declarations in a field of its item.
  _styleOf(field) {
    this._style ??= new CSSStyleDeclaration(
      () => this._item[field],
      (text) => {
        this._item[field] = text;
        this._changed();
      },
    );
    return this._style;
  }
}
for (const [name, value] of Object.entries(RULE_TYPES)) {
  const descriptor = { value, enumerable: true };
  Object.defineProperty(CSSRule, name, descriptor);
  Object.defineProperty(CSSRule.prototype, name, descriptor);
}
expose(CSSRule);

function linesOf(rules) {
  return rules.map(({ cssText }) => `  ${cssText}\n`).join("");
}

// The text of a rule with others in it.
export function blockText(head, rules) {
  return `${head} {\n${linesOf(rules)}}`;
}

// The text of a rule that has declarations alone.
export function declarationsText(head, { cssText }) {
  return cssText === "" ? `${head} { }` : `${head} { ${cssText} }`;
}

export class CSSStyleRule extends CSSRule {
  constructor(holder, item) {
    super(holder, item);
    openItem(item, this._around());
  }

  get type() {
    return RULE_TYPES.STYLE_RULE;
  }

  get selectorText() {
    return selectorText(this._item.prelude, this._holder?._around().isNested ?? false);
  }

  set selectorText(text) {
    const { prefixes, isNested } = this._holder?._around() ?? this._around();
    if (!isValidSelector(String(text), prefixes, isNested)) return;
    this._item.prelude = String(text);
    this._changed();
  }

  get style() {
    return this._styleOf("own");
  }

  set style(text) {
    this.style.cssText = text;
  }

  _around() {
    return { ...super._around(), isNested: true };
  }

  _cssText() {
    const rules = rulesIn(this);
    if (rules.length === 0) return declarationsText(this.selectorText, this.style);
    const own = this.style.cssText;
    return blockText(this.selectorText, own === "" ? rules : [{ cssText: own }, ...rules]);
  }
}
makeRuleHolder(CSSStyleRule);
expose(CSSStyleRule);

// Declarations that come after a nested rule.
export class CSSNestedDeclarations extends CSSRule {
  get style() {
    return this._styleOf("body");
  }

  set style(text) {
    this.style.cssText = text;
  }

  _cssText() {
    return this.style.cssText;
  }
}
expose(CSSNestedDeclarations);
