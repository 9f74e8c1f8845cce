// Files that are what was built, or an error: SHA-256 is compared before anything is used.
import { RuntimeFailure } from "./protocol.mjs";

// Absent on pages over plain http from another machine; there the browser's own check in `fetch` takes its place.
const digest = globalThis.crypto?.subtle;
const get = globalThis.fetch.bind(globalThis); // Pyodide is given another one while it starts

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} expected SHA-256 in hex */
export async function isRight(bytes, expected) {
  if (!digest) return true;
  const hash = new Uint8Array(await digest.digest("SHA-256", bytes));
  return expected === Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The response to a request for a file. Throws a RuntimeFailure, `network`, when it cannot be had. */
export async function request(address, sha256) {
  const raw = sha256.match(/../g).map((byte) => parseInt(byte, 16));
  const check = digest ? {} : { integrity: `sha256-${btoa(String.fromCharCode(...raw))}` };
  try {
    const response = await get(address, check);
    if (response.ok) return response;
    throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new RuntimeFailure("network", `${address}: ${error}`);
  }
}

/** The bytes of a small file. Throws a RuntimeFailure: `network` when they end early, `integrity` when they are not the ones built. */
export async function verified(address, sha256) {
  const response = await request(address, sha256);
  const content = await response.arrayBuffer().catch((error) => {
    throw new RuntimeFailure("network", `${address}: ${error}`);
  });
  const bytes = new Uint8Array(content);
  if (await isRight(bytes, sha256)) return bytes;
  throw new RuntimeFailure("integrity", `${address} is not the file that was built`);
}
