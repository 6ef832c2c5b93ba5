import assert from "node:assert/strict";
import { test } from "node:test";
import type { Row, Step, Table } from "../src/scene.ts";
import { begin, reduce, type State } from "../src/state.ts";
import { view } from "../src/view.ts";
import { findAll, h, textOf, type VNode } from "../src/vnode.ts";
import { SCENE } from "./scenes.ts";

const at = (step: number, answers: State["answers"] = {}): State => begin(SCENE, step, answers);
const drawn = (state: State): VNode => h("div", {}, view(SCENE, state, "fp"));
const withClass = (root: VNode, name: string): VNode[] =>
  findAll(root, (node) => (node.attrs["class"] ?? "").split(" ").includes(name));
const acts = (root: VNode, act: string): VNode[] => findAll(root, (node) => node.attrs["data-act"] === act);
const only = (found: VNode[]): VNode => {
  const [node] = found;
  assert.equal(found.length, 1);
  return node as VNode;
};

test("a step says its name, its sentence, its notes and how much is shown", () => {
  const said = textOf(drawn(at(1)));
  for (const part of [
    "step 2 of 3",
    "Guess",
    "groupby makes one pile.",
    "Nothing is counted yet.",
    "All 3 rows",
  ]) {
    assert.ok(said.includes(part), part);
  }
});

test("every button has a name to be called by", () => {
  for (const state of [at(0), at(1), at(2, { total: 2 })]) {
    for (const button of findAll(drawn(state), (node) => node.tag === "button")) {
      assert.ok((button.attrs["aria-label"] ?? textOf(button)).trim(), JSON.stringify(button.attrs));
    }
  }
});

test("controls that lead nowhere say so, and stay where the keyboard finds them", () => {
  const first = drawn(at(0));
  assert.equal(only(acts(first, "back")).attrs["aria-disabled"], "true");
  assert.equal(only(acts(first, "next")).attrs["aria-disabled"], undefined);
  assert.equal(only(acts(drawn(at(1)), "next")).attrs["aria-disabled"], "true");
});

test("a reason is told only after a choice", () => {
  const reason = (state: State) => textOf(only(withClass(drawn(state), "fp-reason")));
  assert.equal(reason(at(1)), "Choose one to go on.");
  assert.equal(
    reason(reduce(SCENE, at(1), { type: "next" })),
    "Choose an answer first: the next step shows it.",
  );
  assert.equal(reason(at(1, { total: 3 })), "3 has the blank in it.");
});

test("what happens is marked with a tick and a word, not by colour alone", () => {
  const choices = acts(drawn(at(1, { total: 3 })), "choose");
  const right = only(choices.filter((choice) => choice.attrs["data-value"] === "2"));
  assert.ok(textOf(right).includes("what happens"));
  assert.equal(findAll(right, (node) => node.tag === "svg").length, 1);
  assert.ok(choices.every((choice) => choice.attrs["aria-disabled"] === "true"));
});

test("one language is shown, or all where a step compares them", () => {
  assert.equal(withClass(drawn(at(0)), "fp-code").length, 1);
  const sql = reduce(SCENE, at(0), { type: "language", language: "sql" });
  assert.equal(textOf(only(withClass(drawn(sql), "fp-code"))), "FROM episodes");
  assert.equal(withClass(drawn(at(2, { total: 2 })), "fp-code").length, 2);
});

test("a pane of bare lines has its own title, and no formula bar, letters or row numbers", () => {
  const step = SCENE.steps[0] as Step;
  const excel = { ...step.excel, title: "In Notepad", formula: null };
  const tables = SCENE.tables.map(({ anchor, ...table }) =>
    table.name === "sheet" || !anchor ? table : { ...table, anchor },
  );
  const scene = { ...SCENE, tables, steps: [{ ...step, excel }, ...SCENE.steps.slice(1)] };
  const pane = only(withClass(h("div", {}, view(scene, at(0), "fp")), "fp-excel"));
  assert.equal(textOf(only(withClass(pane, "fp-pane-title"))), "In Notepad");
  for (const name of ["fp-bar", "fp-letters", "fp-rownum"]) {
    assert.equal(withClass(pane, name).length, 0, name);
    assert.notEqual(withClass(drawn(at(0)), name).length, 0, name);
  }
});

test("a cell stands on the side of its own kind, not of its column's", () => {
  const [first, ...others] = SCENE.tables as [Table, ...Table[]];
  const [row, ...below] = first.rows as [Row, ...Row[]];
  const sheet: Table = { ...first, rows: [{ ...row, kinds: ["number", "date", "text"] }, ...below] };
  const root = h("div", {}, view({ ...SCENE, tables: [sheet, ...others] }, at(0), "fp"));
  const [one, other] = findAll(
    only(withClass(root, "fp-excel")),
    (node) => node.attrs["data-column"] === "CHILD",
  );
  assert.ok(one?.attrs["class"]?.includes("fp-number"));
  assert.ok(other?.attrs["class"]?.includes("fp-text"));
});

test("the sheet leaves a blank empty and turns days round; the DataFrame writes NaN and NaT", () => {
  const root = drawn(at(0));
  const cells = (side: string) =>
    findAll(only(withClass(root, side)), (node) => (node.attrs["class"] ?? "").includes("fp-cell")).map(
      textOf,
    );
  assert.ok(cells("fp-excel").includes("06/05/2024"));
  assert.ok(cells("fp-excel").includes(""));
  assert.ok(cells("fp-python").includes("NaN"));
  assert.ok(cells("fp-python").includes("NaT"));
});

test("rows keep their identity on both sides, and a pile's line says whose place it takes", () => {
  const ids = (side: string) =>
    findAll(only(withClass(drawn(at(0)), side)), (node) => "data-id" in node.attrs).map(
      (n) => n.attrs["data-id"],
    );
  assert.deepEqual(ids("fp-excel"), ["row-0", "row-1", "row-2"]);
  assert.deepEqual(ids("fp-python"), ["row-0", "row-1", "row-2"]);
  const line = only(findAll(drawn(at(2, { total: 2 })), (node) => node.attrs["data-id"] === "pile-0"));
  assert.equal(line.attrs["data-holds"], "row-0 row-1");
});

test("a row left out of every pile waits at the side under its name", () => {
  const waiting = textOf(only(withClass(drawn(at(1)), "fp-waiting")));
  assert.ok(waiting.includes("no placement recorded"));
  assert.ok(waiting.includes("1003"));
});

test("a waiting row is named by the column after its number where its table names none", () => {
  const tables = SCENE.tables.map((table) => ({ ...table, label: "" }));
  const root = h("div", {}, view({ ...SCENE, tables }, at(1), "fp"));
  const waiting = textOf(only(withClass(root, "fp-waiting")));
  assert.ok(waiting.includes("2 1003"), waiting);
});

test("the code that a formula bar or step speaks of is underlined", () => {
  assert.deepEqual(withClass(drawn(at(1)), "fp-span").map(textOf), ["COUNTIFS"]);
});

test("a table's headings are headings, and every table has a caption", () => {
  for (const table of findAll(drawn(at(1)), (node) => node.tag === "table")) {
    assert.equal(findAll(table, (node) => node.tag === "caption").length, 1);
    assert.ok(findAll(table, (node) => node.attrs["scope"] === "col").length > 0);
  }
});

test("nothing drawn is spoken by itself: all of it goes through one voice", () => {
  for (const state of [at(0), at(1), at(1, { total: 3 })]) {
    assert.deepEqual(
      findAll(drawn(state), (node) => "role" in node.attrs && node.attrs["role"] === "status"),
      [],
    );
  }
});
