import assert from "node:assert/strict";
import { test } from "node:test";
import { type Action, begin, furthest, openQuestion, reduce, type State } from "../src/state.ts";
import { SCENE, stepAt } from "./scenes.ts";

const after = (...actions: Action[]): State =>
  actions.reduce((state, action) => reduce(SCENE, state, action), begin(SCENE, 0, {}));
const NEXT: Action = { type: "next" };
const RIGHT: Action = { type: "choose", value: 2 };

test("a reader begins at the first step in pandas, nothing answered", () => {
  const { step, answers, language, asText } = begin(SCENE, 0, {});
  assert.deepEqual([step, answers, language, asText], [0, {}, "pandas", false]);
});

test("steps go forward and back, and stop at both ends", () => {
  assert.equal(after(NEXT).step, 1);
  assert.equal(after(NEXT, { type: "back" }, { type: "back" }).step, 0);
  assert.equal(after(NEXT, RIGHT, NEXT, NEXT).step, 2);
});

test("an open question locks what comes after it, and says so", () => {
  const held = after(NEXT, NEXT);
  assert.deepEqual([held.step, held.heldBack], [1, true]);
  assert.equal(after({ type: "last" }).step, 1);
  assert.equal(furthest(SCENE, {}), 1);
});

test("any answer opens the rest, a wrong one too", () => {
  const wrong = after(NEXT, { type: "choose", value: 3 }, NEXT);
  assert.deepEqual([wrong.step, wrong.heldBack, wrong.answers], [2, false, { total: 3 }]);
});

test("a choice is made once", () => {
  assert.deepEqual(after(NEXT, RIGHT, { type: "choose", value: 3 }).answers, { total: 2 });
});

test("an answer that is no choice is not taken", () => {
  const state = after(NEXT, { type: "choose", value: 99 });
  assert.deepEqual(state.answers, {});
  assert.equal(openQuestion(stepAt(1), state.answers)?.id, "total");
});

test("a saved place beyond an open question is brought back to the question", () => {
  assert.equal(begin(SCENE, 2, {}).step, 1);
  assert.equal(begin(SCENE, 2, { total: 3 }).step, 2);
});

test("the language stays while steps change, and a copy is said once", () => {
  const state = after({ type: "language", language: "sql" }, { type: "copied" });
  assert.deepEqual([state.language, state.copied], ["sql", true]);
  const moved = reduce(SCENE, state, NEXT);
  assert.deepEqual([moved.language, moved.copied], ["sql", false]);
});

test("reading all as text ends with the next step", () => {
  const state = after({ type: "text" });
  assert.equal(state.asText, true);
  assert.equal(reduce(SCENE, state, NEXT).asText, false);
});
