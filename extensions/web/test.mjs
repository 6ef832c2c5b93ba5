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
try {
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
  const words = ["--test", "--test-reporter=dot", ...built];
  process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(out, { recursive: true });
}
