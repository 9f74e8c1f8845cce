// The lines that put a calculator on somebody's own page, with whole addresses, to copy.

/** @param {HTMLElement} section */
export function snippet(section) {
  const words = JSON.parse(section.dataset.words);
  const code = section.querySelector("code");
  const whole = (_, address) => `src="${new URL(address, location.href)}"`;
  code.textContent = code.textContent.replace(/src="([^"]*)"/g, whole);
  section.querySelector("button").addEventListener("click", async () => {
    const status = section.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = words.copied;
    } catch {
      status.textContent = words.failed;
    }
  });
}
