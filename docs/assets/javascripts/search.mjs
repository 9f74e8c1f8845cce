// The search box. Loads its data when somebody is about to type. Names come first (by characters, pinyin or initials), then
// what Pagefind finds in the text. The query is folded to Simplified, as both are. Listens to `input`, which on-screen
// keyboards fire too.
import { match, near } from "./names.mjs";

const ROOT = new URL("../../", import.meta.url);
const SHOWN = 20;

export function search(form) {
  const input = form.querySelector("input");
  const facets = [...form.querySelectorAll("select")];
  const status = form.querySelector(".search-status");
  const list = form.querySelector(".search-results");
  const help = form.querySelector(".search-help");
  const words = JSON.parse(form.dataset.words);
  const home = new URL(form.dataset.search, location.href);
  let engine;
  let last = 0;

  const load = () => (engine ??= open(home));
  const run = async () => {
    const query = input.value.trim();
    const wanted = facets.filter((facet) => facet.value).map((facet) => [facet.name, facet.value]);
    const turn = ++last;
    if (!query && !wanted.length) return show([], "");
    if (list.hidden) status.textContent = words.loading;
    try {
      const { pagefind, names, fold } = await load();
      const folded = fold(query).toLowerCase();
      const inside = names.filter(({ facets }) => wanted.every(([name, value]) => facets[name]?.includes(value)));
      const named = query ? match(folded, inside) : inside;
      const text = query ? (await pagefind.search(folded, { filters: Object.fromEntries(wanted) })).results : [];
      const told = await Promise.all(text.slice(0, SHOWN).map((result) => result.data()));
      if (turn !== last) return;
      const all = new Map([...named, ...told.map(({ meta }) => meta)].map((each) => [each.url, each]));
      if (all.size) show([...all.values()], all.size > SHOWN || text.length > SHOWN ? words.many : words.some);
      else show([], (wanted.length ? words["none-here"] : words.none).replace("{query}", () => query), near(folded, names));
    } catch {
      engine = undefined;
      if (turn === last) show([], words.failed, []);
    }
  };

  function show(found, text, suggested) {
    const shown = found.slice(0, SHOWN);
    status.textContent = text.replace("{count}", shown.length);
    list.hidden = !shown.length;
    list.replaceChildren(...shown.map((each) => entry(each, home, words)));
    help.hidden = !suggested;
    const links = (suggested ?? []).map((each) => item(link(each, home)));
    help.querySelector(".search-near").replaceChildren(...(links.length ? [item(words.near), ...links] : []));
  }

  const prepare = () => load().catch(() => (engine = undefined));
  for (const control of [input, ...facets]) control.addEventListener("focus", prepare, { once: true });
  form.addEventListener("input", run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
}

async function open(home) {
  const json = (address, base) => fetch(new URL(address, base)).then((response) => response.json());
  const [pagefind, names, pairs] = await Promise.all([
    import(new URL("pagefind/pagefind.js", home)),
    json("pagefind/names.json", home),
    json("assets/search-fold.json", ROOT),
  ]);
  await pagefind.init();
  const fold = (text) => [...text.normalize("NFKC")].map((letter) => pairs[letter] ?? letter).join("");
  return { pagefind, names, fold };
}

function entry(found, home, words) {
  const summary = document.createElement("p");
  summary.textContent = found.summary;
  const kind = words[`is-${found.kind}`];
  if (!kind) return item(link(found, home), summary);
  const tag = document.createElement("span");
  tag.className = "tag";
  tag.textContent = kind;
  return item(link(found, home), " ", tag, summary);
}

function link(found, home) {
  const anchor = document.createElement("a");
  anchor.href = new URL(found.url, home);
  anchor.textContent = found.title;
  return anchor;
}

function item(...content) {
  const item = document.createElement("li");
  item.append(...content);
  return item;
}
