// Puts a memory snapshot back (`scripts/runtime/snapshot.mjs` writes it and describes the format).

/** What Pyodide wants to know of the JavaScript side of a snapshot; the build checks that there is nothing more. */
export const SNAPSHOT_HEAD = { hiwireKeys: [null], immortalKeys: [] };

/**
 * @param {Uint8Array} heap the memory of a fresh instance
 * @param {ArrayBuffer} snapshot
 */
export function putBack(heap, snapshot) {
  const count = new Uint32Array(snapshot, 0, 1)[0];
  const index = new Uint32Array(snapshot, 4, 2 * count);
  const bytes = new Uint8Array(snapshot, 4 + 8 * count);
  let to = 0;
  let from = 0;
  for (let i = 0; i < index.length; i += 2) {
    to += index[i];
    const length = index[i + 1];
    heap.set(bytes.subarray(from, from + length), to);
    to += length;
    from += length;
  }
}
