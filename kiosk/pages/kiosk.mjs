// The kiosk's pages: everything that a screen shared by strangers needs. Added to the site's own script.
import { encode } from "./code.mjs";
import { idle } from "./kiosk-idle.mjs";
import { keys } from "./kiosk-keys.mjs";
import { plainLinks } from "./kiosk-links.mjs";
import { readAloud } from "./kiosk-read.mjs";
import { belongsHere, endSession } from "./kiosk-session.mjs";
import { drawCode } from "./sheet.mjs";
import { fill } from "./text.mjs";

const frame = /** @type {HTMLElement} */ (document.querySelector(".kiosk-frame"));
const words = JSON.parse(frame.dataset.words);
const limits = Object.fromEntries(["idle", "count", "done", "reading", "printing", "prints"].map((name) => [name, Number(frame.dataset[name])]));

const finish = () => {
  reader.stop();
  endSession();
};
const attract = /** @type {HTMLDialogElement} */ (frame.querySelector(".kiosk-attract"));
const timer = idle(frame.querySelector(".kiosk-idle"), words, limits, finish, () => attract.open);
const reader = readAloud(frame.querySelector("[data-kiosk=read]"), words, timer, limits.reading);
keys(frame.querySelector(".kiosk-keys"), words, frame.dataset.modes.split(" "), JSON.parse(frame.dataset.kinds));
plainLinks(document.querySelector("main"));

const printed = /** @type {HTMLDialogElement} */ (frame.querySelector(".kiosk-printed"));
const act = {
  home: () => location.assign(/** @type {HTMLAnchorElement} */ (document.querySelector(".brand")).href),
  read: () => reader.toggle(),
  finish,
  stay: () => timer.stay(),
  close: () => printed.close(),
};
frame.addEventListener("click", ({ target }) => act[/** @type {HTMLElement} */ (target).dataset.kiosk]?.());
addEventListener("contextmenu", (event) => event.preventDefault()); // a long press

// Paper: one job a touch, a few a person, and a way out when nothing comes from the printer.
addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLButtonElement} */ (target.closest?.("[data-do=print], [data-do=brief], [data-do=receipt]"));
  if (!button) return;
  const jobs = Number(sessionStorage.getItem("prints") ?? 0);
  if (jobs < limits.prints && !button.disabled) {
    sessionStorage.setItem("prints", String(jobs + 1));
    setTimeout(() => (button.disabled = true)); // after the page's own handler has taken this touch
    timer.pause("print", limits.printing);
    addEventListener("afterprint", () => afterPrint(button), { once: true });
    return;
  }
  event.stopPropagation();
  if (!button.disabled) tell(fill(words.limit, { limit: limits.prints }));
}, true);

function afterPrint(button) {
  timer.resume("print");
  timer.soon();
  setTimeout(() => (button.disabled = false), 5000);
  tell(scannable() ? words.printed : words["printed-plain"]);
}

/** The notice on this page, if it says the address that a telephone can open. */
const scannable = () => /** @type {HTMLElement | null} */ (document.querySelector(".sheet[data-url]"));

/** Say it, with the code that takes this page, its choices too, to a telephone. */
async function tell(text) {
  printed.querySelector(".kiosk-printed-text").textContent = text;
  if (!printed.open) printed.showModal();
  const paper = scannable();
  const section = document.querySelector("[data-checklist]");
  const code = /** @type {HTMLElement} */ (printed.querySelector(".kiosk-code"));
  code.hidden = !paper;
  if (!paper) return;
  const state = encode(section);
  code.innerHTML = await drawCode(paper.dataset.url + (state && `#${state}`));
}

// The start screen: the first touch only takes it away.
if (belongsHere() && !sessionStorage.getItem("started")) {
  attract.showModal();
  attract.addEventListener("click", start);
  attract.addEventListener("cancel", start);
}
function start() {
  sessionStorage.setItem("started", "yes");
  attract.close();
}

// The machine's own notices; asking also tells its watchdog that the page is alive.
const notice = /** @type {HTMLElement} */ (frame.querySelector(".kiosk-notice"));
async function listen() {
  try {
    const status = await (await fetch("/kiosk-status.json", { cache: "no-store" })).json();
    notice.textContent = status.damaged ? fill(words.damaged, status) : "";
    notice.hidden = !status.damaged;
  } catch {
    // the server is being restarted: next time
  }
}
listen();
setInterval(listen, 30_000);
