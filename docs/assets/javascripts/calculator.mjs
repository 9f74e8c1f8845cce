// A calculator's form: gathers what was typed, asks Python, puts messages beside their fields. Nothing typed is ever lost.
import { decide } from "./decisions.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";
import { ask, prewarmOn } from "./python.mjs";
import { drawCode, printPage } from "./sheet.mjs";

const CARRIED = "typed:";

export function calculator(form) {
  const words = JSON.parse(form.dataset.words);
  const titles = JSON.parse(form.querySelector("[data-titles]").textContent);
  const status = form.querySelector(".form-status");
  const errors = form.querySelector(".errors");
  const output = form.querySelector("output[data-result]");
  const result = form.querySelector(".result-section");
  const example = form.querySelector(".example");
  const opened = form.querySelector(".opened");
  const kept = form.querySelector(".kept");
  const fields = [...form.querySelectorAll("[data-input]")].map((field) => ({
    field,
    name: field.dataset.input,
    control: field.querySelector("fieldset, input"),
    message: field.querySelector(".field-error"),
    decision: field.dataset.decision && JSON.parse(field.dataset.decision),
  }));

  let held = {}; // what a link brought along, until it has led to a result
  let answer = null; // the last one with a result

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

  async function compute() {
    const { as_of: asOf, ...inputs } = typed();
    for (const { name, field } of fields) if (field.hidden) delete inputs[name];
    const request = { do: "run", slug: form.dataset.calculator, inputs, as_of: asOf || null, titles, base: form.dataset.base, opened: held };
    const reply = await ask(request, output, status, words);
    if (!reply) return;
    opened.innerHTML = reply.opened; // escaped by Python
    if (reply.state === "error") {
      showErrors(reply.errors, reply.html);
      errors.focus();
      return;
    }
    answer = reply;
    held = {};
    showErrors([], "");
    output.innerHTML = reply.html; // escaped by Python
    kept.textContent = "";
    result.hidden = false;
    example.hidden = true;
  }

  const act = {
    // Personal figures go on paper only when asked for.
    async print() {
      const { "r.headline": headline, ...link } = answer.link; // the code stays coarse enough to scan
      const address = `${form.dataset.url}#${new URLSearchParams(link)}`;
      form.querySelector("[data-code]").innerHTML = await drawCode(address).catch(() => ""); // too much for a code
      form.querySelector("[data-printed]").textContent = new Date().toLocaleString("zh-CN");
      const page = document.documentElement;
      const folded = output.querySelectorAll("details:not([open])"); // paper cannot be unfolded
      for (const part of folded) part.open = true;
      page.classList.add("figures");
      addEventListener("afterprint", () => {
        page.classList.remove("figures");
        for (const part of folded) part.open = false;
      }, { once: true });
      printPage();
    },
    async share() {
      writeFragment(answer.link);
      try {
        await navigator.clipboard.writeText(location.href);
        kept.textContent = words.shared + answer.left_out;
      } catch {
        kept.textContent = words["share-failed"] + answer.left_out;
      }
    },
    keep() {
      const file = new Blob([JSON.stringify(answer.result, null, 1)], { type: "application/json" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `${form.dataset.calculator.replace("/", "-")}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    },
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compute();
  });
  form.querySelector("[type=submit]").disabled = false;
  form.addEventListener("click", ({ target }) => act[target.dataset.do]?.());
  form.addEventListener("input", () => location.hash && writeFragment({})); // it no longer says what the form holds
  form.addEventListener("change", showFields);
  form.addEventListener("reset", () => {
    writeFragment({});
    opened.replaceChildren();
    showErrors([], "");
    output.replaceChildren();
    output.dataset.state = "idle";
    status.textContent = "";
    result.hidden = true;
    example.hidden = false;
    setTimeout(showFields); // after the form has its first values again
  });

  function fill(state) {
    for (const { name } of fields) if (state[name]) form.elements.namedItem(name).value = state[name];
    showFields();
  }

  /** Fill in what a link holds, and work it out. */
  function open() {
    const state = readFragment();
    if (Object.keys(state).length === 0 || document.getElementById(location.hash.slice(1))) return; // a place on this page
    held = state;
    fill(held);
    compute();
  }

  addEventListener("hashchange", open);
  // What was typed comes along from the other script's page, not through the address: that would be remembered.
  if (window.name.startsWith(CARRIED)) fill(JSON.parse(window.name.slice(CARRIED.length)));
  window.name = "";
  showFields();
  open();
  prewarmOn(form);
  return () => (window.name = CARRIED + JSON.stringify(typed()));
}
