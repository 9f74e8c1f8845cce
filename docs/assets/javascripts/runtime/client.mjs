// What pages import: `prewarmOn(form)`, then `await call({…})`. The build writes into every page that calculates a
// <meta name="python-runtime">, with the SHA-256 of manifest.json, and the names and SHA-256 of the files of two workers: the
// one that holds Python, and a small one that fetches.
import { createRuntime } from "./calls.mjs";
import { RuntimeFailure, partsOf, scriptOf } from "./protocol.mjs";
import { verified } from "./verified.mjs";

export { RuntimeFailure };

const BASE = new URL("../../python/", import.meta.url).href;

/** @type {import("./calls.mjs").Connect} */
async function connect(mode, handOver) {
  const built = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="python-runtime"]'));
  const program = (name, sha256) => verified(BASE + name, sha256);
  // From the bytes themselves: the address could answer differently the second time.
  const start = (bytes, name) =>
    new Worker(URL.createObjectURL(new Blob([bytes], { type: "text/javascript" })), { name });
  const { worker: usual, workerSha256, fetcher, fetcherSha256 } = built.dataset; // these need not wait for the manifest
  const first = program(usual, workerSha256);
  first.catch(() => {}); // waited for below
  const [text, fetching] = await Promise.all([
    // The hash in the address passes by copies of older builds.
    verified(`${BASE}manifest.json?${built.content.slice(0, 16)}`, built.content),
    program(fetcher, fetcherSha256),
  ]);
  const manifest = JSON.parse(new TextDecoder().decode(text));
  const script = scriptOf(document);
  const way = new MessageChannel();
  const files = start(fetching, "files");
  handOver(files);
  files.postMessage({ mode, base: BASE, manifest, script, way: way.port1 }, [way.port1]);
  const { worker: name } = partsOf(manifest, mode, script);
  const worker = start(await (name === usual ? first : program(name, manifest.files[name].sha256)), "python");
  handOver(worker);
  worker.postMessage({ type: "load", mode, manifest, script, way: way.port2 }, [way.port2]);
}

export const { prewarm, prewarmOn, call, onProgress } = createRuntime(connect);

/** The same once more, beside the first, for work that can be shared. */
export const helper = createRuntime(connect);
