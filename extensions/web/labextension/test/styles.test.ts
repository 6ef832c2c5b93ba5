// Lab's page holds the panels' styles and the player's at once: what one of them names, the other may not.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** The class names that the style sheets in a folder speak of; the tests run in the package's own. */
function namesIn(folder: string): Set<string> {
  const sheets = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".css"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return new Set(
    sheets.flatMap((sheet) => [...sheet.matchAll(/\.(fp-[\w-]+)/g)].map(([, name]) => name ?? "")),
  );
}

test("no class is styled by the player and by a panel as well", () => {
  const player = namesIn(join(process.cwd(), "..", "player", "src"));
  const panels = namesIn(join(process.cwd(), "src"));
  assert.ok(player.size > 100 && panels.size > 20);
  assert.deepEqual(
    [...panels].filter((name) => player.has(name)),
    [],
  );
});
