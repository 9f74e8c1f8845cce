// What every page can do: open the menu, change colours and size, keep what was typed when the script is switched. The rest is
// loaded by the pages that need it.

import "./display.mjs";
import { disclosure } from "./disclosure.mjs";

disclosure(document.querySelector(".menu-button"), (open) => document.querySelector(".menu").classList.toggle("open", open));

let typed; // on a calculator's page: what its form holds
for (const link of document.querySelectorAll("a[data-script]")) {
  link.addEventListener("click", () => (link.hash = typed ? new URLSearchParams(typed()).toString() : location.hash));
}

for (const form of document.querySelectorAll("form[data-search]")) {
  import("./search.mjs").then(({ search }) => search(form));
}
for (const section of document.querySelectorAll("[data-checklist]")) {
  const { checklist } = await import("./checklist.mjs");
  const answers = checklist(section);
  for (const part of document.querySelectorAll("[data-plan]")) (await import("./plan.mjs")).plan(part, answers);
}
for (const form of document.querySelectorAll("form[data-calculator]")) {
  typed = (await import("./calculator.mjs")).calculator(form);
}
for (const section of document.querySelectorAll("[data-task]")) (await import("./task.mjs")).task(section);
for (const section of document.querySelectorAll("[data-quiz]")) (await import("./quiz.mjs")).quiz(section);
