// In place of search-engine.mjs where there is no Pagefind: names first, then what the summaries say. Same interface.
import { folding, match, near } from "./names.mjs";

const SHOWN = 20;

export const narrows = false;

export async function open(home) {
  await load(new URL("names.js", home));
  const { names, fold } = globalThis.guideNames;
  const folded = folding(fold);
  const entries = names.map((entry) => ({ ...entry, said: folded(entry.summary) }));
  return async (typed) => {
    const query = folded(typed);
    const words = query.split(/\s+/);
    const found = [...new Set([...match(query, entries), ...entries.filter(({ said }) => words.every((word) => said.includes(word)))])];
    return { results: found.slice(0, SHOWN), more: found.length > SHOWN, near: found.length ? [] : near(query, entries) };
  };
}

function load(source) {
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source.href, onload: done, onerror: failed });
    document.head.append(script);
  });
}
