// Reads and rewrites WebAssembly binaries: just enough for packing, with no dependency.
//
// `instrument` makes a copy that notes which functions were entered; `cut` replaces long stretches of functions that
// never were by traps. Functions of one C file lie together, so a long stretch is a library the calculators do not
// use (SQLite, test modules, codecs). A trap is loud: the page then starts the whole runtime and asks again.

const SECTION = { import: 2, global: 6, export: 7, code: 10, data: 11, dataCount: 12 };
const GAP = 64; // zeros cheaper to carry along than to begin another piece of data
const TRAP = Uint8Array.of(3, 0x00, 0x00, 0x0b); // size, no locals, unreachable, end

/** Reads numbers and names at a moving place. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  unsigned() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  signed() {
    let value = 0;
    for (let shift = 0; ; ) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) return shift < 32 && byte & 0x40 ? value | (-1 << shift) : value;
    }
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

const leb = (value) => {
  const out = [];
  do {
    out.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value);
  return Uint8Array.from(out);
};

const signedLeb = (value) => {
  const out = [];
  for (;;) {
    const byte = value & 0x7f;
    value >>= 7;
    if (value === (byte & 0x40 ? -1 : 0)) return Uint8Array.from([...out, byte]);
    out.push(byte | 0x80);
  }
};

function sections(bytes) {
  const reader = new Reader(bytes, 8);
  const found = [];
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const body = reader.take(reader.unsigned());
    found.push({ id, body, whole: bytes.subarray(start, reader.at) });
  }
  return found;
}

/** Rewrites some sections: `change[id](body)` gives the new body as a list of byte arrays. */
function rewrite(bytes, change) {
  const parts = [bytes.subarray(0, 8)];
  for (const { id, body, whole } of sections(bytes)) {
    if (!change[id]) {
      parts.push(whole);
      continue;
    }
    const next = Buffer.concat(change[id](body));
    parts.push(Uint8Array.of(id), leb(next.length), next);
  }
  return Buffer.concat(parts);
}

/** Each function's body with its size in front, in order. */
function functions(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.unsigned() }, () => {
    const start = reader.at;
    reader.take(reader.unsigned());
    return body.subarray(start, reader.at);
  });
}

function exported(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.unsigned() }, () => {
    const start = reader.at;
    const name = Buffer.from(reader.take(reader.unsigned())).toString();
    const kind = reader.byte();
    const index = reader.unsigned();
    return { name, kind, index, whole: body.subarray(start, reader.at) };
  });
}

const imported = (bytes, kind) =>
  WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter((entry) => entry.kind === kind).length;

const MARK = "entered ";

/** A copy in which every function notes, in an exported global, that it was entered. */
export function instrument(bytes) {
  let globals = imported(bytes, "global");
  let count = 0;
  for (const { id, body } of sections(bytes)) {
    if (id === SECTION.global) globals += new Reader(body).unsigned();
    if (id === SECTION.code) count = functions(body).length;
  }
  const each = (make) => Array.from({ length: count }, (_, index) => make(index));
  const grow = (body, entries) => {
    const reader = new Reader(body);
    return [leb(reader.unsigned() + count), body.subarray(reader.at), ...entries];
  };
  return rewrite(bytes, {
    [SECTION.global]: (body) => grow(body, each(() => Uint8Array.of(0x7f, 1, 0x41, 0, 0x0b))),
    [SECTION.export]: (body) =>
      grow(
        body,
        each((index) => {
          const name = Buffer.from(MARK + index);
          return Buffer.concat([leb(name.length), name, Uint8Array.of(3), leb(globals + index)]);
        }),
      ),
    [SECTION.code]: (body) => [
      leb(count),
      ...functions(body).map((entry, index) => {
        const reader = new Reader(entry);
        reader.unsigned();
        const start = reader.at;
        for (let left = reader.unsigned(); left; left--) {
          reader.unsigned(); // how many
          reader.byte(); // of which type
        }
        const next = Buffer.concat([
          entry.subarray(start, reader.at),
          Uint8Array.of(0x41, 1, 0x24), // i32.const 1, global.set
          leb(globals + index),
          entry.subarray(reader.at),
        ]);
        return Buffer.concat([leb(next.length), next]);
      }),
    ],
  });
}

