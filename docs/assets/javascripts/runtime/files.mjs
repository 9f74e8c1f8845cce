// The runtime's files: from Cache Storage or the network, and never used before their SHA-256 is right.
import { RuntimeFailure } from "./protocol.mjs";

const PREFIX = "python-";
// Absent on pages over plain http from another machine; there the browser's own check in `fetch` takes its place.
const digest = globalThis.crypto?.subtle;

/** @param {Uint8Array} bytes @param {string} expected SHA-256 in hex */
export async function isRight(bytes, expected) {
  if (!digest) return true;
  const hash = new Uint8Array(await digest.digest("SHA-256", bytes));
  return expected === Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Get a file. Throws a RuntimeFailure: `network` when it cannot be had. */
async function request(address, sha256) {
  const raw = sha256.match(/../g).map((byte) => parseInt(byte, 16));
  const check = digest ? {} : { integrity: `sha256-${btoa(String.fromCharCode(...raw))}` };
  try {
    const response = await fetch(address, check);
    if (response.ok) return response;
    throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new RuntimeFailure("network", `${address}: ${error.message}`);
  }
}

/** The manifest, if it is the one that the page was built with. The hash in the address passes by older copies. */
export async function fetchManifest(base, sha256) {
  const response = await request(`${base}manifest.json?${sha256.slice(0, 16)}`, sha256);
  const text = await response.text();
  if (!(await isRight(new TextEncoder().encode(text), sha256)))
    throw new RuntimeFailure("integrity", "manifest.json is not the one this page was built with");
  return JSON.parse(text);
}

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

  /** The address of a file. */
  address(name) {
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
      return (await cache.match(this.address("complete"))) ? cache : null;
    } catch {
      return null; // no Cache Storage here (plain http, private windows)
    }
  }

  /** The bytes of a file, verified. `keep`: for the next visit; `sink` sees each chunk as it comes. */
  async bytes(name, { keep = true, sink = () => {} } = {}) {
    const { size, sha256 } = this.#manifest.files[name];
    const kept = keep ? await (await this.#cache)?.match(this.address(name)) : undefined;
    if (kept) {
      const bytes = new Uint8Array(await kept.arrayBuffer());
      if (await isRight(bytes, sha256)) {
        sink(bytes);
        this.#report(size);
        return bytes;
      }
      await caches.delete(this.#store); // damaged on this device: forget it and download again
    }
    const response = await request(this.address(name), sha256);
    const bytes = await this.#receive(name, response, size, sink);
    if (!bytes || !(await isRight(bytes, sha256)))
      throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
    if (keep) this.#missed.set(name, bytes);
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
    await this.bytes(name, { sink: (chunk) => feed.enqueue(chunk) });
    feed.close();
    return compiled;
  }

  /** The address of a JavaScript module whose hash is right; the browser then takes it from its HTTP cache. */
  async script(name) {
    await this.bytes(name, { keep: false });
    return this.address(name);
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
      for (const [name, bytes] of missed) await cache.put(this.address(name), new Response(bytes));
      await cache.put(this.address("complete"), new Response(this.#manifest.version));
    } catch {
      // no room or no Cache Storage: the next visit downloads again
    }
  }
}
