// My plan: by when to act, whether the day fits, what to bring, when the answer is due, worked out by Python for the answers
// on the page. Its dates go onto the notice on paper too.
// Python comes only when somebody touches the form: most readers of a guide do not need it.
import { able } from "./able.mjs";

export function plan(section, answers) {
  const form = section.querySelector("form");
  const output = form.querySelector("output");
  const status = form.querySelector(".form-status");
  const words = JSON.parse(form.dataset.words);
  const procedure = JSON.parse(section.querySelector("[data-procedure]").textContent);
  const python = () => import("./python.mjs");
  if (!able) {
    status.textContent = words.unable;
    return;
  }
  for (const intent of ["focusin", "pointerenter"]) {
    form.addEventListener(intent, () => python().then(({ prewarm }) => prewarm()), { once: true });
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const dates = [...form.querySelectorAll("[data-begun]")].filter(({ value }) => value);
    const begun = Object.fromEntries(dates.flatMap(({ dataset, value }) => dataset.begun.split(" ").map((id) => [id, value])));
    const request = { do: "plan", procedure, answers: answers(), begun, as_of: form.elements.as_of.value || null };
    const { ask } = await python();
    const answer = await ask(request, output, status, words);
    if (!answer) return;
    output.innerHTML = answer.html; // escaped by Python
    onPaper(output.querySelector(".plan-dates ul"));
  });
  form.querySelector("[type=submit]").disabled = false;
}

/** The days to write down, on the notice that is printed. */
function onPaper(list) {
  const paper = /** @type {HTMLElement | null} */ (document.querySelector("[data-sheet-dates]"));
  if (!paper) return;
  paper.querySelector("ul")?.remove();
  paper.hidden = !list;
  if (list) paper.append(list.cloneNode(true));
}
