// Runs before the first paint: the colours and the size the reader chose, and whether the other script is offered, so that
// the page neither flashes nor jumps.
(() => {
  const root = document.documentElement;
  const read = (name, session = root.dataset.edition === "kiosk") => {
    try {
      return (session ? sessionStorage : localStorage).getItem(name);
    } catch {
      return null; // Storage is switched off: follow the system.
    }
  };
  const asked = (query) => matchMedia(query).matches;
  const dark = asked("(prefers-color-scheme: dark)") ? "slate" : "default";
  root.dataset.deviceScheme = asked("(prefers-contrast: more)") ? "contrast" : dark;
  root.classList.add("js");
  root.classList.toggle("elder", read("elder") === "on");
  // Of the Chinese that the browser asks for, the first says what its reader reads.
  const chinese = navigator.languages.find((language) => /^zh\b/i.test(language));
  const script = /^zh-(hant|hk|mo|tw)\b/i.test(chinese) ? "zh-Hant" : "zh-Hans";
  root.classList.toggle("offer-script", Boolean(chinese) && script !== root.lang && read("script", true) === null);
  const scheme = read("scheme"); // another page of this host may have left anything there
  root.dataset.mdColorScheme = ["default", "slate", "contrast"].includes(scheme) ? scheme : root.dataset.deviceScheme;
})();
