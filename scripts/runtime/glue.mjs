// Edits of Pyodide's own JavaScript, `pyodide.asm.mjs`. Each looks for what it expects and fails the build otherwise:
// a new Pyodide is then looked at by a person.

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

/** The same file as part of a classic script: `self.createPyodideModule` is set. */
export function classicModule(text) {
  const end = "export default _createPyodideModule;";
  const body = text.trimEnd();
  if (!body.endsWith(end) || body.split("import.meta").length !== body.split("import.meta.url").length)
    throw new Error("pyodide.asm.mjs: its module syntax has changed");
  const plain = body.slice(0, -end.length).replaceAll("import.meta.url", '"https://runtime.invalid/pyodide.asm.mjs"');
  return `self.createPyodideModule=(()=>{${plain};return _createPyodideModule})();`;
}
