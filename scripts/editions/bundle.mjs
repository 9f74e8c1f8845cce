// node bundle.mjs ENTRY OUT {"instead of this module": "that one", …}: one classic script from a module and all it imports.
import { resolve } from "node:path";
import { rollup } from "rollup";

const [entry, out, pairs] = process.argv.slice(2);
const instead = new Map(Object.entries(JSON.parse(pairs)).map((pair) => pair.map((path) => resolve(path))));

const work = await rollup({
  input: entry,
  plugins: [
    {
      name: "instead",
      async resolveId(source, importer, options) {
        const found = await this.resolve(source, importer, { ...options, skipSelf: true });
        return found && instead.has(found.id) ? instead.get(found.id) : null;
      },
    },
  ],
  onwarn(warning) {
    throw new Error(warning.message);
  },
});
await work.write({ file: out, format: "iife", inlineDynamicImports: true });
