// What pages import: `prewarmOn(form)`, then `await call({…})`. The build writes into every page that calculates a
// <meta name="python-runtime">, with the SHA-256 of manifest.json, and the name and SHA-256 of the worker's file.
import { createRuntime } from "./calls.mjs";
import { RuntimeFailure, partsOf, scriptOf } from "./protocol.mjs";
import { verified } from "./verified.mjs";

export { RuntimeFailure };

const BASE = new URL("../../python/", import.meta.url).href;

/** @type {import("./calls.mjs").Connect} */
async function connect(mode, handOver) {
  const built = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="python-runtime"]'));
  const program = (name, sha256) => verified(BASE + name, sha256);
  const { worker: usual, sha256 } = built.dataset; // the usual one need not wait for the manifest
  // The hash in the address passes by copies of older builds.
  const [text, first] = await Promise.all([
    verified(`${BASE}manifest.json?${built.content.slice(0, 16)}`, built.content),
    program(usual, sha256),
  ]);
  const manifest = JSON.parse(new TextDecoder().decode(text));
  const script = scriptOf(document);
  const { worker: name } = partsOf(manifest, mode, script);
  const bytes = name === usual ? first : await program(name, manifest.files[name].sha256);
  // From the bytes themselves: the address could answer differently the second time.
  const worker = new Worker(URL.createObjectURL(new Blob([bytes], { type: "text/javascript" })), { name: "python" });
  handOver(worker);
  worker.postMessage({ type: "load", mode, base: BASE, manifest, script });
}

export const { prewarm, prewarmOn, call, onProgress } = createRuntime(connect);

/** The same once more, beside the first, for work that can be shared. */
export const helper = createRuntime(connect);

/** Another Python, which reads workbooks; nothing of it is loaded before the first call. */
export const workbooks = createRuntime(connect, "workbook");
