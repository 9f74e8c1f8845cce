// node build.mjs SITE BUNDLE: writes SITE/sw.js with the list of what is kept for offline use, read from the finished tree.
// BUNDLE is where the worker without its list is kept between builds.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import replace from "@rollup/plugin-replace";
import terser from "@rollup/plugin-terser";
import { rollup } from "rollup";
import { injectManifest } from "workbox-build";

const [site, bundle] = process.argv.slice(2);

if (!existsSync(bundle)) {
  const work = await rollup({
    input: fileURLToPath(new URL("worker.mjs", import.meta.url)),
    plugins: [
      nodeResolve(),
      replace({ "process.env.NODE_ENV": '"production"', preventAssignment: true }),
      terser(),
    ],
  });
  await work.write({ file: bundle, format: "iife" });
}

const { count, size, warnings } = await injectManifest({
  swSrc: bundle,
  swDest: `${site}/sw.js`,
  globDirectory: site,
  globPatterns: [
    "**/*.{html,css,mjs,js,svg,png,webmanifest}",
    "assets/python/manifest.json",
    "**/pagefind/**/*.{json,pagefind,pf_meta,pf_index}",
  ],
  // Not needed to read: what is for other sites, and the way Python starts when its snapshot fails.
  globIgnores: ["sw.js", "api/**", "**/embed/**", "assets/*/embed.*", "assets/python/whole.*"],
  maximumFileSizeToCacheInBytes: 2 ** 24,
  manifestTransforms: [(entries) => ({ manifest: entries.sort((a, b) => (a.url < b.url ? -1 : 1)) })],
});
if (warnings.length) throw new Error(warnings.join("\n"));
console.log(JSON.stringify({ count, size }));
