// Where a task stands: what the reader sees on the screen hides the states that do not fit (worked out at build time).
import { decide } from "./decisions.mjs";
import { fill } from "./text.mjs";

export function task(section) {
  const words = JSON.parse(section.dataset.words);
  const status = section.querySelector(".task-status");
  const radios = [...section.querySelectorAll("[data-screen]")];
  const states = [...section.querySelectorAll("[data-state]")].map((row) => ({
    row,
    name: row.querySelector("h3").textContent,
    decision: row.dataset.decision && JSON.parse(row.dataset.decision),
  }));

  function update() {
    const chosen = radios.filter((radio) => radio.checked);
    const answers = Object.fromEntries(chosen.map((radio) => [radio.dataset.screen, radio.value]));
    const fitting = states.filter(({ decision }) => decision && decide(decision, answers) !== "no");
    const all = chosen.length === 0 || fitting.length === 0;
    for (const state of states) state.row.hidden = !all && !fitting.includes(state);
    const text = chosen.length === 0 ? words.ask : [words.none, words.one][fitting.length] ?? words.some;
    status.textContent = fill(text, { state: fitting[0]?.name, count: fitting.length });
  }

  section.addEventListener("change", update);
  section.querySelector("button").addEventListener("click", () => {
    for (const radio of radios) radio.checked = false;
    update();
  });
  update();
}
