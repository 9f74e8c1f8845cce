// The list of all calculators: shows those that fit what is typed and chosen. Without a program the list stands whole.
import { fill } from "./text.mjs";

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");

/** @param {HTMLFormElement} form */
export function filter(form) {
  const words = JSON.parse(form.dataset.words);
  const status = form.querySelector("[role=status]");
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-group] li[data-kind]"))].map((item) => ({
    item,
    marks: [item.dataset.kind, item.dataset.age],
    text: plain(`${item.textContent} ${item.dataset.names}`),
  }));
  const groups = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-group]"));

  function update() {
    const chosen = new FormData(form);
    const [typed, only] = [plain(String(chosen.get("text"))), String(chosen.get("only"))];
    const narrowed = Boolean(typed || only);
    let count = 0;
    for (const { item, marks, text } of items) {
      item.hidden = !(text.includes(typed) && (!only || marks.includes(only)));
      if (!item.hidden) count += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("li[data-kind]:not([hidden])");
      if (group instanceof HTMLDetailsElement) group.open = narrowed && !group.hidden;
    }
    status.textContent = narrowed ? fill(count ? words.found : words.none, { count }) : "";
  }

  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  update(); // a page that is gone back to may hold what was typed
}
