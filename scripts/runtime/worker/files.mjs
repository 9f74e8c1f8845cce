// The runtime's files: from Cache Storage or the network, and never used before their SHA-256 is right.
import { RuntimeFailure } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { isRight, request } from "../../../docs/assets/javascripts/runtime/verified.mjs";

const PREFIX = "python-";

export class Files {
  #base;
  #manifest;
  #report;
  #cache;
  #missed = new Map();

  /**
   * @param {string} base address of the folder
   * @param {object} manifest
   * @param {(bytes: number) => void} report called with each number of bytes that arrived
   */
  constructor(base, manifest, report) {
    this.#base = base;
    this.#manifest = manifest;
    this.#report = report;
    this.#cache = this.#open();
  }

  #address(name) {
    return this.#base + name;
  }

  get #store() {
    return PREFIX + this.#manifest.version;
  }

  /** This version's cache when it was written to its end: a page closed meanwhile can leave half a file. */
  async #open() {
    try {
      if (!(await caches.has(this.#store))) return null;
      const cache = await caches.open(this.#store);
      return (await cache.match(this.#address("complete"))) ? cache : null;
    } catch {
      return null; // no Cache Storage here (plain http, private windows)
    }
  }

  /** The bytes of a file, verified. `sink` sees each chunk as it comes. */
  async bytes(name, sink = () => {}) {
    const { size, sha256 } = this.#manifest.files[name];
    const kept = await (await this.#cache)?.match(this.#address(name));
    if (kept) {
      const bytes = new Uint8Array(await kept.arrayBuffer());
      if (await isRight(bytes, sha256)) {
        sink(bytes);
        this.#report(size);
        return bytes;
      }
      await caches.delete(this.#store); // damaged on this device: forget it and download again
    }
    const response = await request(this.#address(name), sha256);
    const bytes = await this.#receive(name, response, size, sink);
    if (!bytes || !(await isRight(bytes, sha256)))
      throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
    this.#missed.set(name, bytes);
    return bytes;
  }

  /** The body of a response, if it has the size it should have. */
  async #receive(name, response, size, sink) {
    const bytes = new Uint8Array(size);
    let at = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw new RuntimeFailure("network", `${name}: ${error.message}`);
      });
      if (done) return at === size ? bytes : null;
      if (at + value.length > size) return null;
      bytes.set(value, at);
      at += value.length;
      sink(value);
      this.#report(value.length);
    }
  }

  /** A compiled WebAssembly file. It compiles while it arrives, and is handed out only if its hash is right. */
  async module(name) {
    let feed;
    const stream = new ReadableStream({
      start(controller) {
        feed = controller;
      },
    });
    const wasm = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
    const compiled = WebAssembly.compileStreaming(wasm).catch((error) => {
      throw new RuntimeFailure("unsupported", `${name}: ${error.message}`);
    });
    compiled.catch(() => {}); // a damaged file is reported below, as what it is
    await this.bytes(name, (chunk) => feed.enqueue(chunk));
    feed.close();
    return compiled;
  }

  /** Keep what came from the network for the next visit, and forget other versions. The marker goes in last. */
  async keep() {
    const missed = [...this.#missed];
    this.#missed.clear();
    if (!missed.length) return;
    try {
      for (const key of await caches.keys())
        if (key.startsWith(PREFIX) && key !== this.#store) await caches.delete(key);
      const cache = await caches.open(this.#store);
      for (const [name, bytes] of missed) await cache.put(this.#address(name), new Response(bytes));
      await cache.put(this.#address("complete"), new Response(this.#manifest.version));
    } catch {
      // no room or no Cache Storage: the next visit downloads again
    }
  }
}
