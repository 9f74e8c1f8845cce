// In place of client.mjs on pages opened from disk, where nothing can be fetched: the files of the runtime are classic
// scripts that call `pythonPart`, and the worker starts from a Blob.
import { createRuntime } from "../../../docs/assets/javascripts/runtime/calls.mjs";
import { RuntimeFailure, partsOf, scriptOf } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { isRight } from "../../../docs/assets/javascripts/runtime/verified.mjs";

export { RuntimeFailure };

const arrived = new Map();
window.pythonPart = (name, content) => arrived.set(name, content);

/** What a script of the runtime's folder hands to `pythonPart`. */
async function read(base, name) {
  const script = document.createElement("script");
  await new Promise((resolve, reject) => {
    script.src = new URL(`${name}.js`, base).href;
    script.onload = resolve;
    script.onerror = () => reject(new RuntimeFailure("network", `${script.src} cannot be read`));
    document.head.append(script);
  });
  script.remove();
  const content = arrived.get(name);
  arrived.delete(name);
  if (content === undefined) throw new RuntimeFailure("integrity", `${name} is damaged`);
  return content;
}

/** The same, as text that must have a hash. */
async function readText(base, name, sha256) {
  const text = await read(base, name);
  if (await isRight(new TextEncoder().encode(text), sha256)) return text;
  throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
}

/** @type {import("../../../docs/assets/javascripts/runtime/calls.mjs").Connect} */
async function connect(mode, handOver) {
  const built = document.querySelector('meta[name="python-runtime"]');
  const base = new URL(built.dataset.base, document.baseURI);
  const manifest = JSON.parse(await readText(base, "manifest", built.content));
  const script = scriptOf(document);
  const { worker: program, ...names } = partsOf(manifest, mode, script);
  const parts = Object.values(names).map(async (name) => [name, await read(base, name)]);
  const text = await readText(base, program, manifest.files[program].sha256);
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(address, { name: "python" });
  handOver(worker);
  const files = Object.fromEntries(await Promise.all(parts));
  worker.postMessage({ type: "load", mode, manifest, script, files });
}

export const { prewarm, prewarmOn, call, onProgress } = createRuntime(connect);

/** The same once more, beside the first, for work that can be shared. */
export const helper = createRuntime(connect);
