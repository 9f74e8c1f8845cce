// What the search box asks: first the names of the pages, and where they say little, the text of the pages, which needs a
// server (Pagefind). In a large site both are asked of the places that are named or chosen only. Names come as a script: a page opened from disk can load one, and no other file.
import { able } from "./able.mjs";
import { ranking } from "./names.mjs";

const SHOWN = 20;
const FEW = 8; // pages: with so many by name, nobody looks for more in the text; and so many are taken from there
const SHORT = 4; // characters: what is longer hardly stands in a text word for word; each more fetches 28 KB of the index more

/**
 * @typedef {import("./names.mjs").Entry} Entry
 * @param {URL} home of the script's pages
 * @returns {Promise<(typed: string, wanted: [string, string][]) => AsyncGenerator<{answer?: Entry, results: Entry[], more: boolean, near: Entry[], onlyNames?: boolean}>>}
 *   what names say, and where that is little, the same again with what the text says, or that it cannot be
 *   asked here. `wanted`: the region, audience and kind
 *   it is narrowed to
 */
export async function open(home) {
  await load(new URL("names.js", home));
  const names = globalThis.guideNames;
  const parts = new Map(); // group of regions → the names of its local guides: in a large site, of those that were asked about
  const merged = new Set(); // groups whose text is searched too
  let find, list, places, at;
  index();

  function index() {
    const found = [names.found, ...parts.values()].flat();
    ({ find, list, places } = ranking({ ...names, found }));
    at = new Map(found.map((entry) => [entry.url, entry]));
  }

  /** What local guides are called stands apart from the rest in a large site, a file for a group of regions. */
  async function know(regions) {
    const groups = regions.map((region) => names.groups[region]).filter((group) => group && !parts.has(group));
    if (!groups.length) return;
    await Promise.all(groups.map((group) => load(new URL(`names/${group}.js`, home))));
    for (const group of groups) parts.set(group, globalThis.guideParts[group]);
    index();
  }

  let text;

  async function inText(query, wanted) {
    const folder = new URL(names.text, home);
    text = text ?? openText(folder);
    text.catch(() => (text = null)); // a line that broke off is tried again with the next question
    const { engine, addresses } = await text;
    for (const group of parts.keys()) {
      if (merged.has(group)) continue;
      const part = new URL(`${group}/`, folder);
      merged.add(group);
      try {
        await engine.mergeIndex(part.href);
        Object.assign(addresses, await addressesOf(part));
      } catch (error) {
        merged.delete(group);
        throw error;
      }
    }
    const { results } = await engine.search(query, { filters: Object.fromEntries(wanted) });
    return results.slice(0, FEW).map(({ id }) => at.get(addresses[id])).filter(Boolean);
  }

  return async function* (typed, wanted) {
    const inside = ({ facets }) => wanted.every(([name, value]) => facets[name]?.includes(value));
    await know([...places(typed), ...wanted.flatMap(([name, value]) => (name === "region" ? [value] : []))]);
    if (!typed) return yield shown(list(inside));
    const { query, answer, results, near } = find(typed, inside);
    const little = names.text && results.length < FEW && query.length <= SHORT;
    if (answer || results.length || !little) yield { ...shown(results), answer, near };
    if (!little) return;
    if (!able) return yield { ...shown(results), answer, near, onlyNames: true };
    const text = await inText(query, wanted).catch(() => []);
    const all = new Set([...results, ...text]);
    all.delete(answer);
    yield { ...shown([...all]), answer, near: answer || all.size ? [] : near };
  };
}

// A worker would bring the same engine once more; addresses.json says which page a result is.
async function openText(folder) {
  const [{ createInstance }, addresses] = await Promise.all([
    import(new URL("pagefind.js", folder).href),
    addressesOf(folder),
  ]);
  return { engine: createInstance({ noWorker: true }), addresses };
}

const addressesOf = (folder) => fetch(new URL("addresses.json", folder)).then((answer) => answer.json());

const shown = (all) => ({ results: all.slice(0, SHOWN), more: all.length > SHOWN, near: [] });

function load(source) {
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source.href, onload: done, onerror: failed });
    document.head.append(script);
  });
}
