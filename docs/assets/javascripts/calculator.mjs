// A calculator's form: gathers what was typed, asks Python, puts messages beside their fields. Nothing typed is ever lost.
import { able } from "./able.mjs";
import { facts } from "./facts.mjs";
import { formFields } from "./fields.mjs";
import { readFragment, writeFragment } from "./fragment.mjs";
import { ask, prewarmOn } from "./python.mjs";
import { save } from "./save.mjs";
import { drawCode, printPage } from "./sheet.mjs";

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
  const { asked, carry, fill, showErrors } = formFields(form);
  const { bring, keep } = facts(form, fill, words);

  let held = {}; // what a link brought along, until it has led to a result
  let answer = null; // the one that the page shows

  /** Take the result away: it belongs to what was asked before. */
  function withdraw() {
    answer = null;
    output.replaceChildren();
    result.hidden = true;
  }

  /** Lead to the answer: it takes the focus, and the page moves only as far as it has to. */
  function show() {
    result.hidden = false;
    const headline = output.querySelector(".result-headline");
    headline.tabIndex = -1;
    headline.focus({ preventScroll: true });
    const { top, bottom } = headline.getBoundingClientRect();
    const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0; // what the header covers
    if (top < padding || bottom > innerHeight) result.scrollIntoView(); // smoothly only where motion is welcome: base.css
  }

  async function compute() {
    const { as_of: asOf, ...inputs } = asked();
    const request = { do: "run", slug: form.dataset.calculator, inputs, as_of: asOf || null, titles, base: form.dataset.base, opened: held };
    const fromLink = Object.keys(held).length > 0;
    const reply = await ask(request, output, status, words);
    if (!reply) return withdraw();
    opened.innerHTML = reply.opened; // escaped by Python
    if (reply.state === "error") {
      withdraw();
      showErrors(reply.errors, reply.html);
      errors.focus();
      return;
    }
    answer = reply;
    if (!fromLink) keep(); // what a link says may be somebody else's
    held = {};
    showErrors([], "");
    output.innerHTML = reply.html; // escaped by Python
    kept.textContent = "";
    if (fromLink) result.hidden = false; // what has changed since stands first, above the form
    else show();
  }

  const act = {
    async print() {
      const { "r.headline": headline, ...link } = answer.link; // the code stays coarse enough to scan
      const code = form.querySelector("[data-code]"); // none where the site's address is not known
      const address = `${form.dataset.url}#${new URLSearchParams(link)}`;
      if (code) code.innerHTML = await drawCode(address);
      form.querySelector("[data-printed]").textContent = new Date().toLocaleString("zh-CN");
      const folded = output.querySelectorAll("details:not([open])"); // paper cannot be unfolded
      for (const part of folded) part.open = true;
      addEventListener("afterprint", () => {
        for (const part of folded) part.open = false;
      }, { once: true });
      printPage({ figures: true });
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
      const name = form.dataset.calculator.replace("/", "-");
      save(`${name}.json`, JSON.stringify(answer.result, null, 1), "application/json");
    },
  };

  if (!able) {
    opened.textContent = words.unable;
    example.open = true;
    return carry;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compute();
  });
  form.querySelector("[type=submit]").disabled = false;
  form.addEventListener("click", ({ target }) => act[target.dataset.do]?.());
  form.addEventListener("input", () => location.hash && writeFragment({})); // it no longer says what the form holds
  form.addEventListener("reset", () => {
    writeFragment({});
    opened.replaceChildren();
    showErrors([], "");
    withdraw();
    output.dataset.state = "idle";
    status.textContent = "";
  });

  /** Fill in what a link holds, and work it out. */
  function open() {
    const state = readFragment();
    if (Object.keys(state).length === 0 || document.getElementById(location.hash.slice(1))) return; // a place on this page
    held = state;
    fill(held);
    compute();
  }

  addEventListener("hashchange", open);
  open();
  if (!Object.keys(held).length) bring(); // a link says all of it
  prewarmOn(form);
  return carry;
}
