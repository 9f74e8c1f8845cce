// In place of search-engine.mjs where there is no Pagefind: looks through the titles, other names and summaries; Latin
// letters are taken as pinyin or its initials. Same interface.

const SHOWN = 20;

export const narrows = false;

export async function open(home) {
  await load(new URL("titles.js", home));
  const { pages, fold } = globalThis.guideTitles;
  return async (query) => {
    const folded = [...query.normalize("NFKC").toLowerCase()].map((letter) => fold[letter] ?? letter).join("");
    const scored = pages.map((page) => [score(page, folded.trim()), page]).filter(([points]) => points > 0);
    scored.sort(([a, { name: one }], [b, { name: other }]) => b - a || one.length - other.length);
    return { results: scored.slice(0, SHOWN).map(([, page]) => page), more: scored.length > SHOWN, near: [] };
  };
}

/** How well a page fits: its name before its other names and summary, a beginning before a middle; 0 is not at all. */
function score({ name, words, pinyin, initials }, query) {
  const letters = query.replace(/['\s]/g, "");
  if (/^[a-z0-9]+$/.test(letters)) return place(initials, letters) + place(pinyin, letters);
  const points = query.split(/\s+/).map((word) => 2 * place(name, word) + (words.includes(word) ? 1 : 0));
  return points.every(Boolean) ? points.reduce((sum, point) => sum + point) : 0;
}

const place = (text, part) => (text.startsWith(part) ? 3 : text.includes(part) ? 2 : 0);

function load(source) {
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source.href, onload: done, onerror: failed });
    document.head.append(script);
  });
}
