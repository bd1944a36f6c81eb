/** Words, numbers and times for people. The sentences come from Python, whole, with {blanks}. */

/** @type {{words: Record<string, string>, language: string}} */
const speech = { words: {}, language: "nl" };

/**
 * The sentence of a key with its blanks filled; `key.one` or `key.other` by `facts.count`.
 * @param {string} key
 * @param {Record<string, string|number>} [facts]
 */
function say(key, facts = {}) {
  const form = facts.count === 1 ? `${key}.one` : `${key}.other`;
  const sentence = speech.words[key] ?? speech.words[form] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (blank, name) => {
    const fact = facts[name];
    return typeof fact === "number" ? sayNumber(fact) : (fact ?? blank);
  });
}

/** A whole number: 1234 is "1.234" in Dutch. */
function sayNumber(number) {
  return new Intl.NumberFormat(speech.language).format(number);
}

/** A count in at most four characters: 1234 is "1,2k". */
function sayShort(number) {
  if (number < 1000) return String(number);
  const digits = number < 10000 ? 1 : 0;
  const thousands = new Intl.NumberFormat(speech.language, { maximumFractionDigits: digits });
  return `${thousands.format(number / 1000)}k`;
}

const DAY_MINUTES = 24 * 60;

/**
 * When a time slot is, on an Amsterdam clock. A slot of a whole day has no clock time.
 * @param {[number, number]} slot minutes since 1970 UTC
 */
function sayWhen([start, end]) {
  const from = clockParts(start);
  const day = `${from.weekday} ${from.day} ${from.month} ${from.year}`;
  const wholeDay = from.hour === "00" && from.minute === "00" && end - start >= DAY_MINUTES - 60;
  if (wholeDay) return day;
  const to = clockParts(end);
  const times = { from: `${from.hour}.${from.minute}`, to: `${to.hour}.${to.minute}` };
  return say("when", { day, ...times });
}

function clockParts(minutes) {
  const format = new Intl.DateTimeFormat(speech.language, {
    timeZone: "Europe/Amsterdam",
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = format.formatToParts(minutes * 60000);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}
