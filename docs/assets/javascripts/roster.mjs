// An employer's roster: the file is opened here, Python reads, judges and adds up, chunk by chunk, so that the page can show
// how far it is and stop. What is in the file goes into no address, no storage and to no server.
import { able } from "./able.mjs";
import { formFields } from "./fields.mjs";
import { prewarmOn, wordOf } from "./python.mjs";
import { call, helper } from "./runtime/client.mjs";
import { save } from "./save.mjs";
import { printPage } from "./sheet.mjs";
import { fill } from "./text.mjs";

const CHUNK = 250; // rows a request: a tenth of a second
const SHARED = 2000; // rows, from which on a second Python is worth its start
const HEAVY = 50_000; // bytes or characters, from which on that many rows are likely
const LARGEST = 20; // MB
const CSV = "text/csv;charset=utf-8";
const PATIENCE = 120_000; // ms for what is done to the whole table at once
const ANNOUNCE = 4; // how often progress is said aloud from beginning to end
const CODINGS = ["utf-8", "gb18030", "big5"]; // of CSV files; the last two are what Excel writes on Chinese Windows
const COMMON = "姓名"; // in every header, and spelt alike in both scripts: tells Big5 from GB18030, which nearly any bytes fit

/** Something that the reader is told in words. `key` names them, `values` fill their places. */
class Told extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** Python has found mistakes: its answer. */
class Mistakes extends Error {
  constructor(answer) {
    super("mistakes");
    this.answer = answer;
  }
}

