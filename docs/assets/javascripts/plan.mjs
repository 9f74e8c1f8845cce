// My plan: what to bring, whether the day fits, when the answer is due, worked out by Python for the answers on the page.
// Python comes only when somebody touches the form: most readers of a guide do not need it.

export function plan(section, answers) {
  const form = section.querySelector("form");
  const output = form.querySelector("output");
  const status = form.querySelector(".form-status");
  const words = JSON.parse(form.dataset.words);
  const procedure = JSON.parse(section.querySelector("[data-procedure]").textContent);
  const python = () => import("./python.mjs");
  for (const intent of ["focusin", "pointerenter"]) {
    form.addEventListener(intent, () => python().then(({ prewarm }) => prewarm()), { once: true });
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const request = { do: "plan", procedure, answers: answers(), as_of: form.elements.as_of.value || null };
    const { ask } = await python();
    const answer = await ask(request, output, status, words);
    if (answer) output.innerHTML = answer.html; // escaped by Python
  });
  form.querySelector("[type=submit]").disabled = false;
}
