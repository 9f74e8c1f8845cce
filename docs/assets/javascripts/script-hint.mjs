// The line that offers the pages in the reader's script; early.js shows it. Who has chosen a script is not asked again in this session.

export function chosen() {
  try {
    sessionStorage.setItem("script", "chosen");
  } catch {
    // Storage is switched off: the next page asks again.
  }
}

/** @param {Element} hint */
export function scriptHint(hint) {
  hint.querySelector("button").addEventListener("click", () => {
    chosen();
    document.documentElement.classList.remove("offer-script");
  });
}
