import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesWith, controlBar, controlInWords, NOBODY_LISTENS } from "../src/controls.ts";
import type { Control, Scene } from "../src/scene.ts";
import { begin, reduce } from "../src/state.ts";
import { findAll, textOf } from "../src/vnode.ts";
import { SCENE, stepAt } from "./scenes.ts";

const HOW: Control = {
  id: "how",
  label: "Summarise by",
  value: "count",
  options: [
    { value: "count", label: "Count" },
    { value: "distinct", label: "Distinct Count" },
  ],
};
const CODE: Control = { id: "code", label: "Code", value: "U4" };
const CHANGING: Scene = { ...SCENE, steps: [{ ...stepAt(0), controls: [HOW, CODE] }, stepAt(1), stepAt(2)] };

const bar = (listens: boolean, said = "") => controlBar([HOW, CODE], { listens, said }, "fp");

test("while Python listens, each control is a field with its label and its value", () => {
  const [select] = findAll(bar(true), (node) => node.tag === "select");
  const [input] = findAll(bar(true), (node) => node.tag === "input");
  assert.equal(select?.attrs["value"], '"count"');
  assert.equal(input?.attrs["value"], "U4");
  const labelled = findAll(bar(true), (node) => node.tag === "label").map((node) => node.attrs["for"]);
  assert.deepEqual(labelled, [select?.attrs["id"], input?.attrs["id"]]);
});

test("what Python says stands beside the fields; with no Python the values are words and what to do", () => {
  assert.ok(textOf(bar(true, "Choose another column.")).endsWith("Choose another column."));
  const still = bar(false);
  assert.equal(findAll(still, (node) => ["select", "input"].includes(node.tag)).length, 0);
  assert.equal(textOf(still), `Summarise by CountCode U4${NOBODY_LISTENS}`);
});

test("Python is told what every control stands at, not only the one that was changed", () => {
  assert.deepEqual(choicesWith(CHANGING, "how", "distinct"), { how: "distinct", code: "U4" });
});

test("a control in words says what it is and could be", () => {
  assert.equal(controlInWords(HOW), "You can change Summarise by: Count (of Count, Distinct Count).");
  assert.equal(controlInWords(CODE), "You can change Code: U4.");
});

test("a scene told anew leaves the reader at their step, and what is read as text in place", () => {
  const there = { ...begin(CHANGING, 2, { total: 2 }), asText: true };
  const after = reduce(CHANGING, there, { type: "retold" });
  assert.deepEqual([after.step, after.asText], [2, true]);
});
