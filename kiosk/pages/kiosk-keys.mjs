// Keys on the screen: digits for forms; for the search letters (pinyin), Zhuyin, or words to pick from for who knows neither.
// Keys act as a keyboard does, `input` and `keyup` included; a real keyboard works as well.
import { pinyin, SYMBOLS } from "./kiosk-zhuyin.mjs";

const DIGITS = ["123", "456", "789", "-0.", "X"];
const LETTERS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/**
 * @typedef {{name: string, matters: {name: string, url: string}[]}} Kind what one may have to do, by kind of insurance
 * @param {HTMLElement} board
 * @param {Record<string, string>} words
 * @param {string[]} modes of typing into the search, the first one first
 * @param {Kind[]} kinds
 */
export function keys(board, words, modes, kinds) {
  let field = null;
  let untouched = false;
  let [mode] = modes;
  let kind = null;
  let typed = ""; // in Zhuyin, of which the field holds the pinyin
  let before = "";

  const inputs = "input:is([type=text], [type=search], [type=date])";
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(inputs))) {
    if (input.type === "date") input.type = "text"; // the browser's calendar is too small for a finger
    input.inputMode = "none";
    input.addEventListener("focus", () => open(input));
  }
  document.addEventListener("focusin", ({ target }) => {
    if (target !== field && !board.contains(/** @type {Node} */ (target))) close();
  });
  board.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  board.addEventListener("click", ({ target }) => {
    const { dataset } = /** @type {HTMLElement} */ (target);
    if (dataset.key) press(dataset.key);
    if (dataset.mode) show(dataset.mode);
    if ("kind" in dataset) show("words", kinds[dataset.kind]);
    if (dataset.matter) location.assign(new URL(dataset.matter, brand().href));
  });

  function open(input) {
    field = input;
    untouched = input.value === input.defaultValue;
    show(mode);
    input.scrollIntoView({ block: input.type === "search" ? "start" : "center" });
  }

  function show(next, picked = null) {
    [mode, kind, typed] = [next, picked, ""];
    const search = field.type === "search";
    board.replaceChildren(...(search ? [tabs(), ...boards[mode]()] : [...rows(DIGITS), last()]));
    board.classList.toggle("kiosk-keys-search", search);
    board.hidden = false;
  }

  const boards = {
    letters: () => [hint(words.letters), ...rows(LETTERS), last()],
    zhuyin: () => [hint(typed || words["zhuyin-hint"]), ...rows(SYMBOLS), last()],
    words: () =>
      kind
        ? [hint(words.choose + kind.name), row([key(words.back, "mode", "words")]), grid(kind.matters.map(({ name, url }) => key(name, "matter", url)))]
        : [hint(words.choose), grid(kinds.map(({ name }, place) => key(name, "kind", place)))],
  };
  const last = () => row([key(words.backspace, "key", "backspace"), key(words.empty, "key", "empty"), key(words.enter, "key", "enter")]);

  function tabs() {
    const line = row(modes.map((each) => key(words[each === "letters" ? "pinyin" : each], "mode", each)));
    line.classList.add("kiosk-tabs");
    for (const button of line.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    return line;
  }

  function close() {
    field = null;
    board.hidden = true;
  }

  function press(pressed) {
    if (pressed === "enter") {
      if (field.form.matches("[role=search]")) field.form.requestSubmit();
      field.blur();
      return close();
    }
    if (untouched && pressed !== "backspace") field.value = ""; // the first key replaces the value that the form came with
    untouched = false;
    if (pressed === "empty") field.value = typed = "";
    else if (mode === "zhuyin" && field.type === "search" && (typed || pressed !== "backspace")) {
      if (!typed) before = field.value;
      typed = pressed === "backspace" ? typed.slice(0, -1) : typed + pressed;
      field.value = before + pinyin(typed);
    } else if (pressed === "backspace") {
      const at = field.selectionStart;
      field.setRangeText("", at === field.selectionEnd ? Math.max(0, at - 1) : at, field.selectionEnd, "end");
    } else field.setRangeText(pressed, field.selectionStart, field.selectionEnd, "end");
    if (mode === "zhuyin" && field.type === "search") board.querySelector("p").textContent = typed || words["zhuyin-hint"];
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: pressed }));
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: pressed }));
  }
}

const brand = () => /** @type {HTMLAnchorElement} */ (document.querySelector(".brand"));

/** A button that says `label` and what it is for: `data-<name>`. */
function key(label, name, value) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.dataset[name] = value;
  return button;
}

const rows = (lines) => lines.map((line) => row([...line].map((each) => key(each, "key", each))));
const row = (buttons) => box("kiosk-row", buttons);
const grid = (buttons) => box("kiosk-grid", buttons);
const hint = (text) => Object.assign(document.createElement("p"), { textContent: text });

function box(className, content) {
  const made = Object.assign(document.createElement("div"), { className });
  made.append(...content);
  return made;
}
