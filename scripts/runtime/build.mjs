// Packs Python for the page, inside Node with Pyodide itself: no other Python writes the bytecode that it reads.
//
//   node build.mjs JOB.json
//
// JOB: {pyodide: folder of the npm package, wheel: file, requests: [JSON text, …], warm: [the same], out: folder}
// Writes to `out`: library.zip, pyodide.asm.mjs, pyodide.asm.wasm, snapshot.bin, built.json with how far the heap is
// filled and the scripts that have words of their own, and those as words-SCRIPT.bin
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { SNAPSHOT_HEAD, putBack } from "./worker/snapshot.mjs";
import { cutExports, cutImports, startUncompiled, startUnthrown } from "./glue.mjs";
import { HEAP, makeMemory, makeSnapshot } from "./snapshot.mjs";
import { NEEDED } from "./wash.mjs";
import { cut, instrument, readMarks, watchImports } from "./wasm.mjs";

// Pyodide's JavaScript is one line of a megabyte, which Node would print beside an error.
process.on("uncaughtException", (error) => {
  console.error(String(error?.stack ?? error).replace(/^(.{400}).*$/gm, "$1 …"));
  process.exit(1);
});

const STRETCH = 24; // neighbours never entered before they count as a part that is not used

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const target = (name) => path.resolve(job.out, name);
const original = (name) => path.resolve(job.pyodide, name);
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
  env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1", TZ: "UTC" }, // where in a line something went wrong nobody reads here
  stdLibURL: target("library.zip"),
  _sysExecutable: "/python",
});

/** What calls functions of inside.py with plain values: nothing is compiled in a call, nor left behind in Python at its end. */
function insideOf(py) {
  py.FS.writeFile("/inside.py", fs.readFileSync(new URL("inside.py", import.meta.url)));
  const run = py.runPython(
    `(lambda scope, json: (
        exec(open("/inside.py").read(), scope),
        lambda name, given: json.dumps(scope[name](*json.loads(given))),
    ))({"__name__": "inside"}, __import__("json"))[1]`,
  );
  return { inside: (name, ...given) => JSON.parse(run(name, JSON.stringify(given))), end: () => run.destroy() };
}

const names = ["pyodide.asm.mjs", "pyodide.mjs"];
const [published, loader] = names.map((name) => fs.readFileSync(original(name), "utf8"));
const module = startUnthrown(startUncompiled(published));
/** A folder with a runtime. */
function write(folder, wasm, text) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "pyodide.asm.wasm"), wasm);
  fs.writeFileSync(path.join(folder, "pyodide.asm.mjs"), text);
  fs.copyFileSync(original("pyodide.mjs"), path.join(folder, "pyodide.mjs"));
}
const bytes = fs.readFileSync(original("pyodide.asm.wasm"));
write(target("stock"), bytes, module);
for (const name of ["python_stdlib.zip", "pyodide-lock.json"])
  fs.copyFileSync(original(name), path.join(target("stock"), name));
const stock = await load(target("stock"));
const watched = new WebAssembly.Module(instrument(bytes));
const called = new Set(); // functions written in JavaScript
/** The whole runtime, made to note which of its functions are entered, and which of JavaScript's it calls. */
async function watch(settings) {
  const instantiate = WebAssembly.instantiate;
  let marks;
  WebAssembly.instantiate = async (source, imports) => {
    if (source.length !== bytes.length) return instantiate(source, imports);
    watchImports(imports, called);
    marks = readMarks((await instantiate(watched, imports)).exports);
    return { module: watched, instance: { exports: marks.exports } };
  };
  const py = await stock.loadPyodide(settings);
  WebAssembly.instantiate = instantiate;
  return { py, marks };
}

/** All scripts' words, as a page with a roster has them; others have their own script's. */
function putWords(py) {
  for (const script of scripts) py.FS.writeFile(`/words-${script}`, fs.readFileSync(target(`words-${script}.bin`)));
}

/** What a page does first, once a snapshot has been put back: as in worker/python.mjs. */
function begin(py) {
  py.pyimport("random").seed();
  return py.pyimport("shebao_calc.browser").handle;
}

