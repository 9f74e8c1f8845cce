// Says on screen and on paper when the content has not been checked for long, or when this device's date cannot be right.
import { fill } from "./text.mjs";

const DAY = 86_400_000;

/** @param {HTMLMetaElement} checked the day of the last check, the days after which it is old, the words */
export function stale(checked) {
  const { old, clock } = JSON.parse(checked.dataset.words);
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const days = Math.round((Date.parse(today) - Date.parse(checked.content)) / DAY);
  const text = days < 0 ? clock : days > Number(checked.dataset.days) ? old : "";
  const values = { days, today, checked: checked.content };
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-stale]"))) {
    place.textContent = fill(text, values);
    place.hidden = !text;
  }
}
