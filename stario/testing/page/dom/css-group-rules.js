// Rules around others (CSS Conditional 3, section 7, CSS Cascade 5, section 7).

import { openItem } from "./css-items.js";
import { makeRuleHolder, makesRules, rulesIn } from "./css-rule-holders.js";
import { CSSNestedDeclarations, CSSRule, CSSStyleRule, blockText } from "./css-rules.js";
import { expose } from "./expose.js";
import { mediaListOf } from "./media-list.js";

export class CSSGroupingRule extends CSSRule {
  constructor(holder, item) {
    super(holder, item);
    openItem(item, this._around());
  }

  _cssText() {
    const { name, prelude } = this._item;
    return blockText(`@${name} ${this._condition(prelude)}`.trim(), rulesIn(this));
  }

  _condition(prelude) {
    return prelude;
  }
}

makeRuleHolder(CSSGroupingRule);

export class CSSConditionRule extends CSSGroupingRule {
  get conditionText() {
    return this._condition(this._item.prelude);
  }
}

export class CSSMediaRule extends CSSConditionRule {
  get type() {
    return CSSRule.MEDIA_RULE;
  }

  get media() {
    this._media ??= mediaListOf(
      () => this._item.prelude,
      (text) => {
        this._item.prelude = text;
        this._changed();
      },
    );
    return this._media;
  }

  set media(text) {
    this.media.mediaText = text;
  }

  _condition() {
    return this.media.mediaText;
  }
}

export class CSSSupportsRule extends CSSConditionRule {
  get type() {
    return CSSRule.SUPPORTS_RULE;
  }
}

export class CSSContainerRule extends CSSConditionRule {
  get containerName() {
    return /^(?!not\b)[-\w]+(?=\s)/i.exec(this._item.prelude)?.[0] ?? "";
  }

  get containerQuery() {
    return this._item.prelude.slice(this.containerName.length).trim();
  }
}

export class CSSLayerBlockRule extends CSSGroupingRule {
  get name() {
    return this._item.prelude;
  }
}

export class CSSScopeRule extends CSSGroupingRule {
  get start() {
    return /^\(([^]*?)\)(?=\s*(?:to\b|$))/i.exec(this._item.prelude)?.[1] ?? null;
  }

  get end() {
    return /(?:^|\))\s*to\s*\(([^]*)\)$/i.exec(this._item.prelude)?.[1] ?? null;
  }
}

export class CSSStartingStyleRule extends CSSGroupingRule {}

expose(CSSGroupingRule, CSSConditionRule, CSSMediaRule, CSSSupportsRule, CSSContainerRule);
expose(CSSLayerBlockRule, CSSScopeRule, CSSStartingStyleRule);

makesRules("rule", CSSStyleRule);
makesRules("declarations", CSSNestedDeclarations);
makesRules("media", CSSMediaRule);
makesRules("supports", CSSSupportsRule);
makesRules("container", CSSContainerRule);
makesRules("layer", CSSLayerBlockRule);
makesRules("scope", CSSScopeRule);
makesRules("starting-style", CSSStartingStyleRule);
