// Drives a browser that no driver of today knows: node drive.mjs KIND EXECUTABLE [PREFERENCES of Firefox, as JSON]
// KIND: chromium (of years ago, over its DevTools protocol), webkit (over WebDriver) or firefox.
// Each line on standard input is a step, ["open", address], ["run", body of an async function in the page] or another of the
// functions below with what it takes. The line that answers has what the step gave, or why it failed, and what went wrong in pages.
// It ends, and the browser with it, when its standard input is closed: when whoever asked is no more.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";

const PATIENCE = 120_000; // ms for one step
const SLICE = 40; // ms
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "engine-"));

/** Starts a program and gives what its output says where a pattern is. */
function start(program, args, pattern, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  process.on("exit", () => signal(child));
  let said = "";
  const found = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        said += text;
        const match = pattern.exec(said);
        if (match) resolve(match[1]);
      });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code}: ${said.slice(-500)}`)));
  });
  found.catch(() => {}); // whoever waits for it is told
  return { child, found };
}

/** Sends a signal to a program and all that it has started; it ends, where no other is meant. */
function signal({ pid }, signal = "SIGKILL") {
  try {
    process.kill(-pid, signal);
  } catch {} // it has ended
}

async function chromium(executable) {
  const folder = path.dirname(executable);
  const flags = ["--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--lang=zh-CN"];
  const { child, found } = start(
    executable,
    [...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    /listening on ws:\/\/127\.0\.0\.1:(\d+)/,
    { LD_LIBRARY_PATH: `${folder}:${folder}/lib`, FONTCONFIG_PATH: "" },
  );
  const pages = await (await fetch(`http://127.0.0.1:${await found}/json/list`)).json();
  const socket = new WebSocket(pages.find(({ type }) => type === "page").webSocketDebuggerUrl);
  await new Promise((opened) => socket.addEventListener("open", opened));
  const waiting = new Map();
  const errors = [];
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(data);
    if (method === "Runtime.exceptionThrown") errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    const key = id ?? method;
    const { resolve, reject } = waiting.get(key) ?? {};
    waiting.delete(key);
    if (error) reject?.(new Error(error.message));
    else resolve?.(result);
  });
  const wait = (key) => new Promise((resolve, reject) => waiting.set(key, { resolve, reject }));
  const send = (method, params = {}) => {
    socket.send(JSON.stringify({ id: ++last, method, params }));
    return wait(last);
  };
  await send("Page.enable");
  await send("Runtime.enable");
  return {
    errors,
    async open(url) {
      const loaded = wait("Page.loadEventFired");
      await send("Page.navigate", { url });
      await loaded;
    },
    async run(body) {
      const how = { awaitPromise: true, returnByValue: true, userGesture: true };
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression: `(async () => {${body}})()`, ...how });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async pdf(file) {
      fs.writeFileSync(file, Buffer.from((await send("Page.printToPDF", { preferCSSPageSize: true })).data, "base64"));
    },
    close: () => signal(child),
  };
}

async function webkit(driver) {
  const port = await new Promise((resolve) => {
    const free = net.createServer().listen(0, "127.0.0.1", () => {
      const given = /** @type {net.AddressInfo} */ (free.address()).port;
      free.close(() => resolve(given));
    });
  });
  const { child } = start("xvfb-run", ["-a", driver, `--port=${port}`], /$./, {
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", // only our own pages are opened
  });
  async function ask(method, address, body) {
    for (let left = 50; ; left--) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}${address}`, { method, body: body && JSON.stringify(body) });
        const { value } = await response.json();
        if (!response.ok) throw Object.assign(new Error(value.message), { said: true });
        return value;
      } catch (error) {
        if (error.said || !left) throw error;
        await new Promise((later) => setTimeout(later, 200)); // it is still starting
      }
    }
  }
  const capabilities = { alwaysMatch: { timeouts: { script: PATIENCE, pageLoad: PATIENCE } } };
  const { sessionId } = await ask("POST", "/session", { capabilities });
  const session = `/session/${sessionId}`;
  return {
    errors: [],
    open: (url) => ask("POST", `${session}/url`, { url }),
    async run(body) {
      const script = `const done = arguments[0]; (async () => {${body}})().then((value) => done({ value }), (error) => done({ error: String(error) }))`;
      const { value, error } = await ask("POST", `${session}/execute/async`, { script, args: [] });
      if (error) throw new Error(error);
      return value;
    },
    async pdf(file) {
      fs.writeFileSync(file, Buffer.from(await ask("POST", `${session}/print`, {}), "base64"));
    },
    async close() {
      await ask("DELETE", session);
      signal(child);
    },
  };
}

/** Beside what all can: tabs, scripts that come before a page's own, and a share of the processor's time. */
async function firefox(executablePath, extraPrefsFirefox) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox, protocolTimeout: PATIENCE });
  const errors = [];
  const tabs = [];
  let page;
  async function tab(number) {
    if (!tabs[number]) {
      tabs[number] = await browser.newPage();
      tabs[number].on("pageerror", (error) => errors.push(String(error)));
    }
    page = tabs[number];
    await page.bringToFront();
  }
  await tab(0);
  return {
    errors,
    tab,
    open: async (url) => void (await page.goto(url, { timeout: PATIENCE })),
    run: (body) => page.evaluate(`(async () => {${body}})()`),
    pdf: async (path) => void (await page.pdf({ path })),
    before: async (script) => void (await page.evaluateOnNewDocument(script)),
    /** Lets it run for one part in so many of the time, as a processor so many times as slow would. */
    async slow(times) {
      setInterval(() => {
        signal(browser.process(), "SIGCONT");
        setTimeout(signal, SLICE / times, browser.process(), "SIGSTOP");
      }, SLICE);
    },
    close: () => browser.close(),
  };
}

const [kind, executable, preferences] = process.argv.slice(2);
const giveUp = () => process.exit(1);
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, giveUp);
let late = setTimeout(giveUp, PATIENCE);
const engine = await { chromium, webkit, firefox }[kind](executable, preferences && JSON.parse(preferences));
late = clearTimeout(late);
process.stdin.on("close", () => late && giveUp()); // in the middle of a step
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [what, how] = JSON.parse(line);
  late = setTimeout(giveUp, PATIENCE * 2);
  const answer = await engine[what](how).then(
    (given) => ({ given }),
    (error) => ({ failed: String(error.stack) }),
  );
  late = clearTimeout(late);
  process.stdout.write(`${JSON.stringify({ ...answer, errors: engine.errors.splice(0) })}\n`);
}
await engine.close();
fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
process.exit();
