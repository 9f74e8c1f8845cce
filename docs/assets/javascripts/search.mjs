// The search box. Loads its engine when somebody is about to type. Listens to `input`, which on-screen keyboards fire too.
import { open } from "./search-engine.mjs";
import { fill, put } from "./text.mjs";

export function search(form) {
  const input = form.querySelector("input");
  const facets = [...form.querySelectorAll("select")];
  const answered = form.querySelector(".search-answer");
  const status = form.querySelector(".search-status");
  const list = form.querySelector(".search-results");
  const help = form.querySelector(".search-help");
  const words = JSON.parse(form.dataset.words);
  const home = new URL(form.dataset.search, location.href);
  let engine;
  let last = 0;

  const load = () => (engine = engine ?? open(home));
  const run = async () => {
    const query = input.value.trim();
    const wanted = facets.filter((facet) => facet.value).map((facet) => [facet.name, facet.value]);
    if (form.dataset.region) wanted.push(["region", form.dataset.region]); // on the page of a region
    const turn = ++last;
    if (!query && !wanted.length) return show([], "");
    if (list.hidden) status.textContent = words.loading;
    try {
      const find = await load();
      for await (const found of find(query, wanted)) {
        if (turn !== last) return;
        tell(found, fill(wanted.length ? words["none-here"] : words.none, { query }));
      }
    } catch {
      engine = undefined;
      if (turn === last) show([], words.failed, []);
    }
  };

  function tell({ answer, results, more, near, onlyNames }, nothing) {
    if (results.length) show(results, fill(more ? words.many : words.some, { count: results.length }));
    else if (answer) show([], "");
    else show([], nothing, near);
    if (onlyNames) status.append(words["only-names"]);
    answered.hidden = !answer;
    if (answer) put(answered, link(answer, home), `：${answer.summary}`);
  }

  function show(found, text, suggested) {
    status.textContent = text;
    answered.hidden = true;
    list.hidden = !found.length;
    put(list, ...found.map((each) => entry(each, home, words)));
    help.hidden = !suggested;
    const links = (suggested ?? []).map((each) => item(link(each, home)));
    put(help.querySelector(".search-near"), ...(links.length ? [item(words.near), ...links] : []));
  }

  const prepare = () => load().catch(() => (engine = undefined));
  for (const control of [input, ...facets]) control.addEventListener("focus", prepare, { once: true });
  form.addEventListener("input", run);
  run(); // somebody may have typed before this program was there
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
}

function entry(found, home, words) {
  const { age, place, kind } = found;
  const marks = [
    age && label(`chip chip-${age.kind}`, age.words),
    place && label("tag", place),
    words[`is-${kind}`] && label("tag", words[`is-${kind}`]),
  ].filter(Boolean);
  const line = document.createElement("p");
  line.className = "marks";
  line.append(...marks.flatMap((mark) => [mark, " "]));
  line.setAttribute("aria-hidden", "true"); // it is heard with the name: what is called alike is told apart in a list of links too
  const anchor = link(found, home);
  anchor.setAttribute("aria-label", [found.title, ...marks.map((mark) => mark.textContent)].join("，"));
  const summary = document.createElement("p");
  summary.textContent = found.summary;
  return item(anchor, line, summary);
}

function label(className, text) {
  return Object.assign(document.createElement("span"), { className, textContent: text });
}

function link(found, home) {
  const anchor = document.createElement("a");
  anchor.href = new URL(found.url, home).href;
  anchor.textContent = found.title;
  return anchor;
}

function item(...content) {
  const item = document.createElement("li");
  item.append(...content);
  return item;
}
