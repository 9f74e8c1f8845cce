// The page's side of the protocol: calls with a time limit, and a worker that is started again after a crash or a hang.
import { RuntimeFailure } from "./protocol.mjs";

const LOADING_STANDS_STILL = 20_000; // ms without a sign of life while Python loads
const CALCULATION = 10_000; // ms for one answer, unless the caller says otherwise; a usual one takes a few

/**
 * Makes the workers of a start, hands each over as soon as it exists, the one that answers last, and sends it the load message.
 * Rejects with a RuntimeFailure when that cannot be done.
 * @typedef {(mode: import("./protocol.mjs").Mode, handOver: (worker: Worker) => void) => Promise<void>} Connect
 */

/** @param {Connect} connect */
export function createRuntime(connect) {
  /** @type {import("./protocol.mjs").Mode} */
  let mode = "snapshot"; // how it is started first
  const calls = new Map(); // id -> {request, timeout, resolve, reject, timer, tries}
  const listeners = new Set();
  let attempt = null; // of the current start; an earlier one has nothing to say any more
  let workers = [];
  let worker = null; // the last of them, which answers
  let ready = false;
  let watch;
  let lastId = 0;

  function stop() {
    for (const made of workers) made.terminate();
    workers = [];
    worker = attempt = null;
    ready = false;
    clearTimeout(watch);
    for (const call of calls.values()) clearTimeout(call.timer);
  }

  /** Nothing more can be done: every caller is told. The next call tries anew. */
  function giveUp(failure) {
    stop();
    for (const id of [...calls.keys()]) settle(id).reject(failure);
  }

  function settle(id) {
    const call = calls.get(id);
    if (!call) return null;
    calls.delete(id);
    clearTimeout(call.timer);
    call.signal?.removeEventListener("abort", call.abort);
    return call;
  }

  function send(id, call) {
    worker.postMessage({ type: "run", id, request: call.request });
    call.timer = setTimeout(() => {
      settle(id).reject(new RuntimeFailure("timeout", `no answer within ${call.timeout} ms`));
      restart();
    }, call.timeout);
  }

  /** A new worker in place of one that is lost; what was asked is asked again, once. */
  function restart() {
    stop();
    for (const [id, call] of calls)
      if (++call.tries > 1) settle(id).reject(new RuntimeFailure("crash", "Python stopped twice over this request"));
    start();
  }

  /** The snapshot does not fit here, or the cut runtime has met what was cut: start the whole runtime instead. */
  function lost(failure) {
    if (mode === "snapshot" && (failure.code === "crash" || failure.code === "timeout")) {
      mode = "plain";
      stop();
      start();
    } else if (ready) restart();
    else giveUp(failure);
  }

  function alive() {
    clearTimeout(watch);
    watch = setTimeout(() => lost(new RuntimeFailure("timeout", "loading stands still")), LOADING_STANDS_STILL);
  }

  function start() {
    if (attempt) return;
    const mine = {};
    attempt = mine;
    alive();
    const handOver = (made) => {
      if (attempt !== mine) return made.terminate();
      let heard = false; // anything of it
      workers.push(made);
      worker = made;
      made.onmessage = ({ data }) => {
        heard = true;
        if (attempt === mine) receive(data);
      };
      made.onerror = (event) => {
        event.preventDefault();
        if (attempt !== mine) return;
        // What is started was verified: where not even its first word comes, the browser does not know the language.
        lost(new RuntimeFailure(heard ? "crash" : "unsupported", event.message ?? "the worker could not be started"));
      };
    };
    connect(mode, handOver).catch((error) => {
      if (attempt === mine) giveUp(error instanceof RuntimeFailure ? error : new RuntimeFailure("unsupported", String(error)));
    });
  }

  function receive(message) {
    if (message.type === "progress") {
      const { stage, loaded, total } = message;
      if (stage === "ready") {
        clearTimeout(watch);
        ready = true;
        for (const [id, call] of calls) send(id, call);
      } else alive();
      for (const listener of listeners) listener({ stage, loaded, total });
    } else if (message.type === "begun") alive();
    else if (message.type === "result") settle(message.id)?.resolve(JSON.parse(message.response));
    else lost(new RuntimeFailure(message.code, message.message));
  }

  return {
    /** Start loading now, so that the first call finds Python ready. */
    prewarm: start,

    /**
     * Ask `calc.browser.handle`.
     * @param {object} request
     * @param {{signal?: AbortSignal, timeout?: number}} options timeout in ms, counted from when Python is ready
     * @returns {Promise<object>} rejects with a RuntimeFailure, or with the signal's reason when it is aborted
     */
    call(request, { signal, timeout = CALCULATION } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) throw signal.reason;
        const id = ++lastId;
        const abort = () => {
          settle(id)?.reject(signal.reason);
          if (ready) worker.postMessage({ type: "cancel", id });
        };
        signal?.addEventListener("abort", abort, { once: true });
        const call = { request: JSON.stringify(request), timeout, resolve, reject, signal, abort, tries: 0 };
        calls.set(id, call);
        if (ready) send(id, call);
        else start();
      });
    },

    /**
     * Be told how far loading is, in bytes; `stage` goes download, start, ready.
     * @param {(progress: {stage: string, loaded: number, total: number}) => void} listener
     * @returns {() => void} stop being told
     */
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Stop at once, whatever it is doing, and free its memory; calls under way are rejected with the reason. */
    end: giveUp,

    /** Start loading when somebody is about to use an element: focus, pointer, or it comes near the screen. */
    prewarmOn(element) {
      const go = () => {
        for (const event of ["focusin", "pointerenter", "pointerdown"]) element.removeEventListener(event, go);
        near?.disconnect();
        start();
      };
      for (const event of ["focusin", "pointerenter", "pointerdown"]) element.addEventListener(event, go);
      const near = /** @type {any} */ (navigator).connection?.saveData // asked to save bytes: only on a clear intent
        ? null
        : new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && go(), {
            rootMargin: "25%",
          });
      near?.observe(element);
    },
  };
}
