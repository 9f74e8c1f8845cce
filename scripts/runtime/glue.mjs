// Edits of Pyodide's own JavaScript, `pyodide.asm.mjs`. Each looks for what it expects and fails the build otherwise:
// a new Pyodide is then looked at by a person.
import { minify } from "terser";

const ASSIGN = /^((?:[\w$]+=|Module\["[\w$]+"\]=)+)wasmExports\["([\w$]+)"\](?:\.value>>>0)?$/;
const WORD = /[\w$]+/g;

function one(text, start, end) {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  if (from < 0 || to < 0 || text.includes(start, from + 1)) throw new Error(`pyodide.asm.mjs: no single ${start}`);
  return [from, to + end.length];
}

/**
 * Keeps only the WebAssembly exports that the JavaScript itself uses. The rest serve native extension packages,
 * which the calculators never load, and wrapping 8,000 of them costs a visitor 0.1 s.
 *
 * @param {string} text pyodide.asm.mjs
 * @param {string} loader pyodide.mjs, which uses some of them too
 * @param {string[]} exports names the WebAssembly file exports
 * @returns {{text: string, keep: Set<string>}}
 */
export function cutExports(text, loader, exports) {
  const [from, to] = one(text, "function assignWasmExports(wasmExports){", "}");
  const statements = text.slice(from, to - 1).split("{")[1].split(";").filter(Boolean);
  let rest = text.slice(0, from) + text.slice(to);
  const declared = rest.match(/var ([\w$]+,){1000,}[\w$]+;/);
  if (!declared) throw new Error("pyodide.asm.mjs: the list of exported names has changed");
  rest = rest.replace(declared[0], "");
  const used = new Set([...rest.match(WORD), ...loader.match(WORD)]);

  const kept = [];
  const names = new Set();
  const keep = new Set(exports.filter((name) => used.has(name)));
  for (const statement of statements) {
    const parts = ASSIGN.exec(statement);
    if (!parts) throw new Error(`pyodide.asm.mjs: unexpected ${statement.slice(0, 80)}`);
    const targets = [...parts[1].matchAll(/(?:Module\["([\w$]+)"\]|([\w$]+))=/g)].map((match) => match[1] ?? match[2]);
    if (!keep.has(parts[2]) && !targets.some((name) => used.has(name))) continue;
    keep.add(parts[2]);
    kept.push(statement);
    for (const name of targets) names.add(name);
  }
  const still = declared[0].slice(4, -1).split(",").filter((name) => used.has(name) || names.has(name));
  const cut = text
    .replace(text.slice(from, to), () => `function assignWasmExports(wasmExports){${kept.join(";")}}`)
    .replace(declared[0], () => `var ${still.join(",")};`);
  return { text: cut, keep };
}

/**
 * Puts Python back without compiling a word of it. Pyodide asks four questions in Python when it starts; of a snapshot
 * the first is answered by what is in the memory already, and the others only look modules up.
 *
 * @param {string} text pyodide.asm.mjs
 */
