// Rules without style rules in them (CSSOM 6.4.4 to 6.4.9, CSS Animations 1, section 6).

import { itemsOf } from "./css-blocks.js";
import { makesRules, rulesIn } from "./css-rule-holders.js";
import { collectionOfRules } from "./css-rule-list.js";
import { CSSRule, declarationsText } from "./css-rules.js";
import { expose } from "./expose.js";
import { mediaListOf } from "./media-list.js";
import { importOf, declaredNamespace } from "./style-rules.js";

export class CSSLayerStatementRule extends CSSRule {
  get nameList() {
    return Object.freeze(this._item.prelude.split(",").map((name) => name.trim()));
  }

  _cssText() {
    return `@layer ${this.nameList.join(", ")};`;
  }
}

export class CSSImportRule extends CSSRule {
  get type() {
    return CSSRule.IMPORT_RULE;
  }

  get href() {
    return importOf(this._item.prelude)?.url ?? "";
  }

  get layerName() {
    return importOf(this._item.prelude)?.layer ?? null;
  }

  get supportsText() {
    return importOf(this._item.prelude)?.supports ?? null;
  }

  get media() {
    this._media ??= mediaListOf(
      () => importOf(this._item.prelude)?.media ?? "",
      () => {},
    );
    return this._media;
  }

  _cssText() {
    const { layerName, supportsText } = this;
    const layer = layerName === null ? "" : layerName === "" ? " layer" : ` layer(${layerName})`;
    const supports = supportsText === null ? "" : ` supports(${supportsText})`;
    const media = this.media.length === 0 ? "" : ` ${this.media.mediaText}`;
    return `@import url("${this.href}")${layer}${supports}${media};`;
  }
}

export class CSSNamespaceRule extends CSSRule {
  get type() {
    return CSSRule.NAMESPACE_RULE;
  }

  get prefix() {
    return declaredNamespace(this._item.prelude)?.[0] ?? "";
  }

  get namespaceURI() {
    return declaredNamespace(this._item.prelude)?.[1] ?? "";
  }

  _cssText() {
    return `@namespace ${this.prefix} url("${this.namespaceURI}");`.replace("  ", " ");
  }
}

export class CSSFontFaceRule extends CSSRule {
  get type() {
    return CSSRule.FONT_FACE_RULE;
  }

  get style() {
    return this._styleOf("body");
  }

  _cssText() {
    return declarationsText("@font-face", this.style);
  }
}

export class CSSPageRule extends CSSRule {
  get type() {
    return CSSRule.PAGE_RULE;
  }

  get selectorText() {
    return this._item.prelude;
  }

  get style() {
    return this._styleOf("body");
  }

  _cssText() {
    return declarationsText(`@page ${this.selectorText}`.trim(), this.style);
  }
}

export class CSSKeyframeRule extends CSSRule {
  get type() {
    return CSSRule.KEYFRAME_RULE;
  }

  get keyText() {
    const keys = this._item.prelude.split(",").map((key) => key.trim().toLowerCase());
    return keys.map((key) => (key === "from" ? "0%" : key === "to" ? "100%" : key)).join(", ");
  }

  get style() {
    return this._styleOf("body");
  }

  _cssText() {
    return declarationsText(this.keyText, this.style);
  }
}

export class CSSKeyframesRule extends CSSRule {
  constructor(holder, item) {
    super(holder, item);
    const frames = itemsOf(item.body).filter(({ kind }) => kind === "rule");
    item.own = "";
    item.items = frames.map((frame) => ({ ...frame, kind: "keyframe" }));
  }

  get type() {
    return CSSRule.KEYFRAMES_RULE;
  }

  get name() {
    return this._item.prelude;
  }

  get cssRules() {
    this._list ??= collectionOfRules(() => rulesIn(this));
    return this._list;
  }

  get length() {
    return this._items.length;
  }

  findRule(key) {
    return rulesIn(this).findLast(({ keyText }) => keyText === String(key)) ?? null;
  }

  get _items() {
    return this._item.items;
  }

  _cssText() {
    const frames = rulesIn(this).map(({ cssText }) => `  ${cssText}\n`);
    return `@keyframes ${this.name} { \n${frames.join("")}}`;
  }
}

export class CSSPropertyRule extends CSSRule {
  get name() {
    return this._item.prelude;
  }

  _cssText() {
    return `@property ${this.name} { ${this._item.body.trim()} }`;
  }
}

export class CSSCounterStyleRule extends CSSRule {
  get type() {
    return CSSRule.COUNTER_STYLE_RULE;
  }

  get name() {
    return this._item.prelude;
  }

  _cssText() {
    return `@counter-style ${this.name} { ${this._item.body.trim()} }`;
  }
}

expose(CSSLayerStatementRule, CSSImportRule, CSSNamespaceRule, CSSFontFaceRule, CSSPageRule);
expose(CSSKeyframeRule, CSSKeyframesRule, CSSPropertyRule, CSSCounterStyleRule);

// A semicolon stands for those that have no block.
makesRules("layer;", CSSLayerStatementRule);
makesRules("import;", CSSImportRule);
makesRules("namespace;", CSSNamespaceRule);
makesRules("font-face", CSSFontFaceRule);
makesRules("page", CSSPageRule);
makesRules("keyframe", CSSKeyframeRule);
makesRules("keyframes", CSSKeyframesRule);
makesRules("-webkit-keyframes", CSSKeyframesRule);
makesRules("property", CSSPropertyRule);
makesRules("counter-style", CSSCounterStyleRule);
