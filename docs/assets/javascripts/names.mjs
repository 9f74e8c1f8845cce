// Which of the guide's pages answer what was typed, and in which order. Everything is in Simplified. The same on the site, on a
// USB stick and on a kiosk; tests/data/queries.yml says what it has to find.
//
// Both a question and a name are cut into pairs of neighbouring characters. A page is the better, the more of the question its
// names hold; a pair that few pages have counts more than one that many have. So a whole sentence finds what the known words
// in it lead to, and a character that is wrong, missing or too much costs the pairs it is in and no more. A pair that only
// sounds alike, 工商 beside 工伤, counts less.

const PIECES = /[a-z]+|[0-9]+|\p{Script=Han}/gu;
const NUMBER = /^[0-9]+$/;
const ALONE = /^(?:[0-9]+|.)$/u;
const PEOPLE = /[0-9]+[个名位]|[一二两三四五六七八九十几]+[个名位](?=[人员职工])/g; // 「招了40个人」 asks what 「招了人」 asks
const LETTERS = /^[a-z]{2,}$/;

const SINGLE = 0.35; // what one character or number is worth, beside a pair of them
const ALIKE = 0.6; // a pair that only sounds like one that no name has
const OFTEN = 0.3; // or like one that some name has: 补缴 is mostly meant as it is written, and not as 不缴
const TOLD = 0.5; // what a page's summary says, not its name
const USUAL = 10; // what fewer pages have is no rarer than what so many have
const LEAST = 0.08; // of what was typed: where no page holds more, nothing is found
const BESIDE = 0.3; // of what the best page holds: who holds less is not meant
const WHOLE = 0.3; // what was typed is a whole name
const PROPER = 0.01; // and that the page's own, not what people call it

// How far a page is trusted to answer. What applies now comes before what fits a little better but is old.
const AGE = { current: 1, undated: 0.55, historical: 0.52, abolished: 0.5 };
const KIND = { help: 0.9, glossary: 0.8, event: 0.7 };
const OTHER = 0.5; // lists and forms
const ASKED = 1.2; // the kind of page that such a question asks for
const HERE = 1.3; // about the place that is named

const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);
const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);

/**
 * @typedef {{url: string, title: string, summary: string, names: string[], asked: string[], kind: string, place: string, facets: Record<string, string[]>, age: {kind: string, words: string} | null}} Entry
 * @typedef {Record<"asking" | "places" | "same", [string, string][]>} Said
 * @param {{found: Entry[], said: Said, sounds: Record<string, string>, simplified: Record<string, string>}} names
 *   `said`: what only asks, and for which kind of page; places with their regions; words that are read as others.
 *   `sounds`: syllable → the characters that are read so
 */
export function ranking({ found, said, sounds, simplified }) {
  const fold = folding(simplified);
  const read = reading(said);
  const { names, index } = indexed(found, (text) => read(fold(text)));
  const { heard, alike } = hearing(sounds, index);
  const rare = (key) => Math.log(1 + found.length / Math.max(index.get(key)?.entries ?? 0, USUAL));
  const worth = (key) => rare(key) * (ALONE.test(key) ? SINGLE : 1);
  for (const name of names) name.worth = sum(name.pieces.map(worth));

  /** Every page that has anything of a question, the best first: how well it fits, and how much of the question it holds. */
  function fits(query) {
    const spelt = LETTERS.test(query.whole) ? byLetters(query.whole, names, heard) : [];
    const pages = spelt.length ? spelt : byPieces(query);
    return pages
      .map(({ entry, fit, share }) => ({ entry, share, fit: fit * trust(entry, query) }))
      .sort((one, other) => other.fit - one.fit);
  }

  function byPieces(query) {
    const all = sum(pieces(query.core).map(worth));
    const held = new Map(); // name → how much of the question it holds
    const shares = new Map(); // page → how much of it all its names hold together
    for (const piece of pieces(query.core)) {
      const seen = new Set();
      const most = new Map();
      for (const [key, part] of [[piece, 1], ...alike(piece).map((other) => [other, index.has(piece) ? OFTEN : ALIKE])]) {
        const here = worth(key) * part;
        for (const name of index.get(key)?.names ?? []) {
          if (seen.has(name)) continue;
          seen.add(name);
          add(held, name, here);
          most.set(name.entry, Math.max(most.get(name.entry) ?? 0, name.told ? here * TOLD : here));
        }
      }
      for (const [entry, here] of most) add(shares, entry, here / all);
    }
    const best = new Map();
    for (const [name, here] of held) {
      if (!name.told) best.set(name.entry, Math.max(best.get(name.entry) ?? 0, one(name, here / all, here / name.worth, query)));
    }
    return [...shares].map(([entry, share]) => ({ entry, share, fit: 0.6 * (best.get(entry) ?? 0) + 0.4 * share }));
  }

  return {
    /**
     * @param {string} typed in either script
     * @param {(entry: Entry) => boolean} inside which pages are wanted
     * @returns {{query: string, answer?: Entry, results: Entry[], near: Entry[]}} `answer`: the term that is asked for;
     *   `near`: when nothing is found, what is closest to it
     */
    find(typed, inside = () => true) {
      const query = read(fold(typed));
      const all = fits(query);
      const least = Math.max(LEAST, BESIDE * Math.max(...all.map(({ share }) => share)));
      const results = all.filter(({ entry, share }) => share >= least && inside(entry)).map(({ entry }) => entry);
      const answer = results.find((entry) => entry.kind === "glossary" && entry.names.some((name) => read(name).core === query.core));
      return {
        query: query.core,
        answer,
        results: results.filter((entry) => entry !== answer),
        near: results.length ? [] : all.slice(0, 4).map(({ entry }) => entry),
      };
    },
    /** The regions whose places are named. */
    places: (typed) => [...read(fold(typed)).regions],
    /** Every wanted page, today's first. */
    list: (inside) => found.filter(inside).sort((one, other) => trust(other) - trust(one)),
  };
}

