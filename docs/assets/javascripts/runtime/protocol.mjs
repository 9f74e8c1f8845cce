// What page and worker say to each other. The one description of it; both sides import this file.
//
// Requests and answers are JSON text: `calc.browser.handle` takes one and gives the other.

/**
 * How Python is started: from the snapshot (fast, the usual way), or plainly, with the whole runtime, when the
 * snapshot does not fit the browser or the cut runtime has met something it was packed without. A site may be built
 * without the snapshot: then "plain" takes its place.
 * @typedef {"snapshot" | "plain"} Mode
 */

/**
 * Why there is no answer. `network`: a file cannot be had. `integrity`: a file is not the one that was built.
 * `timeout`: no answer in time. `crash`: Python stopped. `unsupported`: the browser is too old.
 * @typedef {"network" | "integrity" | "timeout" | "crash" | "unsupported"} Code
 */

/**
 * Page to worker, first and once: start Python from the files of a verified manifest, with the words of the page's
 * `script`, of all scripts where it has none. The files come by the `way` from the worker that fetches; the edition for
 * disks sends them along, gzipped in base64: there nothing can be fetched.
 * @typedef {{type: "load", mode: Mode, manifest: object, script?: string, way?: MessagePort,
 *   files?: Object<string, string>}} LoadMessage
 */

/**
 * Page to the worker that fetches, once: get the same files from this device or the folder `base`. It hands them over by
 * the `way`, and tells the page of progress and failure as the other one does.
 * @typedef {{mode: Mode, base: string, manifest: object, script?: string, way: MessagePort}} FetchMessage
 */

/**
 * Page to worker: answer a request; or do not, if it has not begun yet.
 * @typedef {{type: "run", id: number, request: string}} RunMessage
 * @typedef {{type: "cancel", id: number}} CancelMessage
 */

/**
 * Worker to page: the program was understood, and Python is being started.
 * @typedef {{type: "begun"}} BegunMessage
 */

/**
 * Worker to page: how far loading is, in bytes. `stage` goes download, start, ready.
 * @typedef {{type: "progress", stage: "download" | "start" | "ready", loaded: number, total: number}} ProgressMessage
 */

/**
 * Worker to page: the answer to request `id`.
 * @typedef {{type: "result", id: number, response: string}} ResultMessage
 */

/**
 * Worker to page: request `id` has no answer, or without an id, Python could not be started. The worker is of no
 * further use after it.
 * @typedef {{type: "error", id?: number, code: Code, message: string}} ErrorMessage
 */

/** @typedef {LoadMessage | RunMessage | CancelMessage} ToWorker */
/** @typedef {BegunMessage | ProgressMessage | ResultMessage | ErrorMessage} ToPage */

/** What the parts are called that hold a script's words. */
export const WORDS = "words-";

/**
 * The files that start Python in a mode, for a page that reads the words of a script, or of all if there is none.
 * @returns {Record<string, string>} part → name; words are the parts `words-SCRIPT`
 */
export function partsOf(manifest, mode, script) {
  const parts = Object.entries(manifest.modes[mode] ?? manifest.modes.plain);
  return Object.fromEntries(parts.filter(([part]) => !script || !part.startsWith(WORDS) || part === WORDS + script));
}

/** Whose words a page reads: its script's. With a roster all scripts', since tables come with columns named in any. */
export const scriptOf = (page) => (page.querySelector("[data-roster]") ? undefined : page.documentElement.lang);

/** A failure of the runtime, never of a calculation: those are answers. `code` says which words a page shows. */
export class RuntimeFailure extends Error {
  /**
   * @param {Code} code
   * @param {string} message for developers, in English
   */
  constructor(code, message) {
    super(message);
    this.name = "RuntimeFailure";
    this.code = code;
  }
}
