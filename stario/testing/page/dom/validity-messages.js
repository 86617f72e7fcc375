// What Chromium says of a control that is not valid, in English.

import { TEMPORAL } from "./date-values.js";
import { nearestSteps, numberOf, stepRange, textOfNumber } from "./input-numbers.js";
import { emailsOf, isEmail } from "./validity-rules.js";

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

function missing(element) {
  if (element._localName === "select") return "Please select an item in the list.";
  switch (element._type?.name) {
    case "checkbox":
      return "Please check this box if you want to proceed.";
    case "radio":
      return "Please select one of these options.";
    case "file":
      return element._attributes.has("multiple")
        ? "Please select one or more files."
        : "Please select a file.";
    default:
      return "Please fill out this field.";
  }
}

function wrongEmail(element) {
  const text = emailsOf(element).find((each) => !isEmail(each));
  if (text === "") return "Please enter a non-empty email address.";
  const at = text.indexOf("@");
  if (at < 0) {
    return `Please include an '@' in the email address. '${text}' is missing an '@'.`;
  }
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (local === "") return `Please enter a part followed by '@'. '${text}' is incomplete.`;
  if (domain === "") return `Please enter a part following '@'. '${text}' is incomplete.`;
  const inLocal = /[^a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]/u.exec(local)?.[0];
  if (inLocal) return `A part followed by '@' should not contain the symbol '${inLocal}'.`;
  const inDomain = /[^a-zA-Z0-9.-]/u.exec(domain)?.[0];
  if (inDomain) return `A part following '@' should not contain the symbol '${inDomain}'.`;
  if (/^\.|\.$|\.\./.test(domain)) return `'.' is used at a wrong position in '${domain}'.`;
  return "Please enter an email address.";
}

function lengthMessage(element, longer) {
  const limit = longer ? element.maxLength : element.minLength;
  const length = element.value.length;
  const plural = limit === 1 ? "character" : "characters";
  const using = `(you are currently using ${length} character${length === 1 ? "" : "s"})`;
  return longer
    ? `Please shorten this text to ${limit} ${plural} or less ${using}.`
    : `Please lengthen this text to ${limit} ${plural} or more ${using}.`;
}

function two(number) {
  return String(number).padStart(2, "0");
}

function shownTime(milliseconds) {
  const date = new Date(milliseconds);
  const hours = date.getUTCHours();
  const seconds = milliseconds % 60000 === 0 ? "" : `:${two(date.getUTCSeconds())}`;
  const fraction =
    milliseconds % 1000 === 0 ? "" : `.${String(date.getUTCMilliseconds()).padStart(3, "0")}`;
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}${seconds}${fraction}`;
  // A narrow space that does not break, as in the English of CLDR.
  return `${clock}\u202f${hours < 12 ? "AM" : "PM"}`;
}

function shownDate(milliseconds) {
  const date = new Date(milliseconds);
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  return `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${year}`;
}

// A number as the control itself shows it.
function shown(type, number) {
  switch (type) {
    case "date":
      return shownDate(number);
    case "time":
      return shownTime(number);
    case "datetime-local":
      return `${shownDate(number)}, ${shownTime(number)}`;
    case "month":
      return `${MONTHS[((number % 12) + 12) % 12]} ${1970 + Math.floor(number / 12)}`;
    case "week": {
      const [year, week] = textOfNumber("week", number).split("-W");
      return `Week ${week}, ${year}`;
    }
    default:
      return String(number);
  }
}

function rangeMessage(element, flags) {
  const type = element._type.name;
  const range = stepRange(element);
  const least = shown(type, range.minimum);
  const most = shown(type, range.maximum);
  if (range.minimum > range.maximum && range.hasMaximum) {
    return type === "time"
      ? `Value must be between ${least} and ${most}.`
      : `Minimum value (${least}) must be less than the maximum value (${most}).`;
  }
  const temporal = TEMPORAL[type] !== undefined;
  if (flags.rangeUnderflow) {
    return temporal
      ? `Value must be ${least} or later.`
      : `Value must be greater than or equal to ${least}.`;
  }
  return temporal
    ? `Value must be ${most} or earlier.`
    : `Value must be less than or equal to ${most}.`;
}

function stepMessage(element) {
  const type = element._type.name;
  const near = nearestSteps(numberOf(type, element.value), stepRange(element));
  if (near.length < 2) {
    return `Please enter a valid value. The nearest valid value is ${shown(type, near[0])}.`;
  }
  const both = near.map((number) => shown(type, number)).join(" and ");
  return `Please enter a valid value. The two nearest valid values are ${both}.`;
}

function badInputMessage(element) {
  return element._type.name === "number" ? "Please enter a number." : "Please enter a valid value.";
}

export function validityMessage(element, flags) {
  if (flags.badInput) return badInputMessage(element);
  if (flags.valueMissing) return missing(element);
  if (flags.typeMismatch) {
    return element._type.name === "url" ? "Please enter a URL." : wrongEmail(element);
  }
  if (flags.patternMismatch) return "Please match the requested format.";
  if (flags.tooLong) return lengthMessage(element, true);
  if (flags.tooShort) return lengthMessage(element, false);
  if (flags.rangeUnderflow || flags.rangeOverflow) return rangeMessage(element, flags);
  if (flags.stepMismatch) return stepMessage(element);
  return "";
}
