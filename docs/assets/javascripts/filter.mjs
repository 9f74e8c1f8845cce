// The list of all calculators: shows those that fit what is typed and chosen. Without a program the list stands whole.
import { fill } from "./text.mjs";

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");

/** @param {HTMLElement} section */
export function filter(section) {
  const words = JSON.parse(section.dataset.words);
  const status = section.querySelector("[role=status]");
  const box = /** @type {HTMLInputElement} */ (section.querySelector("[name=text]"));
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-group] li[data-kind]"))].map((item) => ({
    item,
    marks: [item.dataset.kind, item.dataset.age],
    text: plain(`${item.textContent} ${item.dataset.names}`),
  }));
  const groups = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-group]"));

  function update() {
    const typed = plain(box.value);
    const only = /** @type {HTMLInputElement} */ (section.querySelector("[name=only]:checked")).value;
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

  section.addEventListener("input", update);
  update(); // a page that is gone back to may hold what was typed
}
