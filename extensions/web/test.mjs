// Bundles the tests of the package it is started in, which are TypeScript, and runs them with node's own
// test runner.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { minifiedCss } from "./minified-css.mjs";

const folder = join(process.cwd(), "test");
const out = await mkdtemp(join(tmpdir(), "fingerpost-web-tests-"));
const tests = (await readdir(folder)).filter((name) => name.endsWith(".test.ts"));
await esbuild.build({
  entryPoints: tests.map((name) => join(folder, name)),
  bundle: true,
  platform: "node",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  outdir: out,
  plugins: [minifiedCss],
});
const built = (await readdir(out)).map((name) => join(out, name));
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=dot", ...built], {
  stdio: "inherit",
});
await rm(out, { recursive: true });
process.exitCode = status ?? 1;
