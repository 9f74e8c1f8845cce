// Added to the pages' own script in the edition for disks: there a link to a folder opens no page, but its list of files.
import "./site.mjs";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
}, true);
