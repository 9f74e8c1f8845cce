// The runtime's files on pages opened from disk: the page sends them along, gzipped in base64, because nothing can be fetched.
import { RuntimeFailure } from "../../../docs/assets/javascripts/runtime/protocol.mjs";
import { isRight } from "../../../docs/assets/javascripts/runtime/verified.mjs";

const decode = (text) =>
  Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function inflate(bytes) {
  const gunzip = new DecompressionStream("gzip");
  const writer = gunzip.writable.getWriter();
  writer.write(bytes).catch(() => {}); // a damaged file is noticed below
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(gunzip.readable).arrayBuffer());
}

/** What `Files` is to pages from a web server. */
export class Sent {
  #sent;
  #manifest;
  #report;

  /**
   * @param {Object<string, string>} sent
   * @param {object} manifest
   * @param {(bytes: number) => void} report called with the size of each file that is there
   */
  constructor(sent, manifest, report) {
    this.#sent = sent;
    this.#manifest = manifest;
    this.#report = report;
  }

  /** The bytes of a file, verified. */
  async bytes(name) {
    const { size, sha256 } = this.#manifest.files[name];
    const bytes = await inflate(decode(this.#sent[name])).catch(() => null);
    if (!bytes || !(await isRight(bytes, sha256)))
      throw new RuntimeFailure("integrity", `${name} is not the file that was built`);
    this.#report(size);
    return bytes;
  }

  /** A compiled WebAssembly file. */
  async module(name) {
    return WebAssembly.compile(await this.bytes(name));
  }

  keep() {} // they are on the disk
}
