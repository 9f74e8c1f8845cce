// The runtime's files: from Cache Storage or the network, and never used before their SHA-256 is right.
import { RuntimeFailure } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { isRight, request } from "../../../docs/assets/javascripts/runtime/verified.mjs";

const PREFIX = "python-";

export class Files {
  #base;
  #manifest;
  #report;
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
  }

  #address(name) {
    return this.#base + name;
  }

  get #store() {
    return PREFIX + this.#manifest.version;
  }

  /**
   * What an earlier visit kept, if it is what was built; what `use` makes of it meanwhile comes along.
   * @template T
   * @param {string} name
   * @param {(bytes: Uint8Array<ArrayBuffer>) => Promise<T>} use
   * @returns {Promise<T | null>}
   */
  async #kept(name, use) {
    try {
      const kept = await caches.match(this.#address(name), { cacheName: this.#store });
      if (!kept) return null;
      const { size, sha256 } = this.#manifest.files[name];
      const bytes = new Uint8Array(await kept.arrayBuffer());
      const [right, used] = await Promise.all([isRight(bytes, sha256), use(bytes)]);
      if (right) {
        this.#report(size);
        return used;
      }
      await (await caches.open(this.#store)).delete(this.#address(name)); // damaged on this device
    } catch {
      // no Cache Storage here (plain http, private windows), or what it holds is not WebAssembly any more
    }
    return null;
  }

  /** The bytes of a file, verified. */
  async bytes(name) {
    return (await this.#kept(name, async (bytes) => bytes)) ?? this.#fetched(name);
  }

  /** The same from the network. `sink` sees each chunk as it comes. */
  async #fetched(name, sink = (_chunk) => {}) {
    const { size, sha256 } = this.#manifest.files[name];
    const response = await request(this.#address(name), sha256);
    const bytes = await this.#receive(name, response, size, sink);
    if (!bytes || !(await isRight(bytes, sha256)))
      throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
    this.#missed.set(name, bytes.slice()); // these themselves are given away
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
    const kept = await this.#kept(name, (bytes) => WebAssembly.compile(bytes));
    if (kept) return kept;
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
    await this.#fetched(name, (chunk) => feed.enqueue(chunk));
    feed.close();
    return compiled;
  }

  /** Keep what came from the network for the next visit, and forget other versions. */
  async keep() {
    const missed = [...this.#missed];
    this.#missed.clear();
    if (!missed.length) return;
    try {
      for (const key of await caches.keys())
        if (key.startsWith(PREFIX) && key !== this.#store) await caches.delete(key);
      const cache = await caches.open(this.#store);
      for (const [name, bytes] of missed) await cache.put(this.#address(name), new Response(bytes));
    } catch {
      // no room or no Cache Storage: the next visit downloads again
    }
  }
}
