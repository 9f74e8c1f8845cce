// node styles.mjs OUT {"name": [files]}: puts style sheets together, in words that every browser of package.json's `browserslist`
// reads. `:is(a, b)` and `:not(a, b)` become lists; and a selector that some do not know stands in a rule of its own, because it
// takes the others of its list along.
import fs from "node:fs";
import path from "node:path";
import isPseudoClass from "@csstools/postcss-is-pseudo-class";
import postcss from "postcss";
import selectorNot from "postcss-selector-not";

const YOUNG = /:(has\(|focus-visible|popover-open)/;

const alone = () => ({
  postcssPlugin: "alone",
  Once(root) {
    root.walkRules((rule) => {
      const young = rule.selectors.filter((selector) => YOUNG.test(selector));
      if (!young.length || rule.selectors.length === 1) return;
      const others = rule.selectors.filter((selector) => !young.includes(selector));
      for (const selectors of [others, ...young.map((selector) => [selector])])
        if (selectors.length) rule.before(rule.clone({ selectors }));
      rule.remove();
    });
  },
});

// What is said to those who write a style sheet is a sixth of what a reader would load.
const silent = () => ({ postcssPlugin: "silent", Once: (root) => root.walkComments((comment) => void comment.remove()) });

const [out, wanted] = process.argv.slice(2);
const lower = postcss([silent(), alone(), isPseudoClass({ preserve: false, onComplexSelector: "warning" }), selectorNot()]);
for (const [name, files] of Object.entries(JSON.parse(wanted))) {
  const text = files.map((file) => fs.readFileSync(file, "utf8")).join("\n");
  const made = await lower.process(text, { from: undefined });
  const wrong = made.warnings().filter(({ node }) => !YOUNG.test(node.selector)); // what is young already need not be older
  if (wrong.length) throw new Error(`${name}: ${wrong.join("\n")}`);
  fs.writeFileSync(path.join(out, `${name}.css`), made.css);
}
