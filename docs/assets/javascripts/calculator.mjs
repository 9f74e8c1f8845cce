// A calculator's form: gathers what was typed, asks Python, puts messages beside their fields. Nothing typed is ever lost.
import { formFields } from "./fields.mjs";
import { ask, prewarmOn } from "./python.mjs";
import { printPage } from "./sheet.mjs";

export function calculator(form) {
  const words = JSON.parse(form.dataset.words);
  const titles = JSON.parse(form.querySelector("[data-titles]").textContent);
  const status = form.querySelector(".form-status");
  const errors = form.querySelector(".errors");
  const output = form.querySelector("output[data-result]");
  const result = form.querySelector(".result-section");
  const example = form.querySelector(".example");
  const { typed, asked, showErrors } = formFields(form);

  async function compute(event) {
    event.preventDefault();
    const { as_of: asOf, ...inputs } = asked();
    const request = { do: "run", slug: form.dataset.calculator, inputs, as_of: asOf || null, titles, base: form.dataset.base };
    const answer = await ask(request, output, status, words);
    if (!answer) return;
    if (answer.state === "error") {
      showErrors(answer.errors, answer.html);
      errors.focus();
      return;
    }
    showErrors([], "");
    output.innerHTML = answer.html; // escaped by Python
    result.hidden = false;
    example.hidden = true;
  }

  form.addEventListener("submit", compute);
  form.querySelector("[type=submit]").disabled = false;
  form.querySelector("[data-do=print]").addEventListener("click", () => printPage({ figures: true }));
  form.addEventListener("reset", () => {
    showErrors([], "");
    output.replaceChildren();
    output.dataset.state = "idle";
    status.textContent = "";
    result.hidden = true;
    example.hidden = false;
  });

  prewarmOn(form);
  return typed;
}
