// What pages import: `prewarmOn(form)`, then `await call({…})`. Needs <meta name="python-runtime" content="…"> with the
// SHA-256 of manifest.json, which the build writes into every page that calculates.
import { createRuntime } from "./calls.mjs";
import { comparing } from "./files.mjs";
import { RuntimeFailure } from "./protocol.mjs";

export { RuntimeFailure };

const BASE = new URL("../../python/", import.meta.url).href;

function connect(mode) {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module", name: "python" });
  const sha256 = document.querySelector('meta[name="python-runtime"]').content;
  const load = async () => {
    let manifest;
    try {
      // The hash in the address: a copy of an older build in some cache is never the answer.
      const response = await fetch(`${BASE}manifest.json?${sha256.slice(0, 16)}`, comparing(sha256));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      manifest = await response.text();
    } catch (error) {
      throw new RuntimeFailure("network", `manifest.json: ${error.message}`);
    }
    worker.postMessage({ type: "load", mode, base: BASE, manifest, sha256 });
  };
  return { worker, loading: load() };
}

export const { prewarm, prewarmOn, call, onProgress } = createRuntime(connect);
