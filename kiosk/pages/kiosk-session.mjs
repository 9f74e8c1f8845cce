// One person's turn at the kiosk. Ending it leaves nothing: no value, no address that the next person can go back to.
const ID = "session";
const brand = /** @type {HTMLAnchorElement} */ (document.querySelector(".brand"));
const home = () => new URL(brand.dataset.start, location.href);

const session = sessionStorage.getItem(ID) ?? begin();
const foreign = Boolean(history.state?.[ID] && history.state[ID] !== session);
if (foreign) goHome(); // Back, into a page of somebody before
else history.replaceState({ ...history.state, [ID]: session }, "");

// A page that the browser keeps in memory comes back as it was left: hidden, until we know whose it is.
addEventListener("pagehide", () => (document.documentElement.hidden = true));
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && sessionStorage.getItem(ID) !== session) goHome();
  else document.documentElement.hidden = false;
});

export const belongsHere = () => !foreign;

/** Forget everything and go to the start screen. */
export function endSession() {
  for (const form of document.forms) form.reset();
  document.documentElement.hidden = true;
  localStorage.clear();
  sessionStorage.clear();
  begin();
  goHome();
}

function goHome() {
  history.replaceState(null, ""); // from the start screen to itself is a reload, which would keep the state
  location.replace(home());
}

function begin() {
  const id = crypto.randomUUID();
  sessionStorage.setItem(ID, id);
  return id;
}
