// Marks a quiz. The right answers are data in the page; this only compares.
import { fill } from "./text.mjs";

export function quiz(section) {
  const words = JSON.parse(section.dataset.words);
  const form = section.querySelector("form");
  const score = section.querySelector(".quiz-score");
  const answers = section.querySelector("[data-answers]");
  const questions = [...form.querySelectorAll("fieldset")];
  answers.hidden = true;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const count = { total: questions.length, right: 0, wrong: 0, blank: 0 };
    for (const question of questions) {
      const given = question.querySelector(":checked")?.value;
      const result = given === undefined ? "blank" : given === question.dataset.answer ? "right" : "wrong";
      count[result] += 1;
      question.dataset.result = result;
      const mark = question.querySelector(".quiz-mark");
      mark.textContent = fill(words[result], { answer: question.dataset.answer.toUpperCase() });
      mark.hidden = false;
    }
    score.textContent = fill(words.score, count);
    answers.hidden = false;
    score.focus();
  });
  form.querySelector("[type=submit]").disabled = false;
  form.addEventListener("reset", () => {
    for (const question of questions) {
      delete question.dataset.result;
      question.querySelector(".quiz-mark").hidden = true;
    }
    score.textContent = "";
    answers.hidden = true;
  });
}
