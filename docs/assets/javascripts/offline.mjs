// Offline use: registers the service worker, and offers a new version without ever taking what somebody is filling in.

const ROOT = new URL("../../", import.meta.url);
const QUIET = 3000; // milliseconds

/** @param {HTMLElement} notice says that there is a new version; its button takes it */
export async function offline(notice) {
  if (!navigator.serviceWorker || /** @type {any} */ (navigator).connection?.saveData) return; // not in every browser
  const registration = (await navigator.serviceWorker.getRegistration(ROOT)) ?? (await register());
  let asked = false;

  const offer = () => (notice.hidden = !registration.waiting || !navigator.serviceWorker.controller || isBusy());
  const watch = () => registration.installing?.addEventListener("statechange", offer);

  registration.addEventListener("updatefound", watch);
  watch();
  for (const event of ["input", "change", "reset"]) addEventListener(event, () => setTimeout(offer));
  notice.querySelector("button").addEventListener("click", () => {
    asked = true;
    registration.waiting?.postMessage("use the new version");
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload(); // only here: other open pages keep what is typed in them
  });
  offer();
}

/** Keeps the whole site, some megabytes: the page itself, and what somebody does on it at once, comes first. */
async function register() {
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
  await new Promise((later) => setTimeout(later, QUIET));
  return navigator.serviceWorker.register(new URL("sw.js", ROOT), { updateViaCache: "none" });
}

/** Whether a form holds something that reloading would lose. A checklist is not one: its choices are in the address. */
function isBusy() {
  /** @param {any} control an input, a list or a text */
  const changed = ({ type, checked, defaultChecked, value, defaultValue, options }) => {
    if (options) return [...options].some((option) => option.selected !== option.defaultSelected) && Boolean(value);
    return type === "radio" || type === "checkbox" ? checked !== defaultChecked : value !== defaultValue;
  };
  const typed = [...document.querySelectorAll("form input, form select, form textarea")].some(changed);
  return typed || document.documentElement.classList.contains("clerk");
}
