// In place of search-engine.mjs where there is no Pagefind: names first, then what the summaries say. Same interface.
import { folding, match, near, reading, todayFirst } from "./names.mjs";

const SHOWN = 20;

export const narrows = false;

export async function open(home) {
  await load(new URL("names.js", home));
  const { found, said, fold } = globalThis.guideNames;
  const folded = folding(fold);
  const read = reading(said);
  const entries = read.entries(found).map((entry) => ({ ...entry, told: folded(entry.summary) }));
  return async (typed) => {
    const query = read.query(folded(typed));
    const words = query.asked.split(/\s+/);
    const told = todayFirst(entries.filter((entry) => words.every((word) => entry.told.includes(word))));
    const results = [...new Set([...match(query, entries), ...told])];
    return {
      results: results.slice(0, SHOWN),
      more: results.length > SHOWN,
      near: results.length ? [] : near(query, entries),
    };
  };
}

function load(source) {
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source.href, onload: done, onerror: failed });
    document.head.append(script);
  });
}
