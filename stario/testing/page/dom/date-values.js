// Dates and times as controls write them (HTML standard 2.3.5), as numbers and back.

const DAY = 86400000;
const WEEK = 7 * DAY;
// What a Date can hold, and with it the last day that Chromium accepts.
const LAST = 8640000000000000;
const FIRST = utc(1, 0, 1);

function utc(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

function inRange(milliseconds) {
  return milliseconds >= FIRST && milliseconds <= LAST ? milliseconds : NaN;
}

function daysIn(year, month) {
  return new Date(utc(year, month + 1, 0)).getUTCDate();
}

function parseDate(text) {
  const match = /^(\d{4,})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return NaN;
  const [year, month, day] = match.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || year > 275760) return NaN;
  if (day > daysIn(year, month - 1)) return NaN;
  return inRange(utc(year, month - 1, day));
}

function parseMonth(text) {
  const match = /^(\d{4,})-(\d\d)$/.exec(text);
  if (match === null) return NaN;
  const [year, month] = match.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12) return NaN;
  if (year > 275760 || (year === 275760 && month > 9)) return NaN;
  return (year - 1970) * 12 + month - 1;
}

// The Monday of the first week: the one with the year's first Thursday.
function firstMonday(year) {
  const fourth = utc(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
}

function parseWeek(text) {
  const match = /^(\d{4,})-W(\d\d)$/.exec(text);
  if (match === null) return NaN;
  const [year, week] = match.slice(1).map(Number);
  if (year < 1 || week < 1 || year > 275760 || (year === 275760 && week > 37)) return NaN;
  const monday = firstMonday(year) + (week - 1) * WEEK;
  return year === 275760 || monday < firstMonday(year + 1) ? monday : NaN;
}

function parseTime(text) {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/.exec(text);
  if (match === null) return NaN;
  const [hours, minutes, seconds] = [match[1], match[2], match[3] ?? "0"].map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return NaN;
  const fraction = Number((match[4] ?? "0").padEnd(3, "0"));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
}

function parseLocal(text) {
  const match = /^([^T ]+)[T ](.+)$/.exec(text);
  if (match === null) return NaN;
  return inRange(parseDate(match[1]) + parseTime(match[2]));
}

export function padded(number, width) {
  return String(number).padStart(width, "0");
}

function writeDate(milliseconds) {
  const date = new Date(inRange(milliseconds));
  if (Number.isNaN(date.getTime())) return "";
  const month = padded(date.getUTCMonth() + 1, 2);
  return `${padded(date.getUTCFullYear(), 4)}-${month}-${padded(date.getUTCDate(), 2)}`;
}

function writeMonth(number) {
  if (!Number.isFinite(number)) return "";
  const months = Math.round(number);
  const year = 1970 + Math.floor(months / 12);
  const text = `${padded(year, 4)}-${padded((((months % 12) + 12) % 12) + 1, 2)}`;
  return year >= 1 && !Number.isNaN(parseMonth(text)) ? text : "";
}

function writeWeek(milliseconds) {
  const at = inRange(milliseconds);
  if (Number.isNaN(at)) return "";
  const day = Math.floor(at / DAY) * DAY;
  const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
  const year = new Date(monday + 3 * DAY).getUTCFullYear();
  const week = Math.round((monday - firstMonday(year)) / WEEK) + 1;
  return `${padded(year, 4)}-W${padded(week, 2)}`;
}

// As short as it can be said; parts of a second as three digits.
function writeTime(milliseconds) {
  if (!Number.isFinite(milliseconds)) return "";
  const at = ((Math.floor(milliseconds) % DAY) + DAY) % DAY;
  const minutes = Math.floor(at / 60000);
  const text = `${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`;
  const rest = at % 60000;
  if (rest === 0) return text;
  const seconds = `${text}:${padded(Math.floor(rest / 1000), 2)}`;
  return rest % 1000 === 0 ? seconds : `${seconds}.${padded(rest % 1000, 3)}`;
}

function writeLocal(milliseconds) {
  const at = Math.round(milliseconds);
  const day = Math.floor(at / DAY) * DAY;
  const date = writeDate(day);
  return date === "" ? "" : `${date}T${writeTime(at - day)}`;
}

const DAYS = { least: FIRST, most: LAST };
const MONTH_LIMITS = { least: -1969 * 12, most: (275760 - 1970) * 12 + 8 };
const TIME_LIMITS = { least: 0, most: DAY - 1 };

// {parse(text) -> number or NaN, write(number) -> text or ""}. Months count from 1970-01, the others are
// milliseconds.
export const TEMPORAL = {
  date: { ...DAYS, parse: parseDate, write: writeDate, scale: DAY, step: 1, base: 0 },
  month: { parse: parseMonth, write: writeMonth, scale: 1, step: 1, base: 0, ...MONTH_LIMITS },
  week: { ...DAYS, parse: parseWeek, write: writeWeek, scale: WEEK, step: 1, base: -3 * DAY },
  time: { parse: parseTime, write: writeTime, scale: 1000, step: 60, base: 0, ...TIME_LIMITS },
  "datetime-local": {
    ...DAYS,
    parse: parseLocal,
    write: writeLocal,
    scale: 1000,
    step: 60,
    base: 0,
  },
};

// As a Date for valueAsDate, or null.
export function dateOfValue(type, text) {
  const number = TEMPORAL[type].parse(text);
  if (Number.isNaN(number)) return null;
  return new Date(type === "month" ? utc(1970, number, 1) : number);
}

export function valueOfDate(type, date) {
  const at = date.getTime();
  if (Number.isNaN(at)) return "";
  if (type !== "month") return TEMPORAL[type].write(at);
  return writeMonth((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
}
