// node build.mjs: the service worker with all that it imports, as one script on standard output.
import { fileURLToPath } from "node:url";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import replace from "@rollup/plugin-replace";
import terser from "@rollup/plugin-terser";
import { rollup } from "rollup";

const work = await rollup({
  input: fileURLToPath(new URL("worker.mjs", import.meta.url)),
  plugins: [
    nodeResolve(),
    replace({ "process.env.NODE_ENV": '"production"', preventAssignment: true }),
    terser(),
  ],
});
const { output } = await work.generate({ format: "iife" });
process.stdout.write(output[0].code);
