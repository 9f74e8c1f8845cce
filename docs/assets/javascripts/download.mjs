// Fetches Python beforehand, so that calculators work later without a network, and says how far it is.
import { able } from "./able.mjs";
import { call } from "./runtime/client.mjs";
import { fill } from "./text.mjs";

export function download(section) {
  const button = section.querySelector("button");
  const status = section.querySelector("[role=status]");
  const { doing, done, failed, unable } = JSON.parse(section.dataset.words);
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = doing;
    navigator.storage?.persist?.();
    try {
      await call({}); // no matter what it says: who answers is there
      const { usage } = (await navigator.storage?.estimate?.()) ?? {};
      status.textContent = fill(done, { size: usage ? Math.ceil(usage / 2 ** 20) : "?" });
    } catch {
      status.textContent = failed;
      button.disabled = false;
    }
  });
  if (!able) {
    button.disabled = true;
    status.textContent = unable;
  }
}
