// The parts of a runtime on their way from wherever they are to the worker.

const EVERY = 50; // ms between two reports

/**
 * What is to be called with each number of bytes that arrived, so that `progress` is told how far loading is.
 * @param {object} manifest
 * @param {Record<string, string>} names part → name
 * @param {(stage: "download" | "start", loaded: number, total: number) => void} progress
 */
export function counter(manifest, names, progress) {
  const total = Object.values(names).reduce((sum, name) => sum + manifest.files[name].size, 0);
  let loaded = 0;
  let reported = 0;
  return (bytes) => {
    loaded += bytes;
    if (loaded < total && performance.now() - reported < EVERY) return;
    reported = performance.now();
    progress(loaded < total ? "download" : "start", loaded, total);
  };
}

/**
 * Asks for all parts at once: the worker can start meanwhile.
 * @param {{bytes: (name: string) => Promise<Uint8Array>, module: (name: string) => Promise<WebAssembly.Module>}} files
 * @param {Record<string, string>} names part → name
 * @returns {(worker: Worker, mode: import("./protocol.mjs").Mode, lock: object) => Promise<void>} sends each as soon as it is
 *   there, and rejects with the RuntimeFailure of one that cannot be had
 */
export function gather(files, names) {
  const parts = Object.entries(names).map(
    /** @returns {[string, Promise<Uint8Array | WebAssembly.Module>]} */
    ([part, name]) => [part, part === "wasm" ? files.module(name) : files.bytes(name)],
  );
  for (const [, arrived] of parts) arrived.catch(() => {}); // said when they are sent
  return async (worker, mode, lock) => {
    worker.postMessage({ type: "load", mode, lock, parts: names });
    await Promise.all(
      parts.map(async ([part, arrived]) => {
        const content = await arrived;
        worker.postMessage({ type: "part", part, content }, content instanceof Uint8Array ? [content.buffer] : []);
      }),
    );
  };
}
