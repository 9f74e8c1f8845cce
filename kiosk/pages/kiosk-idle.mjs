// Asks whether anybody is still there, counts down, and ends the session.
import { fill } from "./text.mjs";

const SECOND = 1000;

/**
 * @param {HTMLDialogElement} dialog
 * @param {object} words
 * @param {{idle: number, count: number, done: number, pause: number}} limits in seconds: until the question, to answer it, after
 *   printing, and however long a pause lasts
 * @param {() => void} finish
 */
export function idle(dialog, words, limits, finish) {
  const digits = dialog.querySelector(".kiosk-countdown");
  const announcement = dialog.querySelector(".kiosk-say");
  const busy = new Set(); // printing, reading aloud: nobody needs to touch anything
  let timer;
  let left = 0;

  const wait = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, (busy.size ? limits.pause : seconds) * SECOND);
  };

  function ask() {
    busy.clear(); // a pause that has lasted this long is over, whatever is still going on
    for (const other of document.querySelectorAll("dialog")) if (other !== dialog) other.close();
    left = limits.count;
    dialog.showModal();
    dialog.querySelector("button").focus();
    tick();
  }

  function tick() {
    if (left <= 0) return finish();
    const text = fill(words.idle, { seconds: left });
    digits.textContent = text;
    // Aloud three times only: a countdown read out every second would bury the page.
    if (left === limits.count || left === Math.round(limits.count / 2) || left === 10) announcement.textContent = text;
    left -= 1;
    timer = setTimeout(tick, SECOND);
  }

  function stay() {
    if (dialog.open) dialog.close();
    announcement.textContent = "";
    wait(limits.idle);
  }

  for (const event of ["pointerdown", "keydown", "input", "wheel"]) {
    addEventListener(event, () => !dialog.open && stay(), { capture: true, passive: true });
  }
  // Closed by the whole touch, not by its beginning, which would let its end through to what is below.
  dialog.addEventListener("click", ({ target }) => !(/** @type {Element} */ (target).matches("[data-kiosk=finish]")) && stay());
  dialog.addEventListener("cancel", stay);
  wait(limits.idle);

  return {
    stay,
    soon: () => wait(limits.done),
    pause(why) {
      busy.add(why);
      wait(limits.pause);
    },
    resume(why) {
      busy.delete(why);
      wait(limits.idle);
    },
  };
}
