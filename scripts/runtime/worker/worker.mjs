// The worker that holds Python, for pages from a web server. Packing puts it and what it imports into one file.
import { partsOf } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { Files } from "./files.mjs";
import { startPython } from "./python.mjs";
import { serve } from "./serve.mjs";

const EVERY = 50; // ms between two reports

serve(self, async ({ mode, base, manifest, script }, progress) => {
  const names = partsOf(manifest, mode, script);
  const total = Object.values(names).reduce((sum, name) => sum + manifest.files[name].size, 0);
  let loaded = 0;
  let reported = 0;
  const files = new Files(base, manifest, (bytes) => {
    loaded += bytes;
    if (loaded < total && performance.now() - reported < EVERY) return;
    reported = performance.now();
    progress(loaded < total ? "download" : "start", loaded, total);
  });
  const handle = await startPython({
    mode,
    lock: manifest.lock,
    module: files.module(names.wasm),
    snapshot: names.snapshot && files.bytes(names.snapshot),
    library: names.library && files.bytes(names.library),
    words: names.words && [script, files.bytes(names.words)],
    wheels: Object.values(names).filter((name) => name.endsWith(".whl")).map((name) => files.bytes(name)),
    scripts: Promise.all([files.script(names.loader), files.script(names.glue)]),
  });
  setTimeout(() => files.keep(), 0);
  return handle;
});
