// Which names fit what was typed. A name is [Simplified characters, its pinyin with spaces between the syllables].

// What was typed as names are written: in Simplified, in small letters, without wide forms.
export const folding = (pairs) => (text) =>
  [...text.normalize("NFKC")].map((letter) => pairs[letter] ?? letter).join("").toLowerCase();

const EXACT = 0;
const BEGINS = 1;
const INSIDE = 2;
const AROUND = 3; // a whole name inside a longer question: 「怎么退保」

// Entries with a name that fits, the closest first: a proper name before another name, a short one before a long one.
export function match(query, entries) {
  const letters = query.replace(/[\s']/g, "");
  if (!letters) return [];
  const rank = /^[a-z]+$/.test(letters) ? byPinyin : byCharacters;
  return entries
    .map((entry) => [Math.min(...entry.names.map((name, place) => rank(letters, name) + (place ? 0.5 : 0) + length(name))), entry])
    .filter(([rank]) => rank !== Infinity)
    .sort(([one], [other]) => one - other)
    .map(([, entry]) => entry);
}

const length = ([name]) => Math.min(name.length, 99) / 1000;

function byCharacters(query, [name]) {
  const place = name.indexOf(query);
  if (place >= 0) return name === query ? EXACT : place ? INSIDE : BEGINS;
  return name.length > 1 && query.includes(name) ? AROUND : Infinity;
}

function byPinyin(letters, [name, pinyin]) {
  if (name.includes(letters)) return BEGINS; // 「VIP」 is no pinyin
  const syllables = pinyin.split(" ");
  const initials = syllables.map((syllable) => syllable[0]).join("");
  if (letters === initials || letters === syllables.join("")) return EXACT;
  const place = syllables.findIndex(
    (_, start) => syllables.slice(start).join("").startsWith(letters) || initials.startsWith(letters, start),
  );
  if (place < 0 || letters.length < 2) return Infinity;
  return place ? INSIDE : BEGINS;
}

// When nothing fits: the few entries that share most characters with what was typed.
export function near(query, entries, count = 4) {
  const letters = new Set(query);
  const shared = ({ names }) => Math.max(...names.map(([name]) => [...letters].filter((each) => name.includes(each)).length));
  return entries
    .map((entry) => [shared(entry), entry])
    .filter(([score]) => score > 1)
    .sort(([one], [other]) => other - one)
    .slice(0, count)
    .map(([, entry]) => entry);
}