export function startUncompiled(text) {
  const edits = [
    [/let\[(\w+),(\w+)\]=API\.rawRun\("import _pyodide_core"\);/, 'let[$1,$2]=FROM?[0,""]:API.rawRun("import _pyodide_core");'],
    [/API\.runPythonInternal_dict=API\._pyodide\._base\.eval_code\("{}"\)/, "FROM||($&)"],
    [/API\.runPythonInternal\("import importlib; importlib"\)/, 'LOOK("importlib")'],
    [/API\.runPythonInternal\("import __main__; __main__\.__dict__"\)/, 'LOOK("__main__").__dict__'],
    [/API\.runPythonInternal\("import builtins; builtins\.__dict__"\)/, 'LOOK("builtins").__dict__'],
  ];
  const [, start, snapshot] = /(finalizeBootstrap=function\((\w+),\w+\)\{)/.exec(text) ?? [];
  let next = text.replace(start, `${start}const LOOK=(name)=>API._pyodide._base.__builtins__.get("__import__")(name);`);
  for (const [from, to] of edits) {
    if (!from.test(next)) throw new Error(`pyodide.asm.mjs: no ${from}`);
    next = next.replace(from, to.replace("FROM", snapshot));
  }
  return next;
}

const STUB = "cutAway";

/**
 * Keeps only the JavaScript that Python has entered from WebAssembly, and what that uses: Pyodide carries windows, sound
 * and graphics along, of which every visit would read half a megabyte. In place of the others stands one function that
 * says so: as loud as the traps in the WebAssembly file, and with the same consequence.
 *
 * @param {string} text pyodide.asm.mjs
 * @param {string} loader pyodide.mjs, which uses some of what the module exports
 * @param {Set<string>} wanted names of what the WebAssembly file imports
 * @param {Set<string>} called names of what it has called
 * @returns {Promise<string>}
 */
export async function cutImports(text, loader, wanted, called) {
  const [from, to] = one(text, "var wasmImports={", "}");
  const kept = [];
  const dropped = new Set();
  for (const entry of text.slice(from, to - 1).split("{")[1].split(",")) {
    const [name, value = name] = entry.split(":");
    if (wanted.has(name) && called.has(name)) kept.push(entry);
    else {
      dropped.add(value);
      if (wanted.has(name)) kept.push(`${name}:${STUB}`);
    }
  }
  const stub = `var ${STUB}=()=>{throw new WebAssembly.RuntimeError("cut away")};${STUB}.sig="v";`;
  let rest = `${text.slice(0, from)}${stub}var wasmImports={${kept.join(",")}}${text.slice(to)}`;
  rest = rest.replace(/([\w$]+)\.sig="\w*";/g, (whole, name) => (dropped.has(name) ? "" : whole));
  rest = rest.replace(/\beval\(/g, "(0,eval)("); // never called, and a plain one would keep every name alive
  const read = new Map();
  for (const [, name] of `${rest}${loader}`.matchAll(/[."'`]([\w$]+)/g)) read.set(name, (read.get(name) ?? 0) + 1);
  rest = rest.replace(/Module\["([\w$]+)"\]=([\w$]+);/g, (whole, name, value) =>
    name === value && read.get(name) === 1 ? "" : whole,
  );
  const { code } = await minify(rest, { compress: { passes: 2 }, keep_classnames: true });
  return code;
}

/**
 * Asks whether a file is there without throwing. At an exception V8 wants to know the place of every function on the
 * stack, and reads their text once more for it: of the largest here, 16 ms in a trace of a second visit.
 *
 * @param {string} text pyodide.asm.mjs
 */
export function startUnthrown(text) {
  const lacks =
    "lacks(parent,name){" +
    "if(parent.node_ops!==MEMFS.ops_table.dir.node)return false;" +
    "for(var node=FS.nameTable[FS.hashName(parent.id,name)];node;node=node.name_next)" +
    "if(node.parent.id===parent.id&&node.name===name)return false;" +
    "return true},";
  return edited(text, [
    ["lookupNode(parent,name){var errCode", `${lacks}$&`],
    ["try{var node=FS.lookupNode(dir,name);return 20}catch(e){}", "if(!FS.lacks(dir,name)){$&}"],
    ["try{FS.mkdir(d,mode)}", "if(FS.lookupPath(d,{noent_okay:true}).node)continue;$&"],
    [
      "try{current=FS.lookupNode(current,parts[i])}",
      "if(islast&&opts.noent_okay&&FS.lacks(current,parts[i]))return{path:current_path};$&",
    ],
    // A function that is written in JavaScript has its signature beside it.
    [
      "try{setWasmTableEntry(ret,func)}catch(err){if(!(err instanceof TypeError)){throw err}" +
        "var wrapped=convertJsFunctionToWasm(func,sig);setWasmTableEntry(ret,wrapped)}",
      "setWasmTableEntry(ret,sig?convertJsFunctionToWasm(func,sig):func);",
    ],
  ]);
}

/** Each of the texts once in the other's place; `$&` is what was there. */
function edited(text, edits) {
  return edits.reduce((whole, [from, to]) => {
    if (whole.split(from).length !== 2) throw new Error(`Pyodide's JavaScript: no single ${from}`);
    return whole.replace(from, (found) => to.replace("$&", () => found));
  }, text);
}

/**
 * The module as part of a classic script: `self.createPyodideModule` is set. In its brackets V8 reads the function once,
 * as one that will be called.
 */
export function classicModule(text) {
  const end = "export default _createPyodideModule;";
  const body = text.trimEnd();
  if (
    !body.startsWith("async function _createPyodideModule(") ||
    !body.endsWith(end) ||
    body.split("import.meta").length !== body.split("import.meta.url").length
  )
    throw new Error("pyodide.asm.mjs: its module syntax has changed");
  const plain = body.slice(0, -end.length).trimEnd();
  const place = '"https://runtime.invalid/pyodide.asm.mjs"';
  return `self.createPyodideModule=(${plain.replaceAll("import.meta.url", place)});`;
}

/**
 * Pyodide's loader for a classic script: it neither refuses to run where scripts can import scripts (it imports none here),
 * nor asks for the `exports` that only Node has, with an exception.
 *
 * @param {string} text pyodide.js
 */
export function classicLoader(text) {
  return edited(text, [
    ['try{return globalThis.importScripts("data:text/javascript,"),!0}catch{return!1}', "return!1"],
    ["try{Object.assign(exports,loadPyodide)}catch(_){}", ""],
  ]);
}
