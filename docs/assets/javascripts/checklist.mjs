// A living checklist: answers filter the materials at once (their outcomes were worked out by Python at build time), ticks
// are counted, and the state lives in the address, so that a reload, a copied link and the other script keep it.
import { decode } from "./code.mjs";
import { decide } from "./decisions.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";
import { printPage } from "./sheet.mjs";
import { fill } from "./text.mjs";

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
    box: row.querySelector("input"),
    decision: row.dataset.decision && JSON.parse(row.dataset.decision),
  }));

  const answers = () => Object.fromEntries(radios.filter((radio) => radio.checked).map((radio) => [radio.name, radio.value]));

  function update() {
    const given = answers();
    for (const { row, decision } of items) if (decision) row.dataset.needed = decide(decision, given);
    const needed = items.filter(({ row }) => row.dataset.needed === "yes");
    const ticked = needed.filter(({ box }) => box.checked);
    const unknown = items.filter(({ row }) => row.dataset.needed === "unknown");
    const missing = needed.length - ticked.length;
    const text = missing || unknown.length ? words.progress : words.done;
    const numbers = { needed: needed.length, ticked: ticked.length, missing, unknown: unknown.length };
    progress.textContent = fill(unknown.length ? text + words["progress-unknown"] : text, numbers);
    section.dispatchEvent(new Event("checklist"));
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
    update();
  }

  section.addEventListener("change", () => {
    update();
    save();
  });
  tools.addEventListener("click", ({ target }) => act[target.dataset.do]?.());
  const act = {
    print: () => printPage(),
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
