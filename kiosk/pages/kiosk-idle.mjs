// Asks whether anybody is still there, counts down, and ends the session.
import { fill } from "./text.mjs";

const SECOND = 1000;

/**
 * @param {HTMLDialogElement} dialog
 * @param {object} words
 * @param {Record<string, number>} limits in seconds: `idle` until the question, `count` to answer it, `done` after printing
 * @param {() => void} finish
 * @param {() => boolean} resting whether nobody has begun: there is nobody to be asked
 */
export function idle(dialog, words, limits, finish, resting) {
  const digits = dialog.querySelector(".kiosk-countdown");
  const announcement = dialog.querySelector(".kiosk-say");
  const busy = new Map(); // printing, reading aloud: nobody needs to touch anything, for so many seconds
  let timer;
  let left = 0;

  const wait = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(seconds, ...busy.values()) * SECOND);
  };

  function ask() {
    if (resting()) return wait(limits.idle);
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
    /** @param {string} why @param {number} longest in seconds, from the last touch; whether or not its end is reported */
    pause(why, longest) {
      busy.set(why, longest);
      wait(limits.idle);
    },
    resume(why) {
      busy.delete(why);
      wait(limits.idle);
    },
  };
}
