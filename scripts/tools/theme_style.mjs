// node theme_style.mjs SITE THEME_CSS: the rules of the theme's style sheet that some page of the finished site, or a program
// of its pages, has a use for, on standard output: a tenth of it. In a layer, so that whatever our own style sheets say wins
// over it, however specific its selectors are.
import { PurgeCSS } from "purgecss";

const [site, theme] = process.argv.slice(2);
const [{ css }] = await new PurgeCSS().purge({
  content: [`${site}/**/*.html`, `${site}/assets/javascripts/*.mjs`],
  css: [theme],
  fontFace: true,
  keyframes: true,
  variables: true,
});
const rules = css.replace(/^@charset "UTF-8";/, ""); // allowed only as a file's first words; the server says it too
process.stdout.write(`@layer theme{${rules}}`);
