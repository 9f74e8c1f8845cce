// Which names fit what was typed. A name is [Simplified characters, its pinyin with spaces between the syllables].

// What was typed as names are written: in Simplified, in small letters, without wide forms.
export const folding = (pairs) => (text) =>
  [...text.normalize("NFKC")].map((letter) => pairs[letter] ?? letter).join("").toLowerCase();

const PEOPLE = /[0-9]+[个名位]/g; // 「招了40个人」 asks what 「招了人」 asks

/**
 * Reads names and what is typed alike, however a question is put: 「退休金怎么算」 and 「养老金多少」 are both 「养老金」.
 * @param {{asking: string[], same: [string, string][]}} said what only asks; the words that are read as others
 */
export function reading({ asking, same }) {
  const alike = (text) => same.reduce((read, [word, as]) => read.replaceAll(word, as), text.replace(/[\s']/g, ""));
  const told = (text) => {
    const left = asking.reduce((read, phrase) => read.replaceAll(phrase, ""), text.replace(PEOPLE, "")).trim();
    return left.length > 1 ? left : text;
  };
  const read = (text) => ({ whole: alike(text), core: told(alike(text)) });
  return {
    query: (text) => ({ ...read(text), asked: told(text) }),
    entries: (found) =>
      found.map((entry) => ({
        ...entry,
        names: entry.names.map(([name, pinyin]) => ({ ...read(name), pinyin: pinyin.split(" ") })),
      })),
  };
}

// How well a name fits: the less the better.
const EXACT = 0;
const BEGINS = 1;
const INSIDE = 2;
const AROUND = 2.5; // a whole name inside a longer question: 「我想怎么退保」; up to one more for what the name leaves out
const OTHER = 0.5; // not the proper name
const ASKED = 0.45; // nor a calculator's title: of the two that answer a question, the one that computes comes first
const CORE = 0.2; // without what only asks
// What applies now comes before what fits better but is old; what is of no age, like a term or a list, in between.
const AGE = { current: 0, undated: 2, historical: 2.1, abolished: 2.2 };
const AGELESS = 0.6;

const age = (entry) => (entry.age ? AGE[entry.age.kind] : AGELESS);
const by = (value) => (one, other) => value(one) - value(other);

export const todayFirst = (entries) => [...entries].sort(by(age));

// Entries with a name that fits, the closest first: a proper name before another name, a short one before a long one.
export function match(query, entries) {
  if (!query.whole) return [];
  const rank = /^[a-z]+$/.test(query.whole) ? byPinyin : byCharacters;
  return entries
    .map((entry) => {
      const other = entry.kind === "calculator" ? ASKED : OTHER;
      const fits = entry.names.map((name, place) => rank(query, name) + (place && other) + length(name));
      return [Math.min(...fits) + age(entry), entry];
    })
    .filter(([rank]) => rank !== Infinity)
    .sort(by(([rank]) => rank))
    .map(([, entry]) => entry);
}

const length = ({ whole }) => Math.min(whole.length, 99) / 1000;

const byCharacters = (query, name) => Math.min(within(query.whole, name.whole), within(query.core, name.core) + CORE);

function within(query, name) {
  const place = name.indexOf(query);
  if (place >= 0) return name === query ? EXACT : place ? INSIDE : BEGINS;
  return name.length > 1 && query.includes(name) ? AROUND + 1 - name.length / query.length : Infinity;
}

function byPinyin({ whole: letters }, { whole, pinyin: syllables }) {
  if (whole.includes(letters)) return BEGINS; // 「VIP」 is no pinyin
  const initials = syllables.map((syllable) => syllable[0]).join("");
  if (letters === initials || letters === syllables.join("")) return EXACT;
  const place = syllables.findIndex(
    (_, start) => syllables.slice(start).join("").startsWith(letters) || initials.startsWith(letters, start),
  );
  if (place < 0 || letters.length < 2) return Infinity;
  return place ? INSIDE : BEGINS;
}

// When nothing fits: the few entries that share most characters with what was typed.
export function near({ core }, entries, count = 4) {
  const letters = [...new Set(core)];
  const shared = ({ names }) => Math.max(...names.map((name) => letters.filter((each) => name.core.includes(each)).length));
  return todayFirst(entries)
    .map((entry) => [shared(entry), entry])
    .filter(([score]) => score > 1)
    .sort(by(([score]) => -score))
    .slice(0, count)
    .map(([, entry]) => entry);
}
