// The worker that gets the runtime's files, while the one that holds Python still reads its program: a classic script too, which
// the page starts from the bytes that it has verified.
import { partsOf } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { Files } from "./files.mjs";
import { reporter } from "./reporter.mjs";
import { failed } from "./serve.mjs";

/** @param {{data: import("../../../docs/assets/javascripts/runtime/protocol.mjs").FetchMessage}} event */
self.onmessage = ({ data: { mode, base, manifest, script, way } }) => {
  const { worker: _, wasm, ...others } = partsOf(manifest, mode, script);
  const report = reporter(manifest, [wasm, ...Object.values(others)], (message) => postMessage(message));
  const files = new Files(base, manifest, report);
  const hand = (name, file, given) =>
    file.then(
      (content) => way.postMessage({ name, content }, given(content)),
      (error) => postMessage(failed(error)),
    );
  hand(wasm, files.module(wasm), () => []);
  for (const name of Object.values(others)) hand(name, files.bytes(name), ({ buffer }) => [buffer]);
  way.onmessage = async () => {
    await files.keep();
    close();
  };
};
