// State in the address, after the #, which browsers never send to a server: {name: text}.
export function readFragment() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

export function writeFragment(state) {
  const entries = Object.entries(state).filter(([, value]) => value !== "");
  const address = location.pathname + location.search;
  const fragment = new URLSearchParams(entries).toString();
  history.replaceState(null, "", fragment ? `${address}#${fragment}` : address);
}
