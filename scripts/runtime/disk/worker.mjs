// The worker of pages opened from disk: a classic script in a Blob. Pyodide's two scripts stand before it.
import { RuntimeFailure, partsOf } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { isRight } from "../../../docs/assets/javascripts/runtime/verified.mjs";
import { startPython } from "../worker/python.mjs";
import { serve } from "../worker/serve.mjs";

const decode = (text) =>
  Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function inflate(bytes) {
  const gunzip = new DecompressionStream("gzip");
  const writer = gunzip.writable.getWriter();
  writer.write(bytes).catch(() => {}); // a damaged file is noticed below
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(gunzip.readable).arrayBuffer());
}

serve(self, async ({ mode, manifest, files, script }, progress) => {
  const names = partsOf(manifest, mode, script);
  const open = async (name) => {
    if (!name) return undefined;
    const bytes = await inflate(decode(files[name])).catch(() => null);
    if (bytes && (await isRight(bytes, manifest.files[name].sha256))) return bytes;
    throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
  };
  progress("start", 1, 1);
  return startPython({
    mode,
    lock: manifest.lock,
    module: open(names.wasm).then((bytes) => WebAssembly.compile(bytes)),
    snapshot: names.snapshot && open(names.snapshot),
    library: names.library && open(names.library),
    words: names.words && [script, open(names.words)],
    wheels: Object.values(names).filter((name) => name.endsWith(".whl")).map(open),
    scripts: Promise.resolve([{ loadPyodide: self.loadPyodide }, { default: self.createPyodideModule }]),
  });
});
