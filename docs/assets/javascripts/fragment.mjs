// State in the address, after the #, which browsers never send to a server: {name: text}.
export function readFragment() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

export function writeFragment(state) {
  if (document.documentElement.dataset.edition === "kiosk") state = {}; // the next person can go back through addresses
  const entries = Object.entries(state).filter(([, value]) => value !== "");
  const address = location.pathname + location.search;
  const fragment = new URLSearchParams(entries).toString();
  history.replaceState(history.state, "", fragment ? `${address}#${fragment}` : address);
}