/** Makes every function that a file may import add its names to a set when it is called. */
export function watchImports({ env }, called) {
  const names = new Map();
  for (const [name, imported] of Object.entries(env)) {
    if (typeof imported !== "function") called.add(name); // whether it is called cannot be seen
    else if (names.has(imported)) names.get(imported).push(name);
    else names.set(imported, [name]);
  }
  for (const [imported, its] of names) {
    const watching = (...values) => {
      for (const name of its) called.add(name);
      return imported(...values);
    };
    Object.assign(watching, imported); // with its signature
    for (const name of its) env[name] = watching; // one still: a function has one place in a table
  }
}

/** The exports a runtime should see; what was entered, as a function that adds to a set; and a way to start over. */
export function readMarks(exports) {
  const marks = Object.entries(exports).filter(([name]) => name.startsWith(MARK));
  return {
    exports: Object.fromEntries(Object.entries(exports).filter(([name]) => !name.startsWith(MARK))),
    collect: (entered) => {
      for (const [name, mark] of marks) if (mark.value) entered.add(Number(name.slice(MARK.length)));
    },
    forget: () => {
      for (const [, mark] of marks) mark.value = 0;
    },
  };
}

/**
 * The data that a memory begins with, in as few pieces as is worth it: what is zero, is so without them. The compiler writes one
 * for each object, fifteen thousand.
 *
 * @param {Uint8Array} body of the section
 * @param {[number, number][]} blank ranges that are left zero
 * @returns {Uint8Array[]} each piece as the section has it
 */
function pieces(body, blank) {
  const reader = new Reader(body);
  const memory = new Uint8Array(2 ** 24);
  for (let left = reader.unsigned(); left; left--) {
    if (reader.byte() !== 0 || reader.byte() !== 0x41) throw new Error("a data segment is not at a fixed address");
    const address = reader.signed();
    if (reader.byte() !== 0x0b) throw new Error("a data segment is not at a fixed address");
    memory.set(reader.take(reader.unsigned()), address); // throws where there is more than fits
  }
  for (const [start, end] of blank) memory.fill(0, start, end);
  const runs = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < memory.length; at++) {
    if (!memory[at]) continue;
    if (at - end >= GAP) runs.push([at, at]);
    runs.at(-1)[1] = end = at + 1;
  }
  return runs.map(([start, end]) =>
    Buffer.concat([Uint8Array.of(0, 0x41), signedLeb(start), Uint8Array.of(0x0b), leb(end - start), memory.subarray(start, end)]),
  );
}

/**
 * Drops exports outside `keep`, and replaces by a trap every function in a stretch of at least `stretch` neighbours
 * of which none was entered or is exported still. `blank` lists address ranges [start, end) of data to fill with
 * zeros: data that only such functions read.
 */
export function cut(bytes, { entered, keep, stretch, blank = [] }) {
  const first = imported(bytes, "function");
  const live = new Set(entered);
  let data = [];
  for (const { id, body } of sections(bytes)) {
    if (id === SECTION.export)
      for (const { name, kind, index } of exported(body)) if (kind === 0 && keep.has(name)) live.add(index - first);
    if (id === SECTION.data) data = pieces(body, blank);
  }
  return rewrite(bytes, {
    [SECTION.export]: (body) => {
      const kept = exported(body).filter(({ name }) => keep.has(name));
      return [leb(kept.length), ...kept.map(({ whole }) => whole)];
    },
    [SECTION.code]: (body) => {
      const bodies = functions(body);
      let run = 0;
      for (let index = 0; index <= bodies.length; index++) {
        if (index < bodies.length && !live.has(index)) {
          run++;
          continue;
        }
        if (run >= stretch) bodies.fill(TRAP, index - run, index);
        run = 0;
      }
      return [leb(bodies.length), ...bodies];
    },
    [SECTION.dataCount]: () => [leb(data.length)],
    [SECTION.data]: () => [leb(data.length), ...data],
  });
}
