import assert from "node:assert/strict";
import { test } from "node:test";
import { type Seen, spoken } from "../src/spoken.ts";
import { type Action, begin, reduce } from "../src/state.ts";
import { SCENE } from "./scenes.ts";

const START: Seen = { scene: SCENE, state: begin(SCENE, 0, {}), trouble: "" };
const after = (seen: Seen, ...actions: Action[]): Seen => ({
  ...seen,
  state: actions.reduce((state, action) => reduce(SCENE, state, action), seen.state),
});

test("a step is one text: where one is, its name, sentence and notes, then what it asks", () => {
  assert.equal(
    spoken(START, after(START, { type: "next" })),
    "Step 2 of 3. Guess. groupby makes one pile. Nothing is counted yet. The numbers will add up to … " +
      "Choose one to go on.",
  );
});

test("an answer is met with its reason alone, and going on without one with what is missing", () => {
  const asked = after(START, { type: "next" });
  assert.equal(
    spoken(asked, after(asked, { type: "next" })),
    "Choose an answer first: the next step shows it.",
  );
  assert.equal(spoken(asked, after(asked, { type: "choose", value: 3 })), "3 has the blank in it.");
});

test("what a button says by itself is not said again", () => {
  for (const action of [
    { type: "language", language: "sql" },
    { type: "text" },
    { type: "first" },
  ] as const) {
    assert.equal(spoken(START, after(START, action)), "");
  }
});

test("code that was copied, and what Python did not understand, are said", () => {
  assert.equal(spoken(START, after(START, { type: "copied" })), "Copied.");
  assert.equal(
    spoken(START, { ...START, trouble: "No column is called that." }),
    "No column is called that.",
  );
});

test("a name that ends as a sentence gets no full stop", () => {
  const [first, ...others] = SCENE.steps;
  assert.ok(first);
  const asks = { ...SCENE, steps: [{ ...first, name: "Rows or children?" }, ...others] };
  assert.match(spoken(START, { ...START, scene: asks }), /^Step 1 of 3\. Rows or children\? You have/);
});

test("a scene told anew with the same words says nothing, with others its step", () => {
  const [first, ...others] = SCENE.steps;
  assert.ok(first);
  const told = { ...SCENE, steps: [{ ...first, sentence: "Rows are months now." }, ...others] };
  assert.equal(spoken(START, { ...START, scene: { ...SCENE } }), "");
  assert.match(spoken(START, { ...START, scene: told }), /^Step 1 of 3\. .* Rows are months now\./);
});
