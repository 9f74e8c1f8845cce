// What pages import: `prewarmOn(form)`, then `await call({…})`. The build writes into every page that calculates a
// <meta name="python-runtime">, with the SHA-256 of manifest.json and the name of the worker's file.
import { createRuntime } from "./calls.mjs";
import { RuntimeFailure } from "./protocol.mjs";
import { verified } from "./verified.mjs";

export { RuntimeFailure };

const BASE = new URL("../../python/", import.meta.url).href;

/** @type {import("./calls.mjs").Connect} */
async function connect(mode, handOver) {
  const built = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="python-runtime"]'));
  const worker = new Worker(BASE + built.dataset.worker, { type: "module", name: "python" });
  handOver(worker);
  // The hash in the address passes by copies of older builds. The worker does nothing before it gets the manifest.
  const text = await verified(`${BASE}manifest.json?${built.content.slice(0, 16)}`, built.content);
  const manifest = JSON.parse(new TextDecoder().decode(text));
  await verified(BASE + built.dataset.worker, manifest.files[built.dataset.worker].sha256);
  worker.postMessage({ type: "load", mode, base: BASE, manifest, script: document.documentElement.lang });
}

export const { prewarm, prewarmOn, call, onProgress } = createRuntime(connect);

/** The same once more, beside the first, for work that can be shared. */
export const helper = createRuntime(connect);

/** Another Python, which reads workbooks; nothing of it is loaded before the first call. */
export const workbooks = createRuntime(connect, "workbook");
