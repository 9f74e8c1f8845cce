// What is at hand all along a page: its contents, the list, the way, paper. A place that lies folded is unfolded before one is
// led there; the address keeps what was ticked.
import { printPage } from "./sheet.mjs";

export function handy(bar) {
  const contents = bar.querySelector("[popover]");
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const place = document.getElementById(link.hash.slice(1));
    event.preventDefault();
    contents.hidePopover?.(); // where there is none, the contents stand open
    for (let each = place; each; each = each.parentElement) if (each instanceof HTMLDetailsElement) each.open = true;
    place.tabIndex = -1;
    place.focus();
    place.scrollIntoView();
  });
  bar.querySelector("[data-print]")?.addEventListener("click", () => printPage());
}
