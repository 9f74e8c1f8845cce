// Pagefind, asked in Simplified, as the index is. Editions without a web server have another engine in this place.

const ROOT = new URL("../../", import.meta.url);
const SHOWN = 20;

/**
 * @param {URL} home of the script's pages
 * @returns {Promise<(query: string) => Promise<{count: number, results: {url: string, title: string, summary: string}[]}>>}
 */
export async function open(home) {
  const [pagefind, pairs] = await Promise.all([
    import(new URL("pagefind/pagefind.js", home)),
    fetch(new URL("assets/search-fold.json", ROOT)).then((response) => response.json()),
  ]);
  await pagefind.init();
  return async (query) => {
    const folded = [...query.normalize("NFKC")].map((letter) => pairs[letter] ?? letter).join("");
    const found = await pagefind.search(folded);
    const results = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
    const shown = results.map(({ raw_url, meta }) => ({ url: raw_url.replace(/^\//, ""), title: meta.title, summary: meta.summary }));
    return { count: found.results.length, results: shown };
  };
}
