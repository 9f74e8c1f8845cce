// The search box. Loads Pagefind when somebody is about to type; folds the query to Simplified, as the index is.
// Listens to `input`, which on-screen keyboards fire too.

const ROOT = new URL("../../", import.meta.url);

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
      const { pagefind, fold } = await load();
      const found = await pagefind.search(fold(query));
      const results = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
      if (turn !== last) return;
      const text = results.length ? words.some : words.none;
      show(results, text.replace("{count}", found.results.length).replace("{query}", () => query));
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

async function open(home) {
  const [pagefind, pairs] = await Promise.all([
    import(new URL("pagefind/pagefind.js", home)),
    fetch(new URL("assets/search-fold.json", ROOT)).then((response) => response.json()),
  ]);
  await pagefind.init();
  return { pagefind, fold: (text) => [...text.normalize("NFKC")].map((letter) => pairs[letter] ?? letter).join("") };
}

function entry(result, home) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(result.raw_url.replace(/^\//, ""), home);
  link.textContent = result.meta.title;
  const summary = document.createElement("p");
  summary.textContent = result.meta.summary;
  item.append(link, summary);
  return item;
}
