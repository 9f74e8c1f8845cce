// node engines.mjs: lists what the pages' JavaScript calls that the browsers of package.json's `browserslist` have not, by MDN's
// browser-compat-data. It knows names, not types: a name counts as missing when every interface that has it is too young, and
// nothing of ours is called so. Who asks first whether it is there, `thing.name?.()` or `name ? … : …`, is let through.
import fs from "node:fs";
import path from "node:path";
import { parse } from "acorn";
import browserslist from "browserslist";

const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const data = read("node_modules/@mdn/browser-compat-data/data.json");
const targets = (env) =>
  browserslist(undefined, { path: ".", env }).map((each) => each.split(" ")).map(([browser, version]) => [browser, parseFloat(version)]);

// `path`: below it; `language`: of ECMAScript; `env`: of browserslist. Calculators ask `able` before they call anything.
const CALCULATORS = /\/(?:runtime\/.*|calculator|facts|roster|due|download|embed)\.mjs$/;
const YOUNG = new Set(["??=", "||=", "&&="]); // what else of ES2021 is older
const ROOMS = [
  { path: "docs/assets/javascripts", language: 2021, env: (file) => (CALCULATORS.test(file) ? "calculators" : "defaults") },
  { path: "scripts/runtime/worker", language: 2022, env: () => "calculators" },
];

const since = new Map(); // name → what is said of each thing that has it
function index(tree) {
  for (const [name, node] of Object.entries(tree)) {
    if (name === "__compat") continue;
    if (node.__compat) {
      const key = name.replace(/_static$/, "");
      since.set(key, [...(since.get(key) ?? []), node.__compat.support]);
    }
    index(node);
  }
}
index(data.api);
index(data.javascript.builtins);

function has(support, [browser, version]) {
  const said = [support[browser]].flat()[0];
  return Boolean(said?.version_added) && !said.flags && parseFloat(String(said.version_added).replace("≤", "")) <= version;
}

function* nodes(node, parent = null) {
  if (!node || typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const each of node) yield* nodes(each, parent);
    return;
  }
  if (typeof node.type !== "string") return;
  yield [node, parent];
  for (const [key, value] of Object.entries(node)) if (key !== "loc") yield* nodes(value, node);
}

/** A file with its nodes, or with what is wrong where they cannot be read. */
function parsed(file, room) {
  try {
    const tree = parse(fs.readFileSync(file, "utf8"), { ecmaVersion: room.language, sourceType: "module", locations: true });
    return { file, room, all: [...nodes(tree)], wrong: [] };
  } catch (error) {
    return { file, room, all: [], wrong: [`${file}:${error.loc?.line}: not ES${room.language}: ${error.message}`] };
  }
}

function* problems({ file, room: { language, env }, all, wrong }, own) {
  const wanted = targets(env(file));
  yield* wrong;
  const tested = new Set(all.flatMap(([node]) => (node.type === "ConditionalExpression" ? [node.test.property?.name] : [])));
  for (const [node, parent] of all) {
    const at = `${file}:${node.loc?.start.line}`;
    if (language < 2022 && YOUNG.has(node.operator)) yield `${at}: ${node.operator}`;
    if (node.type === "Literal" && /\(\?<[=!]/.test(node.regex?.pattern ?? "")) yield `${at}: lookbehind`;
    if (parent?.callee !== node || parent.optional) continue;
    const member = node.type === "MemberExpression" && !node.computed;
    const name = member ? node.property.name : /^[A-Z]/.test(node.name) && node.name;
    const said = since.get(name);
    if (!said || own.has(name) || tested.has(name)) continue;
    const missing = wanted.filter((target) => !said.some((support) => has(support, target)));
    if (missing.length) yield `${at}: ${name} is missing in ${missing.map((each) => each.join(" ")).join(", ")}`;
  }
}

const files = ROOMS.flatMap((room) =>
  fs
    .readdirSync(room.path, { recursive: true })
    .map((name) => path.join(room.path, String(name)))
    .filter((name) => name.endsWith("js"))
    .sort()
    .map((name) => parsed(name, room)),
);
const own = new Set(files.flatMap(({ all }) => all.flatMap(([{ key }]) => key?.name ?? [])));
const found = files.flatMap((file) => [...problems(file, own)]);
for (const line of found) console.error(line);
process.exitCode = found.length ? 1 : 0;
