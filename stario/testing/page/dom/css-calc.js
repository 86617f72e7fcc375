// What calc(), min(), max() and clamp() come to (CSS Values 4, section 10), where each unit has a fixed size.

import { cssTokens } from "./css-tokens.js";

const NO_SUM = {};
const CALC_WORDS = { e: Math.E, pi: Math.PI, infinity: Infinity, "-infinity": -Infinity };
const CALC_FUNCTIONS = {
  calc: ([only, more]) => (more === undefined ? only : NaN),
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  clamp: ([least, number, most, more]) =>
    more === undefined ? Math.max(least, Math.min(number, most)) : NaN,
};

// {number, text} of one such function, or null if it is none or comes to another kind. `units` are {unit: size};
// those in `fixed`, {unit: size in `canonical`}, are written as that one. Without units it is a plain number.
export function calculated(written, { units = {}, fixed = {}, canonical = "" } = {}) {
  const tokens = cssTokens(written.trim());
  if (tokens[0]?.type !== "function") return null;
  const reader = new CalcReader(tokens, { ...units, "": 1 }, { ...fixed, "": 1 }, canonical);
  try {
    const sum = reader.value();
    if (reader.at < tokens.length || sum.isPlain !== (canonical === "")) return null;
    const isFunction = sum.terms.size === 1 && reader.kept.has([...sum.terms.keys()][0]);
    return {
      number: reader.sizeOf(sum),
      text: isFunction ? textOfSum(sum) : `calc(${textOfSum(sum)})`,
    };
  } catch (problem) {
    if (problem !== NO_SUM) throw problem;
    return null;
  }
}

// A sum is {terms: Map of numbers by their units, isPlain: a number that has none}.
class CalcReader {
  constructor(tokens, units, fixed, canonical) {
    this.tokens = tokens;
    this.at = 0;
    this.units = units;
    this.fixed = fixed;
    this.canonical = canonical;
    // Functions whose result only the sizes of units tell, as units of their own: their sizes by their texts.
    this.kept = new Map();
  }

  sizeOf({ terms }) {
    let size = 0;
    for (const [unit, number] of terms) size += number * (this.kept.get(unit) ?? this.units[unit]);
    return size;
  }

  // What comes next, if it is that mark; spaces before it are left out.
  took(mark) {
    const { at } = this;
    this.skipSpace();
    if (this.tokens[this.at]?.value === mark && this.tokens[this.at].type !== "string") {
      this.at++;
      return true;
    }
    this.at = at;
    return false;
  }

  skipSpace() {
    const { at } = this;
    while (this.tokens[this.at]?.type === "space") this.at++;
    return this.at > at;
  }

  sum() {
    let left = this.product();
    for (;;) {
      const { at } = this;
      const sign = this.skipSpace() ? this.tokens[this.at]?.value : undefined;
      if (sign !== "+" && sign !== "-") {
        this.at = at;
        return left;
      }
      this.at++;
      if (!this.skipSpace()) throw NO_SUM;
      left = added(left, this.product(), sign === "-" ? -1 : 1);
    }
  }

  product() {
    let left = this.value();
    for (;;) {
      if (this.took("*")) {
        const right = this.value();
        if (left.isPlain) left = times(right, left.terms.get(""));
        else if (right.isPlain) left = times(left, right.terms.get(""));
        else throw NO_SUM;
      } else if (this.took("/")) {
        const right = this.value();
        if (!right.isPlain) throw NO_SUM;
        left = times(left, 1 / right.terms.get(""));
      } else return left;
    }
  }

  value() {
    this.skipSpace();
    const token = this.tokens[this.at++];
    const word = token?.value.toLowerCase();
    if (token?.type === "number" || token?.type === "dimension") return this.term(token);
    if (token?.type === "percentage") return this.term({ number: token.number, unit: "%" });
    if (token?.type === "ident" && Object.hasOwn(CALC_WORDS, word))
      return sumOf("", CALC_WORDS[word]);
    if (token?.type === "(") return this.given("calc");
    if (token?.type === "function" && Object.hasOwn(CALC_FUNCTIONS, word)) return this.given(word);
    throw NO_SUM;
  }

  term({ number, unit: written }) {
    const unit = written.toLowerCase();
    if (!Object.hasOwn(this.units, unit)) throw NO_SUM;
    const isFixed = unit !== "" && Object.hasOwn(this.fixed, unit);
    return isFixed ? sumOf(this.canonical, number * this.fixed[unit]) : sumOf(unit, number);
  }

  // What a function makes of its arguments, up to its bracket.
  given(name) {
    const sums = [this.sum()];
    while (this.took(",")) sums.push(this.sum());
    if (!this.took(")") && this.at < this.tokens.length) throw NO_SUM;
    if (name === "calc" && sums.length === 1) return sums[0];
    const [{ isPlain, terms }] = sums;
    if (sums.some((sum) => sum.isPlain !== isPlain)) throw NO_SUM;
    const [unit] = terms.keys();
    const areAlike = sums.every((sum) => sum.terms.size === 1 && sum.terms.has(unit));
    const act = CALC_FUNCTIONS[name];
    const size = act(sums.map((sum) => (areAlike ? sum.terms.get(unit) : this.sizeOf(sum))));
    if (Number.isNaN(size)) throw NO_SUM;
    if (areAlike) return sumOf(unit, size);
    const text = `${name}(${sums.map(textOfSum).join(", ")})`;
    this.kept.set(text, size);
    return sumOf(text, 1);
  }
}

function sumOf(unit, number) {
  return { terms: new Map([[unit, number]]), isPlain: unit === "" };
}

function times({ terms, isPlain }, factor) {
  return { terms: new Map([...terms].map(([unit, number]) => [unit, number * factor])), isPlain };
}

function added(left, right, sign) {
  if (left.isPlain !== right.isPlain) throw NO_SUM;
  const terms = new Map(left.terms);
  for (const [unit, number] of right.terms) terms.set(unit, (terms.get(unit) ?? 0) + sign * number);
  return { terms, isPlain: left.isPlain };
}

function textOfTerm(number, unit) {
  if (unit.endsWith(")")) return number === 1 ? unit : `${number} * ${unit}`;
  if (Number.isFinite(number)) return Number(number.toPrecision(6)) + unit;
  return (number < 0 ? "-infinity" : "infinity") + (unit === "" ? "" : ` * 1${unit}`);
}

// By the names of the units, functions last.
function textOfSum({ terms }) {
  const placeOf = (unit) => (unit.endsWith(")") ? `~${unit}` : unit);
  const sorted = [...terms].sort(([a], [b]) => (placeOf(a) < placeOf(b) ? -1 : 1));
  let text = "";
  for (const [unit, number] of sorted) {
    if (text === "") text = textOfTerm(number, unit);
    else text += number < 0 ? ` - ${textOfTerm(-number, unit)}` : ` + ${textOfTerm(number, unit)}`;
  }
  return text;
}
