// Runs before the first paint: the colours and the size the reader chose, so that the page does not flash.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return (root.dataset.edition === "kiosk" ? sessionStorage : localStorage).getItem(name);
    } catch {
      return null; // Storage is switched off: follow the system.
    }
  };
  const asked = (query) => matchMedia(query).matches;
  const dark = asked("(prefers-color-scheme: dark)") ? "slate" : "default";
  root.dataset.deviceScheme = asked("(prefers-contrast: more)") ? "contrast" : dark;
  root.classList.add("js");
  root.classList.toggle("elder", read("elder") === "on");
  root.dataset.mdColorScheme = read("scheme") ?? root.dataset.deviceScheme;
})();
