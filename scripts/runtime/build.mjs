// Packs Python for the page, inside Node with Pyodide itself: no other Python writes the bytecode that it reads.
//
//   node build.mjs JOB.json
//
// JOB: {pyodide: folder of the npm package, wheel: file, requests: [JSON text, …], warm: [the same], out: folder}
// Writes to `out`: library.zip, pyodide.asm.mjs, pyodide.asm.wasm, snapshot.bin, heap.json
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { SNAPSHOT_HEAD, putBack } from "./worker/snapshot.mjs";
import { cutExports } from "./glue.mjs";
import { HEAP, makeSnapshot } from "./snapshot.mjs";
import { cut, instrument, readMarks } from "./wasm.mjs";

// Pyodide's JavaScript is one line of a megabyte, which Node would print beside an error.
process.on("uncaughtException", (error) => {
  console.error(String(error?.stack ?? error).replace(/^(.{400}).*$/gm, "$1 …"));
  process.exit(1);
});

const STRETCH = 24; // neighbours never entered before they count as a part that is not used

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const target = (name) => path.resolve(job.out, name);
const original = (name) => path.resolve(job.pyodide, name);
const starting = target("starting");
const load = async (folder) => {
  const at = (name) => pathToFileURL(path.resolve(folder, name)).href;
  const [{ loadPyodide }, { default: createModule }] = await Promise.all([
    import(at("pyodide.mjs")),
    import(at("pyodide.asm.mjs")),
  ]);
  return { loadPyodide, createModule };
};
const lock = JSON.parse(fs.readFileSync(original("pyodide-lock.json"), "utf8"));
const options = Object.freeze({
  // frozen, because Pyodide writes its own address into what it is given
  lockFileContents: { info: lock.info, packages: {} },
  packageBaseUrl: "https://runtime.invalid/",
  env: { PYTHONHASHSEED: "0", TZ: "UTC" },
  stdLibURL: target("library.zip"),
  _sysExecutable: "/python",
});

/** Calls a function of inside.py with plain values, and leaves nothing behind in Python. */
function inside(py, name, ...args) {
  py.FS.writeFile("/inside.py", fs.readFileSync(new URL("inside.py", import.meta.url)));
  py.FS.writeFile("/arguments.json", JSON.stringify(args));
  const answer = py.runPython(
    `(lambda scope, json: (
        exec(open("/inside.py").read(), scope),
        json.dumps(scope["${name}"](*json.load(open("/arguments.json")))),
    ))({"__name__": "inside"}, __import__("json"))[1]`,
  );
  return JSON.parse(answer);
}

const stock = await load(job.pyodide);
const bytes = fs.readFileSync(original("pyodide.asm.wasm"));
const watched = new WebAssembly.Module(instrument(bytes));
/** The whole runtime, made to note which of its functions are entered. */
async function watch(settings) {
  const instantiate = WebAssembly.instantiate;
  let marks;
  WebAssembly.instantiate = async (source, imports) => {
    if (source.length !== bytes.length) return instantiate(source, imports);
    marks = readMarks((await instantiate(watched, imports)).exports);
    return { module: watched, instance: { exports: marks.exports } };
  };
  const py = await stock.loadPyodide(settings);
  WebAssembly.instantiate = instantiate;
  return { py, marks };
}

// 1. The library: what the calculators import of the standard library, and calc itself, as bytecode.
const entered = new Set();
let answers;
let imports;
let data;
let blank;
{
  const { py, marks } = await watch({ env: options.env });
  py.FS.writeFile("/wheel.zip", fs.readFileSync(job.wheel));
  py.runPython("import sys; sys.path.insert(0, '/wheel.zip')");
  inside(py, "warm", job.warm);
  marks.forget(); // the compiler has run over every module, which it does not in a page
  answers = inside(py, "exercise", job.requests);
  marks.collect(entered);
  data = inside(py, "write_library", "/library.zip", "/wheel.zip", inside(py, "used"));
  imports = inside(py, "imports", "/wheel.zip");
  const lists = ["Bootstrap", "Stdlib", "Test"].map((name) => py._module[`__PyImport_Frozen${name}`]);
  blank = inside(py, "unused_data", lists);
  fs.writeFileSync(target("library.zip"), py.FS.readFile("/library.zip"));
}

// 2. The WebAssembly file and its JavaScript, without what the calculators never enter. `starting` still has the data
// that Python starts itself with; the file for pages has not, because there a snapshot takes the place of starting.
{
  const { py, marks } = await watch({ ...options });
  inside(py, "exercise", job.warm);
  marks.collect(entered);
  const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  const [module, loader] = ["pyodide.asm.mjs", "pyodide.mjs"].map((name) => fs.readFileSync(original(name), "utf8"));
  const glue = cutExports(module, loader, names);
  const smaller = (ranges) => cut(bytes, { entered, keep: glue.keep, stretch: STRETCH, blank: ranges });
  for (const [folder, ranges] of [[starting, []], [job.out, blank]]) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "pyodide.asm.wasm"), smaller(ranges));
    fs.writeFileSync(path.join(folder, "pyodide.asm.mjs"), glue.text);
    fs.copyFileSync(original("pyodide.mjs"), path.join(folder, "pyodide.mjs"));
  }
}

// 3. The snapshot, of the runtime that was just cut.
const packed = await load(job.out);
const { snapshot, used } = await makeSnapshot({
  starting: await load(starting),
  restoring: packed,
  options,
  blank,
  prepare: (py) => inside(py, "remember", job.warm, data),
});
fs.writeFileSync(target("snapshot.bin"), snapshot);
fs.writeFileSync(target("heap.json"), JSON.stringify({ used, size: HEAP }));

// 4. The proof: put back, it answers as the whole runtime does, and finds everything that calc imports.
{
  fs.writeFileSync(target("empty.zip"), Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64"));
  const py = await packed.loadPyodide({
    ...options,
    stdLibURL: target("empty.zip"),
    _loadSnapshot: new Uint8Array(16),
    createPyodideModule: async (settings) => {
      const module = await packed.createModule(settings);
      settings.API.restoreSnapshot = () => {
        putBack(module.HEAPU8, Uint8Array.from(snapshot).buffer);
        return SNAPSHOT_HEAD;
      };
      return module;
    },
  });
  py.runPython("import random; random.seed()");
  for (const name of imports) {
    try {
      py.pyimport(name);
    } catch (error) {
      throw new Error(`calc imports ${name}, which the packed runtime does not have: ${error.message}`);
    }
  }
  const { handle } = py.pyimport("shebao_calc.browser");
  job.requests.forEach((request, i) => {
    const answer = handle(request);
    if (answer !== answers[i]) throw new Error(`the packed runtime answers ${request}\n${answer}\nnot\n${answers[i]}`);
  });
}
