// node ranking.mjs NAMES < [query, …]: for each query the addresses that the search box shows first, on standard output.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ranking } from "../../../docs/assets/javascripts/names.mjs";

await import(pathToFileURL(process.argv[2]).href);
const { find } = ranking(globalThis.guideNames);
const found = JSON.parse(readFileSync(0, "utf8")).map((query) => {
  const { answer, results, near } = find(query);
  const addresses = (entries) => entries.slice(0, 20).map(({ url }) => url);
  return { answer: answer?.url ?? null, results: addresses(results), near: addresses(near) };
});
process.stdout.write(JSON.stringify(found));
