// How far loading is, in messages for the page.

const EVERY = 50; // ms between two reports

/**
 * @param {object} manifest
 * @param {string[]} names of the files that are loaded
 * @param {(message: import("../../../docs/assets/javascripts/runtime/protocol.mjs").ProgressMessage) => void} post
 * @returns {(bytes: number) => void} to be called with each number of bytes that arrived
 */
export function reporter(manifest, names, post) {
  const total = names.reduce((sum, name) => sum + manifest.files[name].size, 0);
  let loaded = 0;
  let reported = 0;
  return (bytes) => {
    loaded += bytes;
    if (loaded < total && performance.now() - reported < EVERY) return;
    reported = performance.now();
    post({ type: "progress", stage: loaded < total ? "download" : "start", loaded, total });
  };
}
