// Reads [{url, html}] from standard input and writes a Pagefind bundle into the folder named on the command line.
import { createIndex, close } from "pagefind";
import { readFileSync } from "node:fs";

const { index } = await createIndex({ forceLanguage: "zh" });
for (const { url, html } of JSON.parse(readFileSync(0, "utf8"))) {
  const { errors } = await index.addHTMLFile({ url, content: html });
  if (errors.length) throw new Error(`${url}: ${errors.join("; ")}`);
}
const { errors } = await index.writeFiles({ outputPath: process.argv[2] });
if (errors.length) throw new Error(errors.join("; "));
await close();
