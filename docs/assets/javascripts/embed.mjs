// A calculator alone, in a frame on another site's page: it tells that page how high it is, nothing else, and hears nothing.
import { calculator } from "./calculator.mjs";
import { stale } from "./stale.mjs";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-calculator]"));
calculator(form);
stale(document.querySelector("meta[name=content-checked]"));

// Links open beside that page, as the base element says; a place on this one is in the frame.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.closest('a[href^="#"]');
  if (link instanceof HTMLAnchorElement) link.target = "_self";
}, true);

if (parent !== window) {
  const page = document.documentElement;
  new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    parent.postMessage({ type: "shebao-guide:height", slug: form.dataset.calculator, height }, "*");
  }).observe(page);
}
