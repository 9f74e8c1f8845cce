const PATIENCE = 60_000; // ms in which a browser has asked where to save and has taken the file

/** Hand a file over to the reader, made on this device. */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
}
