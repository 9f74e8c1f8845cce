// Starts Python from files that are on their way. Nothing in this file goes to the network. Pyodide's two scripts stand before
// it in the same file, and have left `loadPyodide` and `createPyodideModule`.
import { SNAPSHOT_HEAD, putBack } from "./snapshot.mjs";

const NOWHERE = "https://runtime.invalid/"; // Pyodide wants addresses; nothing is fetched from them
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

/**
 * @param {{
 *   lock: object, module: Promise<WebAssembly.Module>, snapshot?: Promise<Uint8Array>, library?: Promise<Uint8Array>,
 *   words: [string, Promise<Uint8Array>][], wheels: Promise<Uint8Array>[],
 * }} parts a snapshot, or a library for a plain start; `words` are scripts and their catalogues, where the snapshot
 *   has none; wheels come along with a library that does not hold calc
 * @returns {Promise<(request: string) => string>} the `handle` of calc/browser.py
 */
export async function startPython(parts) {
  const python = start(parts);
  // Pyodide waits for ever for a file that never comes: the first failure ends the wait.
  const catalogues = parts.words.map(([, bytes]) => bytes);
  const arrived = Promise.all([parts.module, parts.snapshot, parts.library, ...catalogues, ...parts.wheels]);
  return Promise.race([python, arrived.then(() => python)]);
}

async function start({ lock, module, snapshot, library, words, wheels }) {
  const { loadPyodide, createPyodideModule: createModule } = /** @type {any} */ (self);
  const options = {
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    stdLibURL: `${NOWHERE}library.zip`,
    lockFileContents: lock,
    env: { PYTHONHASHSEED: "0" }, // as in the snapshot: one order of sets everywhere
    createPyodideModule: createModule,
  };
  if (snapshot) {
    options._loadSnapshot = new Uint8Array(16); // only says that there is one; the bytes are put back below
    options.createPyodideModule = async (settings) => {
      const instance = await createModule(settings);
      const bytes = await snapshot;
      settings.API.restoreSnapshot = () => {
        putBack(instance.HEAPU8, bytes.buffer);
        return SNAPSHOT_HEAD;
      };
      return instance;
    };
  }
  // Pyodide fetches two files by itself: it is given what was verified.
  self.fetch = async (address) =>
    new Response(String(address).endsWith("library.zip") ? ((await library) ?? EMPTY_ZIP) : null);
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const compiled = await module;
    return { module: compiled, instance: await WebAssembly.instantiate(compiled, imports) };
  };
  const python = await loadPyodide(options);
  if (snapshot) python.pyimport("random").seed(); // or all visitors draw the same numbers
  for (const [script, bytes] of words) python.FS.writeFile(`/words-${script}`, await bytes);
  for (const [number, wheel] of (await Promise.all(wheels)).entries()) {
    python.FS.writeFile(`/wheel${number}.zip`, wheel);
    python.runPython(`import sys; sys.path.append("/wheel${number}.zip")`);
  }
  return python.pyimport("shebao_calc.browser").handle;
}
