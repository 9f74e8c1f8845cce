// What pages import: `prewarmOn(form)`, then `await call({…})`. Needs <meta name="python-runtime" content="…"> with the
// SHA-256 of manifest.json, which the build writes into every page that calculates.
import { createRuntime } from "./calls.mjs";
import { Files, fetchManifest } from "./files.mjs";
import { RuntimeFailure } from "./protocol.mjs";

export { RuntimeFailure };

const BASE = new URL("../../python/", import.meta.url).href;

/** @type {import("./calls.mjs").Connect} */
function connect(mode, report) {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module", name: "python" });
  let files;
  const loading = async () => {
    const manifest = await fetchManifest(BASE, document.querySelector('meta[name="python-runtime"]').content);
    const names = manifest.modes[mode];
    const total = Object.values(names).reduce((sum, name) => sum + manifest.files[name].size, 0);
    let loaded = 0;
    files = new Files(BASE, manifest, (bytes) => {
      loaded += bytes;
      report(loaded, total);
    });
    worker.postMessage({ type: "load", mode, lock: manifest.lock });
    const send = async (name, part) => worker.postMessage({ type: "part", name, value: await part });
    await Promise.all([
      send("module", files.module(names.wasm)),
      names.snapshot ? send("snapshot", files.bytes(names.snapshot)) : send("library", files.bytes(names.library)),
      send("scripts", Promise.all([files.script(names.loader), files.script(names.glue)])),
    ]);
  };
  return { worker, loading: loading(), keep: () => files.keep() };
}

export const { prewarm, prewarmOn, call, onProgress } = createRuntime(connect);
