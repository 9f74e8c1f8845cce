// The worker's side of the protocol: starts Python from the parts it is sent, then answers one request after the other.
import { RuntimeFailure } from "./protocol.mjs";
import { startPython } from "./python.mjs";

const LATER = () => {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

/**
 * @param {DedicatedWorkerGlobalScope} scope
 * @param {(value: any) => Promise<object[]>} evaluate turns the part `scripts` into the two modules
 */
export function serve(scope, evaluate) {
  const parts = { scripts: LATER(), module: LATER(), snapshot: LATER(), library: LATER() };
  /** @type {import("./protocol.mjs").RunMessage[]} */
  const waiting = [];
  let handle = null;

  const fail = (error, id) => {
    const code = error instanceof RuntimeFailure ? error.code : "crash";
    scope.postMessage({ type: "error", id, code, message: String(error?.stack ?? error).slice(0, 2000) });
  };

  // One request a turn: a cancellation that has arrived meanwhile is read before the next one begins.
  const turn = new MessageChannel();
  turn.port1.onmessage = () => {
    const message = handle && waiting.shift();
    if (!message) return;
    try {
      scope.postMessage({ type: "result", id: message.id, response: handle(message.request) });
    } catch (error) {
      fail(error, message.id);
    }
    turn.port2.postMessage(null);
  };

  const load = async ({ mode, lock }) => {
    try {
      handle = await startPython({
        lock,
        scripts: parts.scripts.promise.then(evaluate),
        module: parts.module.promise,
        [mode === "snapshot" ? "snapshot" : "library"]: parts[mode === "snapshot" ? "snapshot" : "library"].promise,
      });
      scope.postMessage({ type: "progress", stage: "ready" });
      turn.port2.postMessage(null);
    } catch (error) {
      fail(error);
    }
  };

  scope.onmessage = ({ data }) => {
    if (data.type === "load") load(data);
    else if (data.type === "part") parts[data.name].resolve(data.value);
    else if (data.type === "run") {
      waiting.push(data);
      turn.port2.postMessage(null);
    } else if (data.type === "cancel") {
      const place = waiting.findIndex(({ id }) => id === data.id);
      if (place >= 0) waiting.splice(place, 1);
    }
  };
}
