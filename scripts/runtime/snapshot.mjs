// A snapshot is the memory of a running Python with calc imported. The page puts it back instead of starting Python.
//
// Format, little endian, all u32: number of runs, then for each run the gap since the end of the last one and its
// length; then the bytes of all runs. Only bytes that differ from a fresh instance are kept: the rest comes with the
// WebAssembly file itself.
import nodeCrypto from "node:crypto";
import { wash } from "./wash.mjs";
import { SNAPSHOT_HEAD } from "./worker/snapshot.mjs";

const GAP = 32; // equal bytes cheaper to repeat than to start another run
export const HEAP = 31457280; // what a fresh instance has; a snapshot of a grown heap cannot be put back

// While snapshots are made, chance and clocks stand still: two builds give the same bytes, and bytes that depend on
// chance are never mistaken for bytes that every instance has.
let fill = null;
const still = (real) =>
  function (view) {
    if (fill === null) return real.call(this, view);
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).fill(fill);
    return view;
  };
nodeCrypto.randomFillSync = still(nodeCrypto.randomFillSync);
globalThis.crypto.getRandomValues = still(globalThis.crypto.getRandomValues).bind(globalThis.crypto);
const clock = Date.now;
const timer = performance.now.bind(performance);
Date.now = () => (fill === null ? clock() : Date.UTC(2026, 0, 1));
performance.now = () => (fill === null ? timer() : 1000);

/** @typedef {{loadPyodide: Function, createModule: Function}} Runtime */

/** Runs something while chance and clocks stand still. */
async function stillness(run) {
  try {
    fill = 0x5a;
    return await run();
  } finally {
    fill = null;
  }
}

/**
 * The memory of a Python in which something has been prepared, in Pyodide's own format.
 *
 * @param {Runtime} runtime
 * @param {object} options of loadPyodide
 * @param {(py: object) => void} prepare
 * @returns {Promise<Uint8Array>}
 */
export function makeMemory(runtime, options, prepare) {
  return stillness(async () => {
    let exports;
    const createPyodideModule = (settings) => {
      const { instantiateWasm } = settings;
      settings.instantiateWasm = (imports, done) =>
        instantiateWasm(imports, (instance, module) => {
          exports = instance.exports;
          done(instance, module);
        });
      return runtime.createModule(settings);
    };
    const py = await runtime.loadPyodide({ ...options, createPyodideModule, _makeSnapshot: true });
    // Compiled before: what compiles may be gone after.
    const collect = py.runPython("import gc; lambda: (gc.collect(), gc.collect(), globals().pop('gc')) and None");
    prepare(py);
    collect();
    collect.destroy();
    wash(py._module.HEAPU8, exports);
    const whole = py.makeMemorySnapshot();
    const { head, heap } = partsOf(whole);
    if (head !== JSON.stringify(SNAPSHOT_HEAD))
      throw new Error(`the snapshot holds JavaScript objects, which a page does not have: ${head}`);
    if (heap.length !== HEAP) throw new Error(`the heap has grown to ${heap.length} bytes: too much is imported`);
    return whole;
  });
}

function partsOf(whole) {
  const [, start, length] = new Uint32Array(whole.buffer, whole.byteOffset, 3);
  return { head: new TextDecoder().decode(whole.subarray(48, 48 + length)), heap: whole.subarray(start) };
}

/**
 * @param {{memory: Uint8Array, runtime: Runtime, options: object, blank: [number, number][]}} recipe `runtime` is the one
 *   that the memory is put back into, and `blank` are the ranges that it has no data for
 * @returns {Promise<{snapshot: Buffer, used: number}>} `used`: how far the heap is filled; it may be up to HEAP
 */
export function makeSnapshot({ memory, runtime, options, blank }) {
  return stillness(async () => {
    const { heap } = partsOf(memory);
    for (const [from, to] of blank) heap.fill(0, from, to);
    const fresh = [];
    for (fill of [0x00, 0xff])
      await runtime.loadPyodide({
        ...options,
        _loadSnapshot: memory,
        createPyodideModule: async (settings) => {
          const module = await runtime.createModule(settings);
          fresh.push(module.HEAPU8.slice());
          return module;
        },
      });
    return sparse(heap, fresh);
  });
}

function sparse(heap, [one, other]) {
  const same = (i) => heap[i] === one[i] && one[i] === other[i];
  const runs = [];
  for (let i = 0; i < heap.length; i++) {
    if (same(i)) continue;
    let last = i;
    for (let j = i + 1; j < heap.length && j - last < GAP; j++) if (!same(j)) last = j;
    runs.push([i, last + 1]);
    i = last;
  }
  const index = new Uint32Array(1 + 2 * runs.length);
  index[0] = runs.length;
  let end = 0;
  runs.forEach(([from, to], k) => {
    index[1 + 2 * k] = from - end;
    index[2 + 2 * k] = to - from;
    end = to;
  });
  const parts = runs.map(([from, to]) => heap.subarray(from, to));
  return { snapshot: Buffer.concat([Buffer.from(index.buffer), ...parts]), used: end };
}
