// Lab's page holds the panels' styles and the player's at once: what one of them names, the other may not.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** The class names that the style sheets of a package speak of. */
function namesIn(source: URL): Set<string> {
  const sheets = globSync("**/*.css", { cwd: source }).map((name) =>
    readFileSync(new URL(name, source), "utf8"),
  );
  return new Set(
    sheets.flatMap((sheet) => [...sheet.matchAll(/\.(fp-[\w-]+)/g)].map(([, name]) => name ?? "")),
  );
}

test("no class is styled by the player and by a panel as well", () => {
  const player = namesIn(new URL("../../player/src/", import.meta.url));
  const panels = namesIn(new URL("../src/", import.meta.url));
  assert.ok(player.size > 100 && panels.size > 20);
  assert.deepEqual(
    [...panels].filter((name) => player.has(name)),
    [],
  );
});
