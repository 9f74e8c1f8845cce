// Whether this browser has what Python needs. Where it has not, a page says so once, and lets nothing be pressed in vain.
export const able = (() => {
  try {
    // The smallest program there is. Some have WebAssembly switched off; Chromium before 97 does not know the word in our policy
    // that allows it.
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)));
  } catch {
    return false;
  }
})();
