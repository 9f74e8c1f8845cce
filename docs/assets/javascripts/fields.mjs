// The fields of a form that Python has declared: which are asked, what was typed, and messages beside them.
import { carried, carry } from "./carried.mjs";
import { decide } from "./decisions.mjs";

const CARRIED = "typed:";

/** @param {HTMLFormElement} form */
export function formFields(form) {
  const errors = form.querySelector(".errors");
  const fields = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-input]"))].map((field) => ({
    field,
    name: field.dataset.input,
    control: field.querySelector("fieldset, select, input"),
    message: field.querySelector(".field-error"),
    decision: field.dataset.decision && JSON.parse(field.dataset.decision),
  }));

  const typed = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

  function showFields() {
    const answers = typed();
    for (const { field, decision } of fields) if (decision) field.hidden = decide(decision, answers) !== "yes";
  }

  function fill(state) {
    for (const { name, field } of fields) {
      if (!state[name]) continue;
      const control = /** @type {RadioNodeList | HTMLInputElement} */ (form.elements.namedItem(name));
      control.value = String(state[name]);
      unfold(field);
    }
    showFields();
  }

  form.addEventListener("change", showFields);
  form.addEventListener("reset", () => setTimeout(showFields)); // after the form has its first values again
  fill(carried(CARRIED)); // from the other script's page

  return {
    fill,

    /** Hand what was typed to the next page. */
    carry: () => carry(CARRIED, typed()),

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
        if (!message.textContent) {
          control.removeAttribute("aria-invalid");
          continue;
        }
        control.setAttribute("aria-invalid", "true");
        unfold(control);
      }
    },
  };
}

/** Show a field that stands folded with others that few need. */
function unfold(element) {
  const fold = element.closest("details");
  if (fold) fold.open = true;
}
