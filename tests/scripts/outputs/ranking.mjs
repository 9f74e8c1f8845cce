// node ranking.mjs NAMES: reads [query, …] a line, and says a line: for each query the addresses that the search box shows first.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { ranking } from "../../../docs/assets/javascripts/names.mjs";

await import(pathToFileURL(process.argv[2]).href);
const { find } = ranking(globalThis.guideNames);
const addresses = (entries) => entries.slice(0, 20).map(({ url }) => url);
function found(query) {
  const { answer, results, near } = find(query);
  return { answer: answer?.url ?? null, results: addresses(results), near: addresses(near) };
}
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map(found))}\n`);
}
