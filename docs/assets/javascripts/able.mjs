// Whether this browser has what Python needs. Where it has not, a page says so once, and lets nothing be pressed in vain.
export const able = typeof WebAssembly === "object";
