// Asks a page's Python in Firefox: node firefox.mjs ADDRESS REQUESTS.json → the answers as JSON on standard output.
import fs from "node:fs";
import puppeteer from "puppeteer-core";

const [address, file] = process.argv.slice(2);
const executablePath = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => fs.existsSync(path));
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(String(error)));
  await page.goto(address);
  const answers = await page.evaluate(async (requests) => {
    const { call } = await import("/assets/javascripts/runtime/client.mjs");
    const answers = [];
    for (const request of requests) answers.push(await call(request));
    return JSON.stringify(answers);
  }, JSON.parse(fs.readFileSync(file, "utf8")));
  process.stdout.write(answers);
} finally {
  await browser.close();
}
