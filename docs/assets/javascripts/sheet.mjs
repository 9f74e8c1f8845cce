// The notice on paper 一次性告知单: its boxes follow the checklist, its QR code carries the choices, its foot the time.
import { encode } from "./code.mjs";

const RECEIPT = new URL("../stylesheets/receipt.css", import.meta.url).href;

/** @param {HTMLElement} sheet @param {HTMLElement} section the checklist on the page, if there is one */
export function sheet(sheet, section) {
  const code = /** @type {HTMLElement | null} */ (sheet.querySelector(".sheet-qr")); // none where the site's address is not known
  const plain = code?.innerHTML;
  const page = document.documentElement;

  function update() {
    const radios = /** @type {NodeListOf<HTMLInputElement>} */ (section.querySelectorAll("[data-situation] input"));
    const materials = /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-material]"));
    for (const radio of radios)
      mark(sheet.querySelector(`[data-sheet-option="${radio.name}=${radio.value}"]`), radio.checked);
    for (const item of materials) {
      const row = /** @type {HTMLElement | null} */ (sheet.querySelector(`[data-sheet-material="${item.dataset.material}"]`));
      if (!row) continue; // on the list, but nobody need bring it any more
      row.dataset.sheetNeeded = item.dataset.needed;
      mark(row, item.querySelector("input").checked);
      const alternatives = item.closest(".any-of") ?? item; // one of them will do
      const settled = "gone" in item.dataset || alternatives.querySelector("input:checked");
      row.toggleAttribute("data-settled", Boolean(settled));
    }
    sheet.querySelector("[data-sheet-count]").textContent = section.querySelector("[data-count]").textContent;
    draw();
  }

  /** The code of the page as it is now, ticks and all; without choices, the one that the build drew. */
  async function draw() {
    if (!code) return;
    const state = page.classList.contains("clerk") ? "" : encode(section);
    const url = sheet.dataset.url + (state && `#${state}`);
    if (code.dataset.shows === url) return;
    code.dataset.shows = url;
    const drawn = (state && (await drawCode(url))) || plain;
    if (code.dataset.shows === url) code.innerHTML = drawn;
  }

  if (section) {
    section.addEventListener("checklist", update);
    update();
  }
  addEventListener("beforeprint", () => {
    const time = /** @type {HTMLElement} */ (sheet.querySelector("[data-printed]"));
    time.textContent = `· ${time.dataset.label} ${new Date().toLocaleString("zh-CN")}`;
  });
  return draw;
}

/** An SVG drawing of a QR code, made on this device; empty for too much for a code, and where its program does not come. */
export async function drawCode(text) {
  try {
    // @ts-expect-error: the build puts it there
    const { encodeQR } = await import("./vendor/qr.mjs");
    return encodeQR(text, "svg", { ecc: "medium", border: 4 });
  } catch {
    return "";
  }
}

/**
 * Print: the whole page; `brief`, what to take to the window on one side; or that on the receipt printer, whose size of paper
 * is a style sheet of its own, there only for this print. Personal `figures` go on paper only when asked for.
 */
export async function printPage({ receipt = false, brief = receipt, figures = false } = {}) {
  const page = document.documentElement;
  for (const [name, asked] of Object.entries({ brief, figures })) {
    if (!asked) continue;
    page.classList.add(name);
    addEventListener("afterprint", () => page.classList.remove(name), { once: true });
  }
  if (!receipt) return print();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", media: "print", href: RECEIPT });
  await new Promise((done, failed) => {
    link.addEventListener("load", done);
    link.addEventListener("error", failed);
    document.head.append(link);
  });
  page.classList.add("receipt");
  addEventListener("afterprint", () => {
    link.remove();
    page.classList.remove("receipt");
  }, { once: true });
  print();
}

function mark(element, on) {
  if (on) element.dataset.ticked = "";
  else delete element.dataset.ticked;
}
