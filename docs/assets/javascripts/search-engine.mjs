// Names first (by characters, pinyin or initials), then what Pagefind finds in the text. Both are in Simplified, and what is
// typed is folded to it. Editions without a web server have another engine in this place.
import { folding, match, near } from "./names.mjs";

const ROOT = new URL("../../", import.meta.url);
const SHOWN = 20;

export const narrows = true; // whether it heeds region, audience and kind

/**
 * @typedef {{url: string, title: string, summary: string, kind?: string}} Found
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
  return async (query, wanted) => {
    const folded = fold(query);
    const inside = names.filter(({ facets }) => wanted.every(([name, value]) => facets[name]?.includes(value)));
    const named = query ? match(folded, inside) : inside;
    const text = query ? (await pagefind.search(folded, { filters: Object.fromEntries(wanted) })).results : [];
    const told = await Promise.all(text.slice(0, SHOWN).map((result) => result.data()));
    const all = new Map([...named, ...told.map(({ meta }) => meta)].map((each) => [each.url, each]));
    const results = [...all.values()].slice(0, SHOWN);
    return { results, more: Math.max(all.size, text.length) > SHOWN, near: results.length ? [] : near(folded, names) };
  };
}
