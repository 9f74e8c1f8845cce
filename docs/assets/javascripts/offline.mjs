// Offline use: registers the service worker, and offers a new version without ever taking what somebody is filling in.

const ROOT = new URL("../../", import.meta.url);

/** @param {HTMLElement} notice says that there is a new version; its button takes it */
export async function offline(notice) {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(new URL("sw.js", ROOT), { updateViaCache: "none" });
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

/** Whether a form holds something that reloading would lose. A checklist is not one: its choices are in the address. */
function isBusy() {
  const changed = ({ type, checked, defaultChecked, value, defaultValue, options }) => {
    if (options) return [...options].some((option) => option.selected !== option.defaultSelected) && Boolean(value);
    return type === "radio" || type === "checkbox" ? checked !== defaultChecked : value !== defaultValue;
  };
  const typed = [...document.querySelectorAll("form input, form select, form textarea")].some(changed);
  return typed || document.documentElement.classList.contains("clerk");
}
