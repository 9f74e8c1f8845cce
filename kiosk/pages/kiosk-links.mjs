// A kiosk leads nowhere else: links out of the site that Python writes into results become text with a code to scan. (Those
// in the pages were changed when the edition was made.)
import { drawCode } from "./sheet.mjs";

export function plainLinks(main) {
  const change = () => {
    for (const link of main.querySelectorAll("a[href]")) if (link.origin !== location.origin) plain(link);
  };
  new MutationObserver(change).observe(main, { childList: true, subtree: true });
  change();
}

function plain(link) {
  if (!link.protocol.startsWith("http")) return link.replaceWith(link.textContent); // a file to keep: not on this machine
  const text = document.createElement("span");
  text.className = "kiosk-address";
  const code = Object.assign(document.createElement("span"), { className: "kiosk-code" });
  text.append(link.textContent, Object.assign(document.createElement("small"), { textContent: link.href }), code);
  drawCode(link.href).then((svg) => (code.innerHTML = svg));
  link.replaceWith(text);
}
