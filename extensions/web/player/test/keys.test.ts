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
    const meaning = meaningOf(press(key), "player");
    return meaning.kind === "step" ? meaning.action.type : meaning.kind;
  });
  assert.deepEqual(acts, ["next", "next", "back", "back", "first", "last"]);
});

test("in a table that scrolls, arrows scroll it and the host hears nothing", () => {
  assert.equal(meaningOf(press("ArrowRight"), "pane").kind, "keep");
});

test("Escape leaves", () => {
  assert.equal(meaningOf(press("Escape"), "player").kind, "leave");
});

test("saving and every other shortcut with a modifier passes through", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    assert.equal(meaningOf(press("s", held), "player").kind, "pass");
    assert.equal(meaningOf(press("ArrowRight", held), "player").kind, "pass");
  }
});

test("letters and Enter act here alone: in command mode a notebook would delete the cell", () => {
  for (const key of ["d", "Enter", " "]) {
    assert.equal(meaningOf(press(key), "player").kind, "keep");
  }
});

test("Tab passes, so that no one is trapped", () => {
  assert.equal(meaningOf(press("Tab"), "player").kind, "pass");
  assert.equal(meaningOf(press("Tab", { shiftKey: true }), "player").kind, "pass");
});

test("a field keeps the keys that are typed in it, capitals too, and lets go of Tab and Escape", () => {
  for (const key of ["ArrowUp", "Home", "Enter", "Backspace", "a"]) {
    assert.equal(meaningOf(press(key), "field").kind, "keep");
  }
  assert.equal(meaningOf(press("M", { shiftKey: true }), "field").kind, "keep");
  assert.equal(meaningOf(press("Tab"), "field").kind, "pass");
  assert.equal(meaningOf(press("Escape"), "field").kind, "leave");
});
