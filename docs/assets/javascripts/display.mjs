// The size (长辈版) and the colours a reader chooses; early.js puts them on before the first paint.
import { disclosure } from "./disclosure.mjs";

const root = document.documentElement;
// At a kiosk the next person starts afresh. A browser may refuse storage: then asking for it throws.
const storage = () => (root.dataset.edition === "kiosk" ? sessionStorage : localStorage);
const elderButton = document.querySelector(".elder-button");
const panel = /** @type {HTMLFieldSetElement} */ (document.querySelector(".colours"));

elderButton.setAttribute("aria-pressed", String(root.classList.contains("elder")));
elderButton.addEventListener("click", () => {
  const on = root.classList.toggle("elder");
  elderButton.setAttribute("aria-pressed", String(on));
  remember("elder", on ? "on" : null);
});

const scheme = remembered("scheme") ?? "auto";
for (const choice of panel.querySelectorAll("input")) choice.checked = choice.value === scheme;
panel.addEventListener("change", ({ target }) => {
  const { value } = /** @type {HTMLInputElement} */ (target);
  remember("scheme", value === "auto" ? null : value);
  root.dataset.mdColorScheme = value === "auto" ? root.dataset.deviceScheme : value;
});
disclosure(document.querySelector(".colours-button"), (open) => (panel.hidden = !open));

function remembered(name) {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, value);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}
