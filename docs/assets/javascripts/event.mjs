// One thing to do 一件事: what is picked becomes one list, with its days in order, worked out by Python. What was picked and ticked
// lives in the address, so that a reload, a copied link and the other script keep it. Days that somebody typed never go there.
import { carried, carry } from "./carried.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";
import { drawCode, printPage } from "./sheet.mjs";
import { fill } from "./text.mjs";

const CARRIED = "days:";
const PICKED = "m";
const TICKED = "ticked";
const PLACE = "place";

/** A paper's id as short as it can be, its matter named as in the page: 「injury-recognition.diagnosis」 */
const short = (id) => id.replace(/^national\//, "").replace(/\//g, ".");

/** @param {HTMLElement} section @returns {() => void} hands the days to the next page */
export function event(section) {
  const words = JSON.parse(section.dataset.words);
  const form = section.querySelector(".event-form"); // never sent: each choice is answered at once
  const output = /** @type {HTMLOutputElement} */ (section.querySelector("[data-together-result]"));
  const status = /** @type {HTMLElement} */ (form.querySelector(".form-status"));
  const progress = section.querySelector(".event-progress");
  const kept = section.querySelector(".event-kept");
  const data = JSON.parse(section.querySelector("[data-event-data]").textContent);
  const matters = [.../** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-matter]"))].map((part) => ({
    part,
    id: part.dataset.matter,
    short: part.dataset.short, // names it in the address
    name: part.querySelector("strong").textContent,
    box: /** @type {HTMLInputElement} */ (part.querySelector("[data-pick]")),
    questions: [.../** @type {NodeListOf<HTMLFieldSetElement>} */ (part.querySelectorAll("[data-situation]"))],
  }));
  const days = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".event-day"))].map((part) => ({
    part,
    of: part.dataset.of.split(" "),
    input: part.querySelector("input"),
  }));
  const place = /** @type {HTMLSelectElement | null} */ (document.querySelector("#event-place"));
  const picked = () => matters.filter(({ box }) => box.checked);
  const radios = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[type=radio]"))];
  const boxes = () => [.../** @type {NodeListOf<HTMLElement>} */ (output.querySelectorAll("[data-paper]"))]
    .map((row) => ({ row, box: row.querySelector("input"), ids: row.dataset.paper.split(" ").map(short) }))
    .filter(({ box }) => box);
  const ticked = new Set(); // ids of papers in all their uses: a tick stays when a matter is picked or left
  const first = matters.filter(({ box }) => box.defaultChecked).map(({ id }) => id); // before anybody has picked
  const key = ({ picked, answers, begun }) => JSON.stringify([picked, answers, begun]);
  let shown = key({ picked: first, answers: {}, begun: {} }); // what the list was made for
  const python = () => import("./python.mjs");

  function answers() {
    const found = {};
    for (const { id, questions } of picked())
      for (const question of questions) {
        const chosen = /** @type {HTMLInputElement | null} */ (question.querySelector("input:checked"));
        if (chosen) found[id] = { ...found[id], [question.dataset.situation]: chosen.value };
      }
    return found;
  }

  function request() {
    const chosen = picked().map(({ id }) => id);
    const begun = days.filter(({ part, input }) => !part.hidden && input.value).map(({ input }) => [input.name, input.value]);
    const file = location.protocol === "file:";
    return { do: "together", event: data, picked: chosen, answers: answers(), begun: Object.fromEntries(begun), base: section.dataset.base, file };
  }

  function layOut() {
    const chosen = picked();
    for (const { part, box, questions } of matters) {
      part.classList.toggle("picked", box.checked);
      for (const question of questions) question.hidden = !box.checked;
    }
    for (const { part, of } of days) part.hidden = !chosen.some(({ id }) => of.includes(id));
    section.querySelector("[data-picked]").textContent = chosen.map(({ name }) => name).join("、") || words["nothing-picked"];
  }

  /** Ask for the list anew, unless it is already there. */
  async function update() {
    layOut();
    const asked = request();
    const wanted = key(asked);
    if (shown === wanted) return settle();
    shown = wanted;
    const { ask } = await python();
    const answer = await ask(asked, output, status, JSON.parse(section.dataset.runtimeWords));
    if (shown !== wanted) return; // somebody has picked on
    if (!answer) {
      shown = ""; // tried again with the next choice
      return;
    }
    output.innerHTML = answer.html; // escaped by Python
    settle();
  }

  /** Ticks, counts, the address and the code on paper follow the list. */
  function settle() {
    for (const { box, ids } of boxes()) box.checked = ids.some((id) => ticked.has(id));
    count();
    if (!atPlace()) save();
  }

  function count() {
    const bring = boxes().filter(({ row }) => row.dataset.needed === "yes" && !("gone" in row.dataset) && !row.closest(".together-counter"));
    const units = new Map(); // alternatives count as one
    for (const { row, box } of bring) {
      const unit = row.closest(".together-any") ?? row;
      units.set(unit, units.get(unit) || box.checked);
    }
    const dates = output.querySelectorAll(".together-dates time").length;
    const done = [...units.values()].filter(Boolean).length;
    const papers = fill(words.progress, { ticked: done, papers: units.size });
    progress.textContent = `${papers}\n${dates ? fill(words.dates, { dates }) : words["no-dates"]}`;
  }

  /** What was picked and answered, by names that fit into a code; nothing as long as it is what the page shows by itself. */
  function choices() {
    const chosen = picked();
    const told = radios().filter(({ name, checked }) => checked && chosen.some(({ short }) => name.startsWith(`${short}.`)));
    const untouched = !told.length && !ticked.size && chosen.length === first.length && chosen.every(({ id }) => first.includes(id));
    if (untouched) return {};
    const names = chosen.map(({ short }) => short).join(" ") || "-";
    return { [PICKED]: names, ...Object.fromEntries(told.map(({ name, value }) => [name, value])) };
  }

  function state() {
    const there = new Set(boxes().flatMap(({ ids }) => ids));
    return { ...choices(), [TICKED]: [...ticked].filter((id) => there.has(id)).join(" "), [PLACE]: place?.value ?? "" };
  }

  function save() {
    writeFragment(state());
  }

  /** Does the address name a place on the page, like #main, and nothing that was picked? Then it stays as it is until somebody picks. */
  function atPlace() {
    const names = Object.keys(readFragment());
    return names.length > 0 && ![PICKED, TICKED, PLACE].some((name) => names.includes(name));
  }

  function restore() {
    if (atPlace()) return update();
    const saved = readFragment();
    const chosen = saved[PICKED]?.split(" ");
    for (const { box, id, short } of matters) box.checked = chosen ? chosen.includes(short) : first.includes(id);
    for (const radio of radios()) radio.checked = saved[radio.name] === radio.value;
    ticked.clear();
    for (const id of (saved[TICKED] ?? "").split(" ").filter(Boolean)) ticked.add(id);
    if (place) place.value = saved[PLACE] ?? "";
    showPlace();
    return update();
  }

  /** The old guides of the place that was chosen, unfolded; of all places, if none was. */
  function showPlace() {
    if (place?.value) place.closest("details").open = true;
    for (const part of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("[data-region]"))) {
      part.hidden = Boolean(place.value) && part.dataset.region !== place.value;
      part.open = part.dataset.region === place.value;
    }
  }

  const act = {
    async print() {
      await paper();
      printPage();
    },
    calendar() {
      const link = /** @type {HTMLAnchorElement | null} */ (output.querySelector("a[download]"));
      if (link) link.click();
      else progress.textContent = words["calendar-none"];
    },
    async share() {
      save();
      try {
        await navigator.clipboard.writeText(location.href);
        kept.textContent = words.shared;
      } catch {
        kept.textContent = JSON.parse(section.dataset.runtimeWords)["share-failed"];
      }
    },
    async clear() {
      for (const input of radios()) input.checked = false;
      for (const { input } of days) input.value = "";
      for (const { box, id } of matters) box.checked = first.includes(id);
      ticked.clear();
      if (place) place.value = "";
      showPlace();
      save();
      await update();
      kept.textContent = words.cleared;
    },
  };

  /** What only paper needs: when it was printed, and the address that opens this list again. */
  async function paper() {
    const fragment = new URLSearchParams(choices()).toString();
    const own = section.dataset.url ?? location.href.split("#")[0];
    section.querySelector("[data-printed]").textContent = new Date().toLocaleString("zh-CN");
    section.querySelector("[data-address]").textContent = own;
    if (section.dataset.url) section.querySelector("[data-code]").innerHTML = await drawCode(own + (fragment && `#${fragment}`));
  }

  form.addEventListener("change", () => {
    save();
    update();
  });
  for (const intent of ["pointerenter", "focusin"])
    form.addEventListener(intent, () => python().then(({ prewarm }) => prewarm()), { once: true });
  output.addEventListener("change", ({ target }) => {
    const { box, ids } = boxes().find(({ box }) => box === target);
    for (const id of ids) ticked[box.checked ? "add" : "delete"](id);
    count();
    save();
  });
  section.addEventListener("click", ({ target }) => act[/** @type {HTMLElement} */ (target).dataset.do]?.());
  place?.addEventListener("change", () => {
    showPlace();
    save();
  });
  addEventListener("hashchange", restore);
  addEventListener("beforeprint", paper);
  const brought = carried(CARRIED);
  for (const { input } of days) if (brought[input.name]) input.value = brought[input.name];
  if (location.hash) restore();
  else {
    showPlace(); // what was picked while the page was loading stays
    update();
  }
  return () => carry(CARRIED, Object.fromEntries(days.map(({ input }) => [input.name, input.value])));
}
