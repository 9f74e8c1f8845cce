// Asks Python and shows where things stand: loading, computing, done, error. Knows no rule, no word and no number.
import { able } from "./able.mjs";
import { RuntimeFailure, call, prewarm, prewarmOn } from "./runtime/client.mjs";

export { prewarm, prewarmOn };

const FAILED = { network: "unreachable", integrity: "refused", timeout: "slow", crash: "crashed", unsupported: "unable" };

/** Which words a page shows for a failure of the runtime; any other error is thrown on. */
export function wordOf(error) {
  if (!(error instanceof RuntimeFailure)) throw error;
  return FAILED[error.code];
}

/**
 * @param {HTMLOutputElement} output carries data-state="idle|loading|computing|done|error"
 * @param {HTMLElement} status tells people in words
 * @returns {Promise<object | null>} Python's answer, or null if there is none (the page has been told)
 */
export async function ask(request, output, status, words) {
  const say = (state, text) => {
    output.dataset.state = state;
    status.textContent = text;
  };
  if (!able) {
    say("error", words.unable);
    return null;
  }
  say("loading", words.loading);
  try {
    const answer = await call({ ...request, script: document.documentElement.lang });
    if (answer.state === "done") {
      say("done", words.done);
      status.append(onlyHeard(answer.result?.headline ?? "")); // it is seen in the result
    } else {
      say("error", words.error);
    }
    return answer;
  } catch (error) {
    say("error", words[wordOf(error)]);
    return null;
  }
}

function onlyHeard(text) {
  const span = document.createElement("span");
  span.className = "sr-only";
  span.textContent = text;
  return span;
}
