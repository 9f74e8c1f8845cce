// The fields of a form that Python has declared: which are asked, what was typed, and messages beside them.
import { decide } from "./decisions.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";

/** @param {HTMLFormElement} form */
export function formFields(form) {
  const errors = form.querySelector(".errors");
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

  // What was typed comes along to the other script's page, once, and does not stay in the address.
  for (const [name, value] of Object.entries(readFragment())) {
    const control = form.elements[name];
    if (control) control.value = value;
  }
  if (Object.keys(readFragment()).some((name) => form.elements[name])) writeFragment({});
  form.addEventListener("change", showFields);
  form.addEventListener("reset", () => setTimeout(showFields)); // after the form has its first values again
  showFields();

  return {
    typed,
    showFields,

    /** What was typed into the fields that are asked. */
    asked() {
      const inputs = typed();
      for (const { name, field } of fields) if (field.hidden) delete inputs[name];
      return inputs;
    },

    showErrors(problems, html) {
      errors.innerHTML = html; // escaped by Python
      for (const { name, control, message } of fields) {
        message.textContent = problems.filter((problem) => problem.input === name).map((problem) => problem.message).join(" ");
        if (message.textContent) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
    },
  };
}
