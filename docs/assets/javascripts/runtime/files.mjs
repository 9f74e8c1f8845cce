// The runtime's files: from Cache Storage or the network, and never used before their SHA-256 is right.
import { RuntimeFailure } from "./protocol.mjs";

const PREFIX = "python-";

/** @param {ArrayBuffer | Uint8Array} bytes @returns {Promise<string>} hex */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const base64 = (hex) => btoa(String.fromCharCode(...hex.match(/../g).map((byte) => parseInt(byte, 16))));

/**
 * The manifest, if its text is the one that the page was built with.
 * @param {string} text @param {string} expected hex
 */
export async function readManifest(text, expected) {
  // A page over plain http on a local network has no crypto.subtle: there the client's fetch has compared the hash.
  if (globalThis.crypto?.subtle && (await sha256(new TextEncoder().encode(text))) !== expected)
    throw new RuntimeFailure("integrity", "manifest.json is not the one this page was built with");
  return JSON.parse(text);
}

/** `fetch` options that make the browser itself compare, where there is no crypto.subtle. */
export const comparing = (hex) => (globalThis.crypto?.subtle ? {} : { integrity: `sha256-${base64(hex)}` });

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

  #name() {
    return PREFIX + this.#manifest.version;
  }

  /** This version's cache when it was written to its end: a page closed meanwhile can leave half a file. */
  async #open() {
    try {
      if (!(await caches.has(this.#name()))) return null;
      const cache = await caches.open(this.#name());
      return (await cache.match(this.#url("complete"))) ? cache : null;
    } catch {
      return null; // no Cache Storage here (plain http, private windows)
    }
  }

  #url(name) {
    return new URL(name, this.#base).href;
  }

  /** The bytes of a file, verified. `store`: keep them for the next visit. `sink` sees each chunk as it comes. */
  async bytes(name, { store = true, sink } = {}) {
    const cached = store ? await (await this.#cache)?.match(this.#url(name)) : undefined;
    if (cached) {
      const bytes = await this.#read(name, cached, sink);
      if (bytes) return bytes;
      await caches.delete(this.#name());
      throw new RuntimeFailure("integrity", `${name} is damaged in this browser's storage; it has been removed`);
    }
    const bytes = await this.#read(name, await this.#fetch(name), sink);
    if (!bytes) throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
    if (store) this.#missed.set(name, bytes);
    return bytes;
  }

  async #fetch(name, options = {}) {
    let response;
    try {
      response = await fetch(this.#url(name), { ...comparing(this.#manifest.files[name].sha256), ...options });
    } catch (error) {
      throw new RuntimeFailure("network", `${name}: ${error.message}`);
    }
    if (!response.ok) throw new RuntimeFailure("network", `${name}: HTTP ${response.status}`);
    return response;
  }

  async #read(name, response, sink) {
    const { size, sha256: expected } = this.#manifest.files[name];
    const bytes = new Uint8Array(size);
    let at = 0;
    const reader = response.body.getReader();
    for (;;) {
      let chunk;
      try {
        chunk = await reader.read();
      } catch (error) {
        throw new RuntimeFailure("network", `${name}: ${error.message}`);
      }
      if (chunk.done) break;
      if (at + chunk.value.length > size) return null;
      bytes.set(chunk.value, at);
      at += chunk.value.length;
      sink?.(chunk.value);
      this.#report(chunk.value.length);
    }
    if (at !== size || (crypto.subtle && (await sha256(bytes)) !== expected)) return null;
    return bytes;
  }

  /** A compiled WebAssembly file. It compiles while it arrives, and is handed out only if its hash is right. */
  async module(name) {
    let feed;
    const stream = new ReadableStream({ start: (controller) => { feed = controller; } });
    const response = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
    const compiled = WebAssembly.compileStreaming(response);
    compiled.catch(() => {}); // a damaged file is reported below, as what it is
    try {
      await this.bytes(name, { sink: (chunk) => feed.enqueue(chunk) });
      feed.close();
    } catch (error) {
      feed.error(error);
      throw error;
    }
    return compiled;
  }

  /** A JavaScript module. Its hash is compared first; the browser then takes it from its HTTP cache. */
  async script(name) {
    await this.bytes(name, { store: false });
    return import(this.#url(name));
  }

  /** Keep what came from the network for the next visit, and forget other versions. The marker goes in last. */
  async keep() {
    const missed = [...this.#missed];
    this.#missed.clear();
    if (!missed.length) return;
    try {
      for (const key of await caches.keys())
        if (key.startsWith(PREFIX) && key !== this.#name()) await caches.delete(key);
      const cache = await caches.open(this.#name());
      for (const [name, bytes] of missed) await cache.put(this.#url(name), new Response(bytes));
      await cache.put(this.#url("complete"), new Response(this.#manifest.version));
    } catch {
      // no room or no Cache Storage: the next visit downloads again
    }
  }
}
