// The last day of what a reader has to do, asked and said where the answer stands, worked out by Python.

export function due(form) {
  const procedure = JSON.parse(form.querySelector("script").textContent);
  const [output, status] = [form.querySelector("output"), form.querySelector(".form-status")];
  const words = JSON.parse(form.dataset.words);
  const input = form.querySelector("input");
  const ids = procedure.time_limits.map(({ id }) => id);
  const python = () => import("./python.mjs");
  form.addEventListener("focusin", () => python().then(({ prewarm }) => prewarm()), { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const again = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-begun]")); // of the plan
    for (const each of again) if (each.dataset.begun === ids.join(" ")) each.value = input.value;
    const begun = Object.fromEntries(ids.map((id) => [id, input.value]));
    const { ask } = await python();
    const answer = await ask({ do: "plan", procedure, answers: {}, begun, as_of: null }, output, status, words);
    if (!answer) return;
    if (answer.state !== "done") {
      output.innerHTML = answer.html; // escaped by Python
      return;
    }
    const list = document.createElement("ul");
    for (const { text } of answer.plan.time_limits) {
      list.append(Object.assign(document.createElement("li"), { textContent: text }));
    }
    output.replaceChildren(list);
  });
  form.querySelector("[type=submit]").disabled = false;
}
