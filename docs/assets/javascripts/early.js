// Runs before the first paint: the colours the reader chose, so that the page does not flash.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let scheme = null;
  try {
    scheme = (root.dataset.edition === "kiosk" ? sessionStorage : localStorage).getItem("scheme");
  } catch {
    // Storage is switched off: follow the system.
  }
  root.dataset.mdColorScheme = scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default");
})();
