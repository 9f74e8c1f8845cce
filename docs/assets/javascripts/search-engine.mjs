// Names first (by characters, pinyin or initials), then what Pagefind finds in the text. Both are in Simplified, and what is
// typed is folded to it. Editions without a web server have another engine in this place.
import { folding, match, near, reading, todayFirst } from "./names.mjs";

const ROOT = new URL("../../", import.meta.url);
const SHOWN = 20;

export const narrows = true; // whether it heeds region, audience and kind

/**
 * @typedef {{kind: string, words: string}} Age
 * @typedef {{url: string, title: string, summary: string, kind?: string, place?: string, age?: Age}} Found
 * @param {URL} home of the script's pages
 * @returns {Promise<(query: string, wanted: [string, string][]) => Promise<{results: Found[], more: boolean, near: Found[]}>>}
 *   `near`: when nothing is found, what is closest to it
 */
export async function open(home) {
  const json = (address, base) => fetch(new URL(address, base)).then((response) => response.json());
  const [pagefind, names, pairs] = await Promise.all([
    import(new URL("pagefind/pagefind.js", home).href),
    json("pagefind/names.json", home),
    json("assets/search-fold.json", ROOT),
  ]);
  await pagefind.init();
  const fold = folding(pairs);
  const read = reading(names.said);
  const entries = read.entries(names.found);
  const at = new Map(entries.map((entry) => [entry.url, entry]));
  return async (typed, wanted) => {
    const query = read.query(fold(typed));
    const inside = entries.filter(({ facets }) => wanted.every(([name, value]) => facets[name]?.includes(value)));
    const named = typed ? match(query, inside) : todayFirst(inside);
    const text = typed ? (await pagefind.search(query.asked, { filters: Object.fromEntries(wanted) })).results : [];
    const told = await Promise.all(text.slice(0, SHOWN).map((result) => result.data()));
    const all = new Set([...named, ...todayFirst(told.map(({ meta }) => at.get(meta.url)).filter(Boolean))]);
    const results = [...all].slice(0, SHOWN);
    return { results, more: Math.max(all.size, text.length) > SHOWN, near: results.length ? [] : near(query, entries) };
  };
}
