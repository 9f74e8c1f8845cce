// What was said once: what another calculator asks in the same words is filled in there, while this tab's session lasts. Ending a
// kiosk's session forgets it. A frame on another site's page neither keeps nor takes anything.
import { fill as sentence } from "./text.mjs";

const STORE = "facts";

/**
 * @param {HTMLFormElement} form
 * @param {(state: Record<string, string>) => void} fill
 * @param {Record<string, string>} words
 */
export function facts(form, fill, words) {
  const fields = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-fact]"))];
  if (parent !== window || !fields.length) return { keep() {}, bring() {} };
  const note = Object.assign(document.createElement("p"), { className: "brought", hidden: true });
  note.setAttribute("role", "status");
  form.querySelector(".fields .errors").after(note);
  form.addEventListener("reset", () => (note.hidden = true));

  const typed = ({ dataset }) => String(new FormData(form).get(dataset.input) ?? "");
  const takes = (field, value) =>
    field.querySelector("input[type=text]") || [...field.querySelectorAll("input, option")].some((option) => option.value === value);

  function forget(brought) {
    sessionStorage.removeItem(STORE);
    for (const control of brought.flatMap((field) => [...field.querySelectorAll("input, select")])) {
      if (control.type === "radio") control.checked = false;
      else control.value = "";
    }
    form.dispatchEvent(new Event("change")); // questions that hang on these
    note.hidden = true;
    brought[0].querySelector("input, select").focus();
  }

  return {
    /** Remember what has led to a result. */
    keep() {
      const said = fields.filter((field) => !field.hidden && typed(field)).map((field) => [field.dataset.fact, typed(field)]);
      sessionStorage.setItem(STORE, JSON.stringify({ ...read(), ...Object.fromEntries(said) }));
    },

    /** Fill in what was said before, where nothing is typed, and say so. */
    bring() {
      const said = read();
      const brought = fields.filter((field) => {
        const value = said[field.dataset.fact];
        return value && !typed(field) && takes(field, value);
      });
      if (!brought.length) return;
      fill(Object.fromEntries(brought.map(({ dataset }) => [dataset.input, said[dataset.fact]])));
      const names = brought.map((field) => field.querySelector("legend, label").firstChild.textContent.trim());
      note.textContent = sentence(words.brought, { fields: names.join("、") });
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.forget });
      button.addEventListener("click", () => forget(brought));
      note.append(" ", button);
      note.hidden = false;
    },
  };
}

const read = () => JSON.parse(sessionStorage.getItem(STORE) ?? "{}");
