// The worker that holds Python: a classic script, behind Pyodide's two in one file, which the page starts from the bytes that
// it has verified (docs/dev/decisions/verified-means-executed.md). It fetches nothing: the page sends it the parts.
import { WORDS } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { startPython } from "./python.mjs";
import { serve } from "./serve.mjs";

serve(self, ({ mode, lock, parts }, arrived) =>
  startPython({
    mode,
    lock,
    module: arrived("wasm"),
    snapshot: parts.snapshot && arrived("snapshot"),
    library: parts.library && arrived("library"),
    words: Object.keys(parts)
      .filter((part) => part.startsWith(WORDS))
      .map((part) => [part.slice(WORDS.length), arrived(part)]),
    wheels: Object.keys(parts)
      .filter((part) => parts[part].endsWith(".whl"))
      .map(arrived),
  }),
);
