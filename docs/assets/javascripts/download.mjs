// Fetches Python beforehand, so that calculators work later without a network, and says how far it is.
import { onProgress, prewarm } from "./runtime/client.mjs";
import { fill } from "./text.mjs";

export function download(section) {
  const button = section.querySelector("button");
  const status = section.querySelector("[role=status]");
  const { doing, done, failed } = JSON.parse(section.dataset.words);
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = doing;
    navigator.storage?.persist?.();
    try {
      onProgress(({ stage }) => {
        if (stage === "ready") finish();
      });
      await prewarm();
    } catch {
      status.textContent = failed;
      button.disabled = false;
    }
  });

  async function finish() {
    const { usage } = (await navigator.storage?.estimate?.()) ?? {};
    status.textContent = fill(done, { size: usage ? Math.ceil(usage / 2 ** 20) : "?" });
  }
}
