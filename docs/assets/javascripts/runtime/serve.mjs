// The worker's side of the protocol: loads once, then answers one request after the other.
import { RuntimeFailure } from "./protocol.mjs";

/**
 * @param {DedicatedWorkerGlobalScope} scope
 * @param {(message: import("./protocol.mjs").LoadMessage, progress: Function) => Promise<(request: string) => string>} load
 */
export function serve(scope, load) {
  /** @type {import("./protocol.mjs").RunMessage[]} */
  const waiting = [];
  let handle = null;

  const post = (message) => scope.postMessage(message);
  const fail = (error, id) => {
    const code = error instanceof RuntimeFailure ? error.code : "crash";
    post({ type: "error", id, code, message: String(error?.stack ?? error).slice(0, 2000) });
  };

  // One request a turn: a cancellation that has arrived meanwhile is read before the next one begins.
  const turn = new MessageChannel();
  turn.port1.onmessage = () => {
    const message = handle && waiting.shift();
    if (!message) return;
    try {
      post({ type: "result", id: message.id, response: handle(message.request) });
    } catch (error) {
      fail(error, message.id);
    }
    turn.port2.postMessage(null);
  };

  scope.onmessage = async ({ data }) => {
    if (data.type === "run") {
      waiting.push(data);
      turn.port2.postMessage(null);
    } else if (data.type === "cancel") {
      const place = waiting.findIndex(({ id }) => id === data.id);
      if (place >= 0) waiting.splice(place, 1);
    } else if (data.type === "load") {
      try {
        handle = await load(data, (stage, loaded, total) => post({ type: "progress", stage, loaded, total }));
        turn.port2.postMessage(null);
      } catch (error) {
        fail(error);
      }
    }
  };
}
