// node build.mjs: the service worker with all that it imports, as one script on standard output.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("worker.mjs", import.meta.url))],
  bundle: true,
  define: { "process.env.NODE_ENV": '"production"' },
  format: "iife",
  legalComments: "none",
  minify: true,
  target: "es2020", // what every browser of package.json's `browserslist` reads
  write: false,
});
process.stdout.write(outputFiles[0].text);
