// A living checklist: answers filter the materials at once (their outcomes were worked out by Python at build time), ticks
// are counted, and the state lives in the address, so that a reload, a copied link and the other script keep it.
import { decode } from "./code.mjs";
import { decide } from "./decisions.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";
import { printPage } from "./sheet.mjs";
import { fill, put } from "./text.mjs";

const SITUATION = "s.";
const TICKED = "ticked";

export function checklist(section) {
  const tools = section.querySelector(".checklist-tools");
  if (!tools) return () => ({});
  const words = JSON.parse(tools.dataset.words);
  const progress = tools.querySelector(".checklist-progress");
  const radios = [...section.querySelectorAll("[data-situation] input")];
  const items = [...section.querySelectorAll("[data-material]")].map((row) => ({
    row,
    id: row.dataset.material,
    unit: row.dataset.anyOf ?? row.dataset.material, // alternatives count as one
    counter: Boolean(row.closest("[data-counter]")),
    gone: "gone" in row.dataset, // on the list, but nobody need bring it any more
    box: row.querySelector("input"),
    decision: row.dataset.decision && JSON.parse(row.dataset.decision),
  }));
  const heading = section.querySelector("[data-count]");
  const unneeded = /** @type {HTMLDetailsElement | null} */ (section.querySelector(".unneeded"));
  const stops = [...section.querySelectorAll("[data-stop]")];

  const answers = () => Object.fromEntries(radios.filter((radio) => radio.checked).map((radio) => [radio.name, radio.value]));

  function update() {
    const given = answers();
    for (const stop of stops) stop.hidden = !radios.some((radio) => radio.checked && stop.dataset.stop === `${radio.name}=${radio.value}`);
    const stopped = stops.some((stop) => !stop.hidden);
    section.classList.toggle("stopped", stopped);
    const unsure = radios.filter((radio) => radio.checked && "unsure" in radio.dataset).map(({ name }) => name);
    const settled = Object.fromEntries(Object.entries(given).filter(([name]) => !unsure.includes(name)));
    for (const { row, decision } of items) {
      row.dataset.needed = stopped ? "no" : decision ? decide(decision, settled) : "yes";
      row.classList.toggle("unsure", Boolean(decision?.ask.some((name) => unsure.includes(name))));
    }
    fold(stopped);
    say(stopped);
    section.dispatchEvent(new Event("checklist"));
  }

  /** What the answers make needless leaves the list, and is named below it. */
  function fold(stopped) {
    const rows = stopped ? [] : items.filter(({ row }) => row.dataset.needed === "no").map(({ row }) => row);
    unneeded.hidden = rows.length === 0;
    unneeded.querySelector("summary").textContent = fill(words.unneeded, { count: rows.length });
    const named = rows.map((row) => {
      const item = document.createElement("li");
      const when = row.querySelector(".material-when")?.lastChild.textContent.trim();
      item.textContent = row.querySelector(".material-name").textContent + (when ? words["why-of"] + when : "");
      return item;
    });
    put(unneeded.querySelector("ul"), ...named);
  }

  function say(stopped) {
    const listed = (need) => items.filter(({ row, counter }) => row.dataset.needed === need && !counter);
    const which = (need) => listed(need).filter(({ gone }) => !gone);
    const units = (some) => new Set(some.map(({ unit }) => unit)).size;
    const open = which("unknown");
    const unsure = units(open.filter(({ row }) => row.classList.contains("unsure")));
    const count = units(listed("yes"));
    const more = units(listed("unknown"));
    const numbers = {
      needed: units(which("yes")),
      ticked: units(which("yes").filter(({ box }) => box.checked)),
      unknown: units(open) - unsure,
      unsure,
      gone: count + more - units([...which("yes"), ...open]),
    };
    const missing = numbers.needed - numbers.ticked;
    const names = items.filter(({ row, counter }) => counter && row.dataset.needed === "yes");
    const forms = names.map(({ row }) => row.querySelector(".material-name").textContent).join("、");
    heading.textContent = fill(summary(), { count, more, forms, gone: numbers.gone });
    for (const bar of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-progress]")))
      bar.textContent = fill(JSON.parse(bar.dataset.words)[numbers.needed ? "progress" : "list"], numbers);
    progress.textContent = numbers.needed || open.length ? fill(sentence(), { ...numbers, missing }) : heading.textContent;

    function summary() {
      if (stopped) return words["count-stopped"];
      const all = count ? (more ? "count-more" : "count") : more ? "count-open" : forms ? "count-counter" : "count-nothing";
      return words[all] + (numbers.gone ? words["count-gone"] : "");
    }

    function sentence() {
      const all = missing || open.length ? words.progress : words.done;
      return (
        all +
        (numbers.unknown ? words["progress-unknown"] : "") +
        (unsure ? words["progress-unsure"] : "") +
        (numbers.gone ? words["progress-gone"] : "")
      );
    }
  }

  const clerk = () => document.documentElement.classList.contains("clerk");

  function save() {
    if (clerk()) return; // what a clerk receives is stored nowhere, not even in the address
    const state = Object.fromEntries(Object.entries(answers()).map(([name, value]) => [SITUATION + name, value]));
    state[TICKED] = items.filter(({ box }) => box.checked).map(({ id }) => id).join(" ");
    writeFragment(state);
  }

  function restore() {
    const state = readFragment();
    if (decode(section, state)) {
      update();
      save();
      return;
    }
    if (Object.keys(state).length && !Object.keys(state).some((name) => name === TICKED || name.startsWith(SITUATION)))
      return; // a place on the page, like #main
    const ticked = new Set((state[TICKED] ?? "").split(" "));
    for (const radio of radios) radio.checked = state[SITUATION + radio.name] === radio.value;
    for (const { id, box } of items) box.checked = ticked.has(id);
    if (Object.keys(state).length) section.closest("details")?.setAttribute("open", ""); // what was chosen is not hidden again
    update();
  }

  section.addEventListener("change", () => {
    update();
    save();
  });
  tools.addEventListener("click", ({ target }) => act[target.dataset.do]?.());
  for (const button of section.querySelectorAll("[data-do=copy]")) {
    button.addEventListener("click", async () => {
      const status = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(button.closest("li").querySelector(".wording").textContent);
        status.textContent = words["wording-copied"];
      } catch {
        status.textContent = words["wording-failed"];
      }
    });
  }
  const act = {
    print: () => printPage(),
    brief: () => printPage({ brief: true }),
    receipt: () => printPage({ receipt: true }),
    clerk() {
      const on = document.documentElement.classList.toggle("clerk");
      tools.querySelector("[data-do=clerk]").setAttribute("aria-pressed", String(on));
      tools.querySelector(".clerk-lead").hidden = !on;
      if (!on) return restore();
      for (const { box } of items) box.checked = false;
      update();
    },
    clear() {
      for (const input of [...radios, ...items.map(({ box }) => box)]) input.checked = false;
      update();
      save();
      progress.textContent = words.cleared;
    },
    async share() {
      save();
      try {
        await navigator.clipboard.writeText(location.href);
        progress.textContent = words.shared;
      } catch {
        progress.textContent = words["share-failed"];
      }
    },
  };
  addEventListener("hashchange", restore);
  update(); // somebody may have chosen before this program was there
  if (location.hash) restore();
  else save();
  return answers;
}
