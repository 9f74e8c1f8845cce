// The search box. Loads its engine when somebody is about to type. Listens to `input`, which on-screen keyboards fire too.
import { open } from "./search-engine.mjs";

export function search(form) {
  const input = form.querySelector("input");
  const status = form.querySelector(".search-status");
  const list = form.querySelector(".search-results");
  const words = JSON.parse(form.dataset.words);
  const home = new URL(form.dataset.search, location.href);
  let engine;
  let last = 0;

  const load = () => (engine ??= open(home));
  const run = async () => {
    const query = input.value.trim();
    const turn = ++last;
    if (!query) return show([], "");
    if (list.hidden) status.textContent = words.loading;
    try {
      const find = await load();
      const { count, results } = await find(query);
      if (turn !== last) return;
      const text = results.length ? words.some : words.none;
      show(results, text.replace("{count}", count).replace("{query}", () => query));
    } catch {
      engine = undefined;
      if (turn === last) show([], words.failed);
    }
  };

  function show(results, text) {
    status.textContent = text;
    list.hidden = !results.length;
    list.replaceChildren(...results.map((result) => entry(result, home)));
  }

  input.addEventListener("focus", () => load().catch(() => (engine = undefined)), { once: true });
  input.addEventListener("input", run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
}

function entry({ url, title, summary }, home) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(url, home);
  link.textContent = title;
  const text = document.createElement("p");
  text.textContent = summary;
  item.append(link, text);
  return item;
}
