// A calculator's form: gathers what was typed, asks Python, puts messages beside their fields. Nothing typed is ever lost.
import { decide } from "./decisions.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";
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
  const fields = [...form.querySelectorAll("[data-input]")].map((field) => ({
    field,
    name: field.dataset.input,
    control: field.querySelector("fieldset, input"),
    message: field.querySelector(".field-error"),
    decision: field.dataset.decision && JSON.parse(field.dataset.decision),
  }));

  const typed = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

  function showFields() {
    const answers = typed();
    for (const { field, decision } of fields) if (decision) field.hidden = decide(decision, answers) !== "yes";
  }

  function showErrors(problems, html) {
    errors.innerHTML = html; // escaped by Python
    for (const { name, control, message } of fields) {
      message.textContent = problems.filter((problem) => problem.input === name).map((problem) => problem.message).join(" ");
      if (message.textContent) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  async function compute(event) {
    event.preventDefault();
    const { as_of: asOf, ...inputs } = typed();
    for (const { name, field } of fields) if (field.hidden) delete inputs[name];
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
  // Personal figures go on paper only when asked for.
  form.querySelector("[data-do=print]").addEventListener("click", () => {
    document.documentElement.classList.add("figures");
    addEventListener("afterprint", () => document.documentElement.classList.remove("figures"), { once: true });
    printPage();
  });
  form.addEventListener("change", showFields);
  form.addEventListener("reset", () => {
    showErrors([], "");
    output.replaceChildren();
    output.dataset.state = "idle";
    status.textContent = "";
    result.hidden = true;
    example.hidden = false;
    setTimeout(showFields); // after the form has its first values again
  });

  // What was typed comes along to the other script's page, once, and does not stay in the address.
  for (const [name, value] of Object.entries(readFragment())) {
    const control = form.elements[name];
    if (control) control.value = value;
  }
  if (Object.keys(readFragment()).some((name) => form.elements[name])) writeFragment({});
  showFields();
  prewarmOn(form);
  return typed;
}
