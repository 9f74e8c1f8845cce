// node build.mjs SITE BUNDLE < {region: group}: writes SITE/sw.js with the list of what is kept for offline use, read from the
// finished tree. BUNDLE is where the worker without its list is kept between builds. On standard input: the regions of a large
// site that are kept apart, each when somebody reads a page of it, with the group that their names stand in.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import replace from "@rollup/plugin-replace";
import terser from "@rollup/plugin-terser";
import { rollup } from "rollup";
import { injectManifest } from "workbox-build";

const [site, bundle] = process.argv.slice(2);
const apart = new Map(Object.entries(JSON.parse(readFileSync(0, "utf8"))));
const OF_REGION = /^((?:zh-Hant\/)?)(?:guides|forms|coverage)\/([^/]+)\//;
const OF_GROUP = /^((?:zh-Hant\/)?)(names|pagefind)\/([^/]+?)(?:\.js|\/.*)$/;
const groups = new Set(apart.values());

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

/** What is kept at once; of the rest, the files of each region are listed beside its page. The text of a group is for a server. */
function forEverybody(entries) {
  const lists = new Map(); // folder of a region's pages → its files and those it needs, each with its revision
  const names = new Map(); // names of a group in a script → the same
  const rest = entries.filter(({ url, revision }) => {
    const [, script, region] = OF_REGION.exec(url) ?? [];
    const [, prefix, kind, group] = OF_GROUP.exec(url) ?? [];
    if (apart.has(region)) {
      const folder = `${script}guides/${region}/`;
      lists.set(folder, [...(lists.get(folder) ?? []), [url, revision]]);
    } else if (groups.has(group) && kind === "names") names.set(prefix + group, [url, revision]);
    return !apart.has(region) && !groups.has(group);
  });
  for (const [folder, files] of lists) {
    const [, script, region] = OF_REGION.exec(folder);
    const shared = names.get(script + apart.get(region));
    writeFileSync(`${site}/${folder}offline.json`, `${JSON.stringify(shared ? [...files, shared] : files)}\n`);
  }
  return rest;
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
  manifestTransforms: [(entries) => ({ manifest: forEverybody(entries.sort((a, b) => (a.url < b.url ? -1 : 1))) })],
});
if (warnings.length) throw new Error(warnings.join("\n"));
console.log(JSON.stringify({ count, size }));