export function roster(form) {
  const words = JSON.parse(form.dataset.words);
  const titles = JSON.parse(form.querySelector("[data-titles]").textContent);
  const [status, errors, result, output, bar, progress, count] = [
    ".form-status", ".errors", ".result-section", "output", "progress", ".roster-progress", ".roster-count",
  ].map((selector) => form.querySelector(selector));
  const file = form.querySelector("input[type=file]");
  const text = form.querySelector("textarea");
  const button = (name) => form.querySelector(`[data-do=${name}]`);
  const { asked, carry, fill: fillIn, showErrors } = formFields(form);
  let run = null; // the AbortController of the calculation under way
  let files = {};

  /** Ask Python; its mistakes are thrown. */
  async function ask(request, signal, options = {}, asking = call) {
    const common = { slug: form.dataset.roster, inputs: asked(), script: document.documentElement.lang };
    const answer = await asking({ ...common, ...request }, { signal, ...options });
    if (answer.state === "done") return answer;
    throw new Mistakes(answer);
  }

  function show(done, total) {
    bar.max = total;
    bar.value = done;
    count.textContent = fill(words.count, { done, total });
    const step = Math.ceil(total / ANNOUNCE);
    if (Math.floor(done / step) > Math.floor((done - CHUNK) / step)) status.textContent = count.textContent;
  }

  async function calculate(signal) {
    status.textContent = words.reading;
    const two = navigator.hardwareConcurrency > 1;
    try {
      const source = await open(file.files[0], text.value);
      if (two && (file.files[0]?.size ?? text.value.length) >= HEAVY) helper.prewarm(); // it starts while the first reads
      const { table, twins } = await ask({ do: "roster-read", ...source }, signal, { timeout: PATIENCE });
      const judged = await judge(table, twins, signal, two && table.rows.length >= SHARED);
      return await ask({ do: "roster-sum", table, judged, titles, base: form.dataset.base }, signal, { timeout: PATIENCE });
    } finally {
      helper.end(new Error("no longer needed"));
    }
  }

  /** Every row, chunk by chunk; a large table is shared with a second Python, where the device has a core for it. */
  async function judge(table, twins, signal, shared) {
    const total = table.rows.length;
    const judged = [];
    const waiting = Array.from({ length: Math.ceil(total / CHUNK) }, (_, number) => number);
    let done = 0;
    const work = async (asking) => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const rows = table.rows.slice(number * CHUNK, (number + 1) * CHUNK);
        const same = Object.fromEntries(rows.map(({ number: row }) => [row, twins[row]]).filter(([, others]) => others));
        try {
          const answer = await ask({ do: "roster-rows", table: { ...table, rows }, twins: same }, signal, {}, asking);
          judged[number] = answer.judged;
        } catch (error) {
          waiting.unshift(number);
          throw error;
        }
        done += rows.length;
        show(done, total);
      }
    };
    show(0, total);
    await Promise.all([work(call), shared && work(helper.call).catch(() => {})]);
    helper.end(new Error("no longer needed")); // its memory is free again
    await work(call); // what the second could not do
    return judged.flat();
  }

  function state(name, message) {
    output.dataset.state = name;
    status.textContent = message;
  }

  /** Show what Python has written, with the files that can be kept. */
  function showRows(html, kept, counted, failed) {
    files = kept;
    output.innerHTML = html; // escaped by Python
    button("computed").hidden = !counted;
    button("failed").hidden = form.querySelector("[data-mend]").hidden = !failed;
    result.hidden = false;
  }

  function showResult(answer) {
    showErrors([], "");
    const { counted, failed } = answer.result.outputs;
    showRows(answer.html, answer.files, counted, failed);
    state("done", words.done);
    result.querySelector("h2").focus();
  }

  function showFailure(error, cancelled) {
    if (cancelled) return state("idle", words.cancelled);
    if (error instanceof Mistakes) {
      state("error", words.error);
      showErrors(error.answer.errors, error.answer.html);
      if (error.answer.rows) showRows(error.answer.rows, error.answer.files, 0, 1); // what is wrong with rows, in the same round
      return errors.focus();
    }
    state("error", error instanceof Told ? fill(words[error.key], error.values) : words[wordOf(error)]);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (run) return;
    run = new AbortController();
    const { signal } = run;
    result.hidden = true;
    progress.hidden = false;
    bar.removeAttribute("value");
    count.textContent = "";
    showErrors([], "");
    output.dataset.state = "computing";
    try {
      showResult(await calculate(signal));
    } catch (error) {
      showFailure(error, signal.aborted);
    } finally {
      run = null;
      progress.hidden = true;
    }
  });

  button("cancel").addEventListener("click", () => {
    run?.abort();
    form.querySelector("[type=submit]").focus();
  });
  button("example").addEventListener("click", () => {
    const example = JSON.parse(form.dataset.example);
    file.value = "";
    text.value = example.text;
    fillIn(example.inputs);
    text.focus();
  });
  for (const name of ["computed", "failed"])
    button(name).addEventListener("click", () => save(`${words[`${name}-name`]}.csv`, files[name], CSV));
  button("print").addEventListener("click", () => printPage({ figures: true }));
  form.addEventListener("reset", () => {
    run?.abort();
    showErrors([], "");
    output.replaceChildren();
    files = {};
    result.hidden = true;
    state("idle", "");
  });
  if (!able) {
    status.textContent = words.unable;
    return carry;
  }
  for (const ready of [form.querySelector("[type=submit]"), button("example")]) ready.disabled = false;
  prewarmOn(form);
  return carry;
}

/** What Python reads: text with the file's first bytes, or a workbook. */
async function open(file, pasted) {
  if (!file) {
    if (!pasted.trim()) throw new Told("nothing");
    return { text: pasted };
  }
  if (file.size > LARGEST * 2 ** 20) throw new Told("too-large", { size: Math.ceil(file.size / 2 ** 20), most: LARGEST });
  const bytes = new Uint8Array(await file.arrayBuffer().catch(() => { throw new Told("unreadable"); }));
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  return head.startsWith("PK") ? { base64: await base64(file) } : { head, text: decode(bytes) };
}

/** The text of a CSV file: of the codings that fit, the first in which there is a header; null if none fits. */
function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  const fitting = CODINGS.flatMap((coding) => {
    try {
      return [new TextDecoder(coding, { fatal: true }).decode(bytes)];
    } catch {
      return []; // not in this one
    }
  });
  return fitting.find((text) => text.includes(COMMON)) ?? fitting[0] ?? null;
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^.*?,/, ""));
    reader.onerror = () => failed(new Told("unreadable"));
    reader.readAsDataURL(file);
  });
}
