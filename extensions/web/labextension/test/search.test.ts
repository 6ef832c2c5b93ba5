import assert from "node:assert/strict";
import { test } from "node:test";
import { find } from "../src/warehouse/search.ts";
import { DICTIONARY } from "./dictionary.ts";

const found = (typed: string) =>
  find(DICTIONARY, typed).map(({ table, column, code }) => [table, column, code].filter(Boolean).join(" "));

test("a code is found by itself, with the column a beginner meets and how many others have it", () => {
  const [first] = find(DICTIONARY, "u1");
  assert.deepEqual([first?.code, first?.table, first?.column], ["U1", "ssda903.episodes", "PLACE"]);
  assert.equal(first?.elsewhere, 1);
});

test("a meaning is found by its words in any order, and by words that mean the same", () => {
  assert.deepEqual(found("friend fostering"), ["ssda903.episodes PLACE U1"]);
  assert.equal(found("episode ceased")[0], "ssda903.episodes DEC");
});

test("a name written as one word is found by its words", () => {
  assert.deepEqual(found("reversal source"), ["ssda903.placed_adoption ReversalSource"]);
});

test("what one row is helps to find a column, before words that are only kin", () => {
  assert.deepEqual(found("placement ceased"), [
    "ssda903.episodes DEC",
    "mart.placement ended_on",
    "ssda903.placed_adoption DATE_PLACED_CEASED",
  ]);
});

test("a name comes before a meaning, and the beginner's tables before others", () => {
  assert.equal(found("episodes")[0], "ssda903.episodes");
  assert.equal(found("place")[0], "ssda903.episodes PLACE");
  assert.equal(found("CHILD")[0], "ssda903.episodes CHILD");
});

test("a column that stands in several tables is one find", () => {
  assert.equal(found("CHILD").filter((one) => one.endsWith("CHILD")).length, 1);
  assert.equal(find(DICTIONARY, "CHILD")[0]?.elsewhere, 1);
});

test("nothing is found by nothing, by signs or by words that stand nowhere", () => {
  for (const typed of ["", "  ", "%", "(", "<script>", "weather"]) {
    assert.deepEqual(found(typed), [], typed);
  }
});
