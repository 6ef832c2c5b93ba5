// Bundles the extension's two entry points into lib/, the player in them; what JupyterLab shares stays outside.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { minifiedCss } from "../minified-css.mjs";

await esbuild.build({
  absWorkingDir: dirname(fileURLToPath(import.meta.url)),
  entryPoints: ["src/index.ts", "src/mime.ts"],
  outdir: "lib",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  chunkNames: "player",
  external: ["@jupyterlab/*", "@lumino/*"],
  plugins: [minifiedCss],
});
