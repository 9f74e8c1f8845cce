// What every page can do: open the menu, change colours and size, keep what was typed when the script is switched. The rest is
// loaded by the pages that need it. Nothing is awaited here: the edition for disks is a classic script.

import "./display.mjs";
import { disclosure } from "./disclosure.mjs";
import { chosen, scriptHint } from "./script-hint.mjs";

disclosure(document.querySelector(".menu-button"), (open) => document.querySelector(".menu").classList.toggle("open", open));

let carry = () => {}; // on a calculator's page: hands what its form holds to the next page
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-script]"))) {
  link.addEventListener("click", ({ ctrlKey, metaKey, shiftKey }) => {
    link.hash = location.hash;
    chosen();
    if (!(ctrlKey || metaKey || shiftKey)) carry(); // another tab gets nothing
  });
}

for (const hint of document.querySelectorAll(".script-hint")) scriptHint(hint);

const checked = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=content-checked]"));
import("./stale.mjs").then(({ stale }) => stale(checked));
for (const notice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-offline]"))) {
  import("./offline.mjs").then(({ offline }) => offline(notice));
}
for (const section of document.querySelectorAll("[data-download]")) {
  import("./download.mjs").then(({ download }) => download(section));
}
for (const form of document.querySelectorAll("form[data-search]")) {
  import("./search.mjs").then(({ search }) => search(form));
}
for (const section of document.querySelectorAll("[data-checklist]")) {
  import("./checklist.mjs").then(async ({ checklist }) => {
    const answers = checklist(section);
    for (const part of document.querySelectorAll("[data-plan]")) (await import("./plan.mjs")).plan(part, answers);
  });
}
for (const form of document.querySelectorAll("form[data-due]")) {
  import("./due.mjs").then(({ due }) => due(form));
}
for (const bar of document.querySelectorAll(".handy")) {
  import("./handy.mjs").then(({ handy }) => handy(bar));
}
for (const paper of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".sheet"))) {
  import("./sheet.mjs").then(({ sheet }) => sheet(paper, document.querySelector("[data-checklist]")));
}
for (const form of document.querySelectorAll("form[data-calculator]")) {
  import("./calculator.mjs").then(({ calculator }) => (carry = calculator(form)));
}
for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-embed]"))) {
  import("./snippet.mjs").then(({ snippet }) => snippet(section));
}
for (const form of document.querySelectorAll("form[data-roster]")) {
  import("./roster.mjs").then(({ roster }) => (carry = roster(form)));
}
for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-event]"))) {
  import("./event.mjs").then(({ event }) => (carry = event(section)));
}
for (const section of document.querySelectorAll("[data-task]")) {
  import("./task.mjs").then(({ task }) => task(section));
}
for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-filter]"))) {
  import("./filter.mjs").then(({ filter }) => filter(section));
}
for (const section of document.querySelectorAll("[data-quiz]")) {
  import("./quiz.mjs").then(({ quiz }) => quiz(section));
}
