// Builds the player's two files and the table's into the Python package, or into the folder named after --out.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { minifiedCss } from "../minified-css.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf("--out");
const out = at === -1 ? join(here, "../../fingerpost/static") : resolve(process.argv[at + 1]);

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Generated from extensions/web/player by `make web`; do not edit. */" },
  plugins: [minifiedCss],
};

await esbuild.build({
  ...shared,
  entryPoints: ["src/widget.ts"],
  format: "esm",
  outfile: join(out, "widget.js"),
});
await esbuild.build({
  ...shared,
  entryPoints: ["src/table-widget.ts"],
  format: "esm",
  outfile: join(out, "table.js"),
});
await esbuild.build({
  ...shared,
  entryPoints: ["src/standalone.ts"],
  format: "iife",
  outfile: join(out, "standalone.js"),
});
