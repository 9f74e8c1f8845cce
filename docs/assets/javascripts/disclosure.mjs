// A button that opens and closes something; Escape closes it and goes back to the button.
export function disclosure(button, show) {
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    show(open);
  };
  button.addEventListener("click", () => set(!isOpen()));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !isOpen()) return;
    set(false);
    button.focus();
  });
}
