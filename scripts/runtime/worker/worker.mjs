// The worker that holds Python: a classic script, behind Pyodide's two in one file, which the page starts from the bytes that
// it has verified (docs/dev/decisions/verified-means-executed.md).
import { WORDS, partsOf } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { Files } from "./files.mjs";
import { startPython } from "./python.mjs";
import { Sent } from "./sent.mjs";
import { serve } from "./serve.mjs";

const EVERY = 50; // ms between two reports

serve(self, async ({ mode, base, manifest, script, files: sent }, progress) => {
  const { worker: _, ...names } = partsOf(manifest, mode, script);
  const total = Object.values(names).reduce((sum, name) => sum + manifest.files[name].size, 0);
  let loaded = 0;
  let reported = 0;
  const report = (bytes) => {
    loaded += bytes;
    if (loaded < total && performance.now() - reported < EVERY) return;
    reported = performance.now();
    progress(loaded < total ? "download" : "start", loaded, total);
  };
  const files = sent ? new Sent(sent, manifest, report) : new Files(base, manifest, report);
  const handle = await startPython({
    mode,
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
