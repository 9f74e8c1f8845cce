// The worker that holds Python: a classic script, behind Pyodide's two in one file, which the page starts from the bytes that
// it has verified (docs/dev/decisions/verified-means-executed.md).
import { WORDS, partsOf } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { Delivered } from "./delivered.mjs";
import { startPython } from "./python.mjs";
import { reporter } from "./reporter.mjs";
import { Sent } from "./sent.mjs";
import { serve } from "./serve.mjs";

serve(self, async ({ mode, manifest, script, way, files: sent }) => {
  const { worker: _, ...names } = partsOf(manifest, mode, script);
  const report = reporter(manifest, Object.values(names), (message) => postMessage(message));
  const files = sent ? new Sent(sent, manifest, report) : new Delivered(way);
  const handle = await startPython({
    lock: manifest.lock,
    module: files.module(names.wasm),
    snapshot: names.snapshot && files.bytes(names.snapshot),
    library: names.library && files.bytes(names.library),
    words: Object.entries(names)
      .filter(([part]) => part.startsWith(WORDS))
      .map(([part, name]) => [part.slice(WORDS.length), files.bytes(name)]),
    wheels: Object.values(names).filter((name) => name.endsWith(".whl")).map((name) => files.bytes(name)),
  });
  setTimeout(() => files.keep(), 0);
  return handle;
});
