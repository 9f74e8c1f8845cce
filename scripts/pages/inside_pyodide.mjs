// node inside_pyodide.mjs FOLDER: what Pyodide says of the libraries that it is made with, name → version, as JSON on
// standard output. A version that it does not tell is empty.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const loader = resolve(folder, "pyodide.mjs");
const { loadPyodide } = await import(pathToFileURL(loader).href);
const py = await loadPyodide();
const found = JSON.parse(
  py.runPython(`
import compression.zstd, decimal, json, pyexpat, sqlite3, sys, zlib
json.dumps({
    "CPython": sys.version.split()[0],
    "Emscripten": ".".join(map(str, sys._emscripten_info.emscripten_version)),
    "SQLite": sqlite3.sqlite_version,
    "zlib": zlib.ZLIB_RUNTIME_VERSION,
    "Zstandard": compression.zstd.zstd_version,
    "Expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
    "libmpdec": decimal.__libmpdec_version__,
} | {name: "" for module, name in (("_bz2", "bzip2"), ("_lzma", "liblzma"), ("_ctypes", "libffi"))
     if module in sys.builtin_module_names})
`),
);
if (readFileSync(loader, "utf8").includes("ErrorStackParser")) found["error-stack-parser"] = "";
process.stdout.write(JSON.stringify(found));
