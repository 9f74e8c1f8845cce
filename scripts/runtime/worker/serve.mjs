// The worker's side of the protocol: starts Python once, then answers one request after the other.
import { RuntimeFailure } from "../../../docs/assets/javascripts/runtime/protocol.mjs";

/** @returns {import("../../../docs/assets/javascripts/runtime/protocol.mjs").ErrorMessage} what a page is told of an error */
export function failed(error, id) {
  const code = error instanceof RuntimeFailure ? error.code : "crash";
  return { type: "error", id, code, message: String(error?.stack ?? error).slice(0, 2000) };
}

/**
 * @param {DedicatedWorkerGlobalScope} scope
 * @param {(message: import("../../../docs/assets/javascripts/runtime/protocol.mjs").LoadMessage) =>
 *   Promise<(request: string) => string>} load starts Python as the message says
 */
export function serve(scope, load) {
  const waiting = [];
  let handle = null;

  const fail = (error, id) => scope.postMessage(failed(error, id));

  const start = async (message) => {
    scope.postMessage({ type: "begun" });
    try {
      handle = await load(message);
      scope.postMessage({ type: "progress", stage: "ready", loaded: 1, total: 1 });
      turn.port2.postMessage(null);
    } catch (error) {
      fail(error);
    }
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

  scope.onmessage = ({ data }) => {
    if (data.type === "load") start(data);
    else if (data.type === "run") {
      waiting.push(data);
      turn.port2.postMessage(null);
    } else if (data.type === "cancel") {
      const place = waiting.findIndex(({ id }) => id === data.id);
      if (place >= 0) waiting.splice(place, 1);
    }
  };
}