/** What was typed as names are written: in Simplified, in small letters, without wide forms. */
const folding = (simplified) => (text) =>
  [...text.normalize("NFKC")].map((letter) => simplified[letter] ?? letter).join("").toLowerCase();

// What only asks is left out, and said what it asks for: 「退休金怎么算」 is 「养老金」, asking for a calculator.
function reading({ asking, places, same }) {
  const alike = words(same);
  const asks = words(asking);
  const lies = words(places);
  return (text) => {
    const whole = text.replace(/[\s']/g, "").replace(alike.any, (word) => alike.as.get(word));
    const kinds = new Set();
    const regions = new Set();
    const core = without(without(whole.replace(PEOPLE, ""), asks, kinds), lies, regions);
    return { whole, core: core.length > 1 ? core : whole, kinds, regions };
  };
}

// A text without such words; what they mean is added to a set.
const without = (text, { any, as }, meant) =>
  text.replace(any, (word) => {
    meant.add(as.get(word));
    return "";
  });

// Words, longer ones before those they begin with, as an expression that finds any of them, and what each is read as.
const words = (pairs) => ({ any: new RegExp(pairs.map(([word]) => word.replace(/\W/g, "\\$&")).join("|") || "(?!)", "g"), as: new Map(pairs) });

// How characters sound; and the pairs, among those that names have, which sound like a pair: 工伤 for 工商.
function hearing(sounds, index) {
  const syllables = new Map();
  for (const [syllable, letters] of Object.entries(sounds)) {
    for (const letter of letters) syllables.set(letter, [...(syllables.get(letter) ?? []), syllable]);
  }
  const heard = (letter) => syllables.get(letter) ?? [letter];
  const used = new Map(); // syllable → the characters that names have
  for (const letter of index.keys()) {
    if (letter.length === 1) for (const each of heard(letter)) used.set(each, [...(used.get(each) ?? []), letter]);
  }
  const same = (letter) => new Set([letter, ...heard(letter).flatMap((each) => used.get(each) ?? [])]);
  function alike(piece) {
    const [first, second, ...more] = piece;
    if (!second || more.length) return [];
    const pairs = [...same(first)].flatMap((one) => [...same(second)].map((other) => one + other));
    return pairs.filter((pair) => pair !== piece && index.has(pair));
  }
  return { heard, alike };
}

// The characters and numbers of a text, and the pairs of neighbours among them, any number being like another in these.
function pieces(text) {
  const letters = text.match(PIECES) ?? [];
  const like = letters.map((letter) => (NUMBER.test(letter) ? "#" : letter));
  return [...new Set([...letters, ...like.slice(1).map((letter, place) => like[place] + letter)])];
}

// The names of all pages with their pieces, and for each piece the names that have it.
function indexed(found, read) {
  const names = [];
  const index = new Map();
  for (const entry of found) {
    const told = [entry.summary, ...entry.asked];
    for (const text of [...entry.names, ...told]) {
      const { whole, core } = read(text);
      const name = { entry, text, whole, core, told: told.includes(text), proper: text === entry.names[0], pieces: pieces(core), worth: 0 };
      names.push(name);
      for (const piece of name.pieces) {
        const known = index.get(piece) ?? { names: [], entries: 0 };
        if (known.names[known.names.length - 1]?.entry !== entry) known.entries += 1;
        known.names.push(name);
        index.set(piece, known);
      }
    }
  }
  return { names, index };
}

// How well one name fits that holds a share of the question and is itself held by it to a part.
function one({ whole, core, proper }, share, part, query) {
  const exact = whole === query.whole ? WHOLE : core === query.core ? WHOLE / 2 : 0;
  return share * (0.6 + 0.4 * Math.min(1, part)) + exact + (proper ? PROPER : 0);
}

// Pages with a name that is spelt so, by its syllables or their first letters, from any of its characters on.
function byLetters(typed, names, heard) {
  const pages = new Map();
  for (const name of names) {
    if (name.told) continue;
    name.letters = name.letters ?? [...name.text].map(heard);
    let long = name.text.includes(typed) ? typed.length : 0; // 「vip」 is no pinyin
    for (let start = 0; start < name.letters.length && !long; start++) long = spelling(typed, name.letters, start);
    if (!long) continue;
    const part = long / name.letters.length;
    const fit = one(name, 1, part, part === 1 ? { whole: name.whole, core: "" } : { whole: "", core: "" });
    if (fit > (pages.get(name.entry)?.fit ?? 0)) pages.set(name.entry, { entry: name.entry, share: 1, fit });
  }
  return [...pages.values()];
}

// How many characters from a place on are spelt by letters: whole syllables, the last as far as it is typed, or initials.
function spelling(typed, letters, start) {
  const initials = (place, rest) => !rest || letters[place]?.some((each) => each[0] === rest[0] && initials(place + 1, rest.slice(1)));
  const syllables = (place, rest) => {
    for (const each of letters[place] ?? []) {
      if (each.startsWith(rest)) return place + 1 - start;
      const long = rest.startsWith(each) && syllables(place + 1, rest.slice(each.length));
      if (long) return long;
    }
    return 0;
  };
  return syllables(start, typed) || (initials(start, typed) ? typed.length : 0);
}

function trust({ age, kind, facets }, query) {
  let trust = age ? AGE[age.kind] : (KIND[kind] ?? OTHER);
  if (query?.kinds.has(kind)) trust *= ASKED;
  if (facets.region?.some((region) => query?.regions.has(region))) trust *= HERE;
  return trust;
}
