// Keys on the screen: digits for forms, letters (pinyin) for the search. They act as a keyboard does, `input` and `keyup`
// included; a real keyboard works as well.

const DIGITS = ["123", "456", "789", "-0.", "X"];
const LETTERS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

export function keys(board, words) {
  let field = null;
  let untouched = false;

  const inputs = "input:is([type=text], [type=search], [type=date])";
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(inputs))) {
    if (input.type === "date") input.type = "text"; // the browser's calendar is too small for a finger
    input.inputMode = "none";
    input.addEventListener("focus", () => open(input));
  }
  document.addEventListener("focusin", ({ target }) => {
    if (target !== field && !board.contains(target)) close();
  });
  board.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  board.addEventListener("click", ({ target }) => {
    if (target.dataset.key) press(target.dataset.key);
  });

  function open(input) {
    field = input;
    untouched = input.value === input.defaultValue;
    const search = input.type === "search";
    const rows = (search ? LETTERS : DIGITS).map((row) => [...row].map((key) => [key, key]));
    rows.push([["backspace", words.backspace], ["empty", words.empty], ["enter", words.enter]]);
    board.replaceChildren(...(search ? [hint(words.letters)] : []), ...rows.map(row));
    board.hidden = false;
    input.scrollIntoView({ block: "center" });
  }

  function close() {
    field = null;
    board.hidden = true;
  }

  function press(key) {
    if (key === "enter") {
      if (field.form.matches("[role=search]")) field.form.requestSubmit();
      field.blur();
      return close();
    }
    if (untouched && key !== "backspace") field.value = ""; // the first key replaces the value that the form came with
    untouched = false;
    if (key === "empty") field.value = "";
    else if (key === "backspace") {
      const at = field.selectionStart;
      field.setRangeText("", at === field.selectionEnd ? Math.max(0, at - 1) : at, field.selectionEnd, "end");
    } else field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: key }));
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key }));
  }
}

function row(keys) {
  const line = document.createElement("div");
  line.className = "kiosk-row";
  line.append(...keys.map(([key, label]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.dataset.key = key;
    return button;
  }));
  return line;
}

const hint = (text) => Object.assign(document.createElement("p"), { textContent: text });
