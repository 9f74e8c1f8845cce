// Looks up a decision that Python worked out beforehand: {ask: [names], table: {"answer|answer": outcome}}.
export function decide({ ask, table }, answers) {
  return table[ask.map((name) => answers[name] ?? "").join("|")];
}
