// Reads {"url", "html"} on each line of standard input and writes a Pagefind bundle into the folder named on the command line.
import { createIndex, close } from "pagefind";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";

const { index } = await createIndex({ forceLanguage: "zh" });
for await (const line of createInterface({ input: process.stdin })) {
  const { url, html } = JSON.parse(line);
  const { errors } = await index.addHTMLFile({ url, content: html });
  if (errors.length) throw new Error(`${url}: ${errors.join("; ")}`);
}
const out = process.argv[2];
const { errors } = await index.writeFiles({ outputPath: out });
if (errors.length) throw new Error(errors.join("; "));
await close();

// What a page says of itself stands in names.js already. A list of addresses is all that is left of Pagefind's file a page,
// and its engine all that is left of its programs.
const fragments = join(out, "fragment");
const addresses = readdirSync(fragments).map((name) => {
  const text = gunzipSync(readFileSync(join(fragments, name))).toString();
  return [parse(name).name, JSON.parse(text.slice(text.indexOf("{"))).meta.url];
});
writeFileSync(join(out, "addresses.json"), JSON.stringify(Object.fromEntries(addresses.sort())));
rmSync(fragments, { recursive: true });
for (const name of readdirSync(out)) if (/\.(css|js)$/.test(name) && name !== "pagefind.js") rmSync(join(out, name));
