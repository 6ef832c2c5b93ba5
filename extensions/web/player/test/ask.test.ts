import assert from "node:assert/strict";
import { test } from "node:test";
import { typedNumber } from "../src/ask.ts";
import { begin, reduce } from "../src/state.ts";
import { view } from "../src/view.ts";
import { findAll, h, textOf, type VNode } from "../src/vnode.ts";
import { asking } from "./scenes.ts";

const NUMBER = asking({ kind: "number", otherwise: "Not so: the blank has no pile." });
const ROWS = asking({
  kind: "rows",
  table: "frame",
  answer: ["row-0", "row-1"],
  otherwise: "Rows 0 and 1 are in the pile.",
  choices: [
    { value: ["row-0", "row-1"], label: "Rows 0 and 1", reason: "Yes: they have a placement." },
    { value: ["row-2"], label: "Row 2", reason: "That one waits." },
  ],
});

const drawn = (scene: typeof ROWS, state: ReturnType<typeof begin>): VNode =>
  h("div", {}, view(scene, state, "fp"));
const acts = (root: VNode, act: string): VNode[] => findAll(root, (node) => node.attrs["data-act"] === act);
const reasonOf = (root: VNode): string =>
  findAll(root, (node) => node.attrs["class"] === "fp-reason")
    .map(textOf)
    .join();

test("a number is read as it is written here, and words are none", () => {
  assert.deepEqual(["1,200", " 12 ", "-3.5"].map(typedNumber), [1200, 12, -3.5]);
  assert.ok(["", "twelve", "1e3", "0x10", "Infinity"].every((text) => Number.isNaN(typedNumber(text))));
});

test("a number locks once, with the reason we have for it or the one for any other", () => {
  const open = begin(NUMBER, 1, {});
  assert.equal(reduce(NUMBER, open, { type: "choose", value: Number.NaN }).heldBack, true);
  const three = reduce(NUMBER, open, { type: "choose", value: 3 });
  assert.deepEqual(three.answers, { total: 3 });
  assert.equal(reasonOf(drawn(NUMBER, three)), "3 has the blank in it.");
  assert.deepEqual(reduce(NUMBER, three, { type: "choose", value: 2 }).answers, { total: 3 });
  const seven = reduce(NUMBER, open, { type: "choose", value: 7 });
  assert.equal(reasonOf(drawn(NUMBER, seven)), "Not so: the blank has no pile.");
  assert.ok(textOf(drawn(NUMBER, seven)).includes("Your answer: 7. What happens: 2."));
});

test("what happens is told of no question that is open", () => {
  assert.ok(!textOf(drawn(NUMBER, begin(NUMBER, 1, {}))).includes("What happens"));
  const rows = drawn(ROWS, begin(ROWS, 1, {}));
  assert.equal(findAll(rows, (node) => (node.attrs["class"] ?? "").includes("fp-right")).length, 0);
});

test("rows are picked and put back, in their table's order, and locked together", () => {
  let state = begin(ROWS, 1, {});
  for (const row of ["row-1", "row-2", "row-0", "row-2"]) {
    state = reduce(ROWS, state, { type: "pick", row });
  }
  assert.deepEqual(state.picked, ["row-0", "row-1"]);
  assert.deepEqual(
    acts(drawn(ROWS, state), "pick").map((node) => node.attrs["aria-pressed"]),
    ["true", "true", "false"],
  );
  const locked = reduce(ROWS, state, { type: "choose", value: state.picked });
  assert.deepEqual(locked.answers, { total: ["row-0", "row-1"] });
  assert.equal(reasonOf(drawn(ROWS, locked)), "Yes: they have a placement.");
  assert.deepEqual(reduce(ROWS, locked, { type: "pick", row: "row-2" }).picked, state.picked);
});

test("no row at all is an answer, and one that no choice names has its word", () => {
  const none = reduce(ROWS, begin(ROWS, 1, {}), { type: "choose", value: [] });
  assert.deepEqual(none.answers, { total: [] });
  assert.equal(reasonOf(drawn(ROWS, none)), "Rows 0 and 1 are in the pile.");
});

test("rows that are picked for one question are not those of the next step", () => {
  const picked = reduce(ROWS, begin(ROWS, 1, {}), { type: "pick", row: "row-1" });
  assert.deepEqual(reduce(ROWS, picked, { type: "back" }).picked, []);
});

test("a row to choose says what stands in it, to those who do not see the table beside it", () => {
  const [first] = acts(drawn(ROWS, begin(ROWS, 1, {})), "pick");
  assert.ok(first);
  assert.equal(textOf(first), "row 0: 1001, 2024-05-06, U4");
});
