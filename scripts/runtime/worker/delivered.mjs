// The runtime's files as another worker gets and verifies them (fetch.mjs).

/** What `Sent` is to pages opened from disk. */
export class Delivered {
  #way;
  #parts = new Map(); // name -> {arrived, resolve}

  /** @param {MessagePort} way where each comes in, as {name, content} */
  constructor(way) {
    this.#way = way;
    way.onmessage = ({ data: { name, content } }) => this.#part(name).resolve(content);
  }

  #part(name) {
    if (!this.#parts.has(name)) {
      let resolve;
      const arrived = new Promise((done) => {
        resolve = done;
      });
      this.#parts.set(name, { arrived, resolve });
    }
    return this.#parts.get(name);
  }

  /** @returns {Promise<Uint8Array>} the bytes of a file */
  bytes(name) {
    return this.#part(name).arrived;
  }

  /** @returns {Promise<WebAssembly.Module>} a compiled WebAssembly file */
  module(name) {
    return this.#part(name).arrived;
  }

  /** Python runs: what came from the network may be kept, now that nobody waits. */
  keep() {
    this.#way.postMessage(null);
  }
}
