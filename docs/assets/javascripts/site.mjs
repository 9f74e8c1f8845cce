// What every page can do: open the menu, change the colours, keep the place when the script is switched, search.
import { search } from "./search.mjs";

const menuButton = document.querySelector(".menu-button");
const menu = document.querySelector(".menu");
menuButton.hidden = false;
menuButton.addEventListener("click", () => setMenu(!menu.classList.contains("open")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.classList.contains("open")) {
    setMenu(false);
    menuButton.focus();
  }
});

function setMenu(open) {
  menu.classList.toggle("open", open);
  menuButton.setAttribute("aria-expanded", String(open));
}

const themeButton = document.querySelector(".theme-button");
themeButton.hidden = false;
themeButton.addEventListener("click", () => {
  const page = document.documentElement.dataset;
  page.mdColorScheme = page.mdColorScheme === "slate" ? "default" : "slate";
  try {
    localStorage.setItem("scheme", page.mdColorScheme);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
});

// The other script's page opens at the same place, with the same fragment (which holds a shared state, if any).
for (const link of document.querySelectorAll("a[data-script]")) {
  link.addEventListener("click", () => (link.hash = location.hash));
}

for (const form of document.querySelectorAll("form[data-search]")) search(form);
