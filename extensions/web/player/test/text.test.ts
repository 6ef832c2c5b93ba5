import assert from "node:assert/strict";
import { test } from "node:test";
import { tableOf } from "../src/scene.ts";
import { allAsText, marksInWords, tableInWords } from "../src/text.ts";
import { findAll, textOf } from "../src/vnode.ts";
import { SCENE, stepAt } from "./scenes.ts";

test("the text twin has a list item for every step with its sentence, formula and code", () => {
  const twin = allAsText(SCENE, "fp");
  const items = findAll(twin, (node) => node.tag === "ol")[0]?.children ?? [];
  assert.equal(items.length, SCENE.steps.length);
  SCENE.steps.forEach((step, at) => {
    const said = textOf(items[at] ?? "");
    const codes = step.python.codes.map((code) => code.text);
    for (const part of [step.name, step.sentence, step.excel.formula?.text ?? "", step.scope, ...codes]) {
      assert.ok(said.includes(part), part);
    }
  });
});

test("a table in words reads every cell, a blank by its name on either side", () => {
  assert.equal(
    tableInWords(SCENE, tableOf(SCENE, "sheet")),
    "episodes, on a sheet (CHILD, DECOM, PLACE): 1001, 06/05/2024, U4; 1002, 07/06/2024, U4; 1003, (blank), (blank).",
  );
  assert.ok(tableInWords(SCENE, tableOf(SCENE, "frame")).includes("2, 1003, NaT, NaN"));
});

test("a pile in words names the rows it holds", () => {
  assert.equal(tableInWords(SCENE, tableOf(SCENE, "piles")), "piles (PLACE, rows in the pile): U4, 0 and 1.");
});

test("marks with a word are told once, with the rows they are on", () => {
  assert.deepEqual(marksInWords(SCENE, stepAt(1)), ["Left out: row 2.", "Waiting: row 2."]);
});

test("a table is told when it is new, not again at every step", () => {
  const said = textOf(allAsText(SCENE, "fp"));
  assert.equal(said.split("episodes, on a sheet").length - 1, 1);
});

test("a question is told with every answer's reason", () => {
  const said = textOf(allAsText(SCENE, "fp"));
  assert.ok(said.includes("2: Yes: no pile for a blank."));
  assert.ok(said.includes("3: 3 has the blank in it."));
});

test("a table that is not there is named", () => {
  assert.throws(() => tableOf(SCENE, "ghost"), /'small' has no table 'ghost'/);
});
