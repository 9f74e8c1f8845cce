// One person's turn at the kiosk. Ending it leaves nothing: no value, no address that the next person can go back to. Runs before
// every other script of a page, which might take up what somebody left.
const ID = "session";
const brand = /** @type {HTMLAnchorElement} */ (document.querySelector(".brand"));
const home = () => new URL(brand.dataset.start, location.href);

const session = sessionStorage.getItem(ID) ?? begin();
const entry = history.state?.[ID]; // whose entry of the browser's history this page is; a new one is nobody's yet
const [loading] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
// Back, into a page of somebody before; an entry that says nothing was made by an anchor, by whom nobody knows.
const foreign = entry ? entry !== session : (loading?.type ?? "navigate") !== "navigate";
if (foreign) goHome();
else mark();
addEventListener("hashchange", mark); // anchors make entries of their own

// A page that the browser keeps in memory comes back as it was left: hidden, until we know whose it is.
addEventListener("pagehide", () => (document.documentElement.hidden = true));
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && sessionStorage.getItem(ID) !== session) goHome();
  else document.documentElement.hidden = foreign;
});

export const belongsHere = () => !foreign;

// Other tabs, which a keyboard can open, are of the same person.
const tabs = new BroadcastChannel(ID);
tabs.onmessage = forget;

/** Forget everything and go to the start screen, in every tab; one that nobody looks at ends only itself. */
export function endSession() {
  if (!document.hidden) tabs.postMessage("over");
  forget();
}

function forget() {
  for (const form of document.forms) form.reset();
  begin();
  goHome();
}

function goHome() {
  document.documentElement.hidden = true;
  mark(); // from the start screen to itself is a reload, which keeps the entry
  location.replace(home());
  setInterval(() => location.replace(home()), 3000); // whatever came between, Back pressed twice, the screen does not stay empty
}

/** The entry of the browser's history that is shown belongs to who is here now. */
function mark() {
  history.replaceState({ [ID]: sessionStorage.getItem(ID) }, "");
}

/** Empty everything that a page can write to, and call who comes now by a new name. */
function begin() {
  localStorage.clear();
  sessionStorage.clear();
  window.name = ""; // where the other script's page finds what was typed
  const id = crypto.randomUUID();
  sessionStorage.setItem(ID, id);
  return id;
}
