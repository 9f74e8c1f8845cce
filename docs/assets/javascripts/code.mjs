// The choices of a checklist in few characters, for a QR code: `k=<code of the list>.<answers>.<ticks>`. One letter an
// answer in the order of the questions (0: none), the ticks as a number in base 36. Only a list that has not changed since
// reads it: the code of the list says so. Never more than 60 characters, and never what a person typed.
const KEY = "k";

const radios = (section) => [...section.querySelectorAll("[data-situation]")].map((group) => [...group.querySelectorAll("input")]);
const boxes = (section) => [...section.querySelectorAll("[data-material] input")];

/** @returns {string} a fragment, empty when nothing is chosen */
export function encode(section) {
  const answers = radios(section).map((group) => (group.findIndex(({ checked }) => checked) + 1).toString(36)).join("");
  const ticks = boxes(section).reduce((bits, { checked }, place) => (checked ? bits | (1n << BigInt(place)) : bits), 0n);
  if (!ticks && /^0*$/.test(answers)) return "";
  return `${KEY}=${section.dataset.code}.${answers}.${ticks.toString(36)}`;
}

/** Set the choices that a fragment's `k` holds. @returns {boolean} whether it was one of this list */
export function decode(section, state) {
  const [code, answers, ticks] = (state[KEY] ?? "").split(".");
  if (code !== section.dataset.code || !/^[0-9a-z]*$/.test(answers) || !/^[0-9a-z]+$/.test(ticks)) return false;
  for (const [place, group] of radios(section).entries())
    for (const [at, radio] of group.entries()) radio.checked = parseInt(answers[place], 36) === at + 1;
  const bits = [...ticks].reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n);
  for (const [place, box] of boxes(section).entries()) box.checked = Boolean(bits & (1n << BigInt(place)));
  return true;
}
