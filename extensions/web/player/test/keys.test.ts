import assert from "node:assert/strict";
import { test } from "node:test";
import { meaningOf, type Press } from "../src/keys.ts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("arrows, Home and End are steps", () => {
  const acts = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"].map((key) => {
    const meaning = meaningOf(press(key), false);
    return meaning.kind === "step" ? meaning.action.type : meaning.kind;
  });
  assert.deepEqual(acts, ["next", "next", "back", "back", "first", "last"]);
});

test("in a table that scrolls, arrows scroll it and the host hears nothing", () => {
  assert.equal(meaningOf(press("ArrowRight"), true).kind, "keep");
});

test("Escape leaves", () => {
  assert.equal(meaningOf(press("Escape"), false).kind, "leave");
});

test("saving and every other shortcut with a modifier passes through", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    assert.equal(meaningOf(press("s", held), false).kind, "pass");
    assert.equal(meaningOf(press("ArrowRight", held), false).kind, "pass");
  }
});

test("letters and Enter act here alone: in command mode a notebook would delete the cell", () => {
  for (const key of ["d", "Enter", " "]) {
    assert.equal(meaningOf(press(key), false).kind, "keep");
  }
});

test("Tab passes, so that no one is trapped", () => {
  assert.equal(meaningOf(press("Tab"), false).kind, "pass");
  assert.equal(meaningOf(press("Tab", { shiftKey: true }), false).kind, "pass");
});