// 1. The library: what the calculators import of the standard library, and calc itself, as bytecode.
const entered = new Set(); // functions of the WebAssembly file
const seen = { places: [], read: [] }; // functions written in Python, and data files that are read
function note(found) {
  for (const [kind, its] of Object.entries(found)) seen[kind].push(...its);
}
let answers;
let imports;
let data;
let scripts;
let blank;
{
  const { py, marks } = await watch({ env: options.env });
  py.FS.writeFile("/wheel.zip", fs.readFileSync(job.wheel));
  py.runPython("import sys; sys.path.insert(0, '/wheel.zip')");
  const { inside } = insideOf(py);
  inside("warm", job.warm);
  marks.forget(); // the compiler has run over every module, which it does not in a page
  inside("watch");
  answers = inside("exercise", job.requests);
  marks.collect(entered);
  note(inside("seen"));
  data = inside("write_library", "/library.zip", "/wheel.zip", inside("used"));
  scripts = [];
  for (const [script, place] of Object.entries(inside("scripts", data))) {
    scripts.push(script);
    fs.writeFileSync(target(`words-${script}.bin`), py.FS.readFile(place));
  }
  imports = inside("imports", "/wheel.zip");
  const lists = ["Bootstrap", "Stdlib", "Test"].map((name) => py._module[`__PyImport_Frozen${name}`]);
  blank = inside("unused_data", lists);
  fs.writeFileSync(target("library.zip"), py.FS.readFile("/library.zip"));
}

// 2. What a page enters besides when it puts a snapshot back: seen in one from which nothing is cut.
const wordy = (request) => scripts.some((script) => request.includes(script)) || request.includes('"roster-');
{
  const whole = await makeMemory(stock, options, (py) => {
    const { inside, end } = insideOf(py);
    inside("remember", job.warm, data);
    inside("watch");
    end();
  });
  const { py, marks } = await watch({ ...options, _loadSnapshot: whole });
  const handle = begin(py);
  putWords(py);
  for (const request of [...job.warm, ...job.requests.filter(wordy)]) handle(request);
  marks.collect(entered);
  note(insideOf(py).inside("seen"));
}

// 3. The WebAssembly file and its JavaScript, without what the calculators never enter, and the snapshot. It is taken of
// a runtime with the same exports and all its functions: Python starts in it, which it never does in a page.
{
  const file = new WebAssembly.Module(bytes);
  const wanted = new Set(WebAssembly.Module.imports(file).map(({ name }) => name));
  const exported = WebAssembly.Module.exports(file).map(({ name }) => name);
  const { text, keep } = cutExports(module, loader, exported);
  const small = await cutImports(text, loader, wanted, called);
  const all = { entered, keep: new Set([...keep, ...NEEDED]), stretch: Number.POSITIVE_INFINITY };
  write(target("starting"), cut(bytes, all), small);
  write(job.out, cut(bytes, { entered, keep, stretch: STRETCH, blank }), small);
}
const packed = await load(job.out);
const memory = await makeMemory(await load(target("starting")), options, (py) => {
  const { inside, end } = insideOf(py);
  inside("remember", job.warm, seen.read);
  inside("cut", seen.places, imports);
  end();
});
const { snapshot, used } = await makeSnapshot({ memory, runtime: packed, options, blank });
fs.writeFileSync(target("snapshot.bin"), snapshot);
fs.writeFileSync(target("built.json"), JSON.stringify({ heap: { used, size: HEAP }, scripts }));

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
  const handle = begin(py);
  for (const name of imports) {
    try {
      py.pyimport(name);
    } catch (error) {
      throw new Error(`calc imports ${name}, which the packed runtime does not have: ${error.message}`);
    }
  }
  const prove = (wanted) =>
    job.requests.forEach((request, i) => {
      const answer = wanted(request) && handle(request);
      if (answer && answer !== answers[i])
        throw new Error(`the packed runtime answers ${request}\n${answer}\nnot\n${answers[i]}`);
    });
  prove((request) => !wordy(request)); // these must need no other script's words
  putWords(py);
  prove(wordy);
}
