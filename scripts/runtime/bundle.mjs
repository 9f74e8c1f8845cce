// node bundle.mjs ENTRY FORMAT {"instead of this module": "that one", …}: one file from a module and all it imports, on
// standard output. FORMAT: "es", a module, or "iife", a classic script, which a page opened from disk can run.
import { resolve } from "node:path";
import { rollup } from "rollup";

const [entry, format, pairs] = process.argv.slice(2);
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
const { output } = await work.generate({ format, inlineDynamicImports: true });
process.stdout.write(output[0].code);
