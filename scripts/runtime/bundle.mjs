// node bundle.mjs ENTRY {"instead of this module": "that one", …} {"target": …}: one classic script, which a worker and a page
// opened from disk can run, from a module and all it imports, on standard output. The last are options of esbuild.
import { resolve } from "node:path";
import { build } from "esbuild";

const [entry, pairs, options] = process.argv.slice(2);
const root = resolve(import.meta.dirname, "../..");
const instead = new Map(Object.entries(JSON.parse(pairs)).map((pair) => pair.map((path) => resolve(path))));

const { outputFiles, warnings } = await build({
  absWorkingDir: root, // comments name modules from here
  entryPoints: [resolve(entry)],
  bundle: true,
  define: {
    "import.meta.url": "document.currentScript.src", // where a classic script of a page stands
    "process.env.NODE_ENV": '"production"', // which workbox asks for
  },
  format: "iife",
  legalComments: "none",
  plugins: [
    {
      name: "instead",
      setup({ onResolve }) {
        onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
          const found = resolve(resolveDir, path);
          return instead.has(found) ? { path: instead.get(found) } : undefined;
        });
      },
    },
  ],
  write: false,
  ...JSON.parse(options),
});
if (warnings.length) throw new Error(warnings.map(({ text }) => text).join("\n"));
process.stdout.write(outputFiles[0].text);
