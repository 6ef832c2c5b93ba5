// Bundles the tests, which are TypeScript, and runs them with node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { minifiedCss } from "./minified-css.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = await mkdtemp(join(tmpdir(), "fingerpost-player-tests-"));
const tests = (await readdir(join(here, "test"))).filter((name) => name.endsWith(".test.ts"));
await esbuild.build({
  entryPoints: tests.map((name) => join(here, "test", name)),
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
