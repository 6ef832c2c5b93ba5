import assert from "node:assert/strict";
import { test } from "node:test";
import { addresses, cellText } from "../src/cells.ts";
import { highlighted } from "../src/code.ts";
import { classOf, legend, marksOn, SIGNS, tags } from "../src/marks.ts";
import css from "../src/player.css";
import type { Mark, MarkKind, Shown, Span } from "../src/scene.ts";
import { findAll, textOf, type VNode } from "../src/vnode.ts";
import { stepAt } from "./scenes.ts";

const KINDS = Object.keys(SIGNS) as MarkKind[];
const ROW: Mark = { kind: "drop", rows: ["row-2"], word: "left out" };
const CELL: Mark = { kind: "result", rows: ["row-2"], columns: ["PLACE"] };
const SHOWN: Shown = { table: "sheet", marks: [ROW, CELL] };

test("a mark is on the whole row, or on the cells it names", () => {
  assert.deepEqual(marksOn(SHOWN, "row-2"), [ROW]);
  assert.deepEqual(marksOn(SHOWN, "row-2", "PLACE"), [CELL]);
  assert.deepEqual(marksOn(SHOWN, "row-2", "CHILD"), []);
  assert.deepEqual(marksOn(SHOWN, "row-0"), []);
});

test("every kind of mark has an icon, a word, a colour and an outline of its own", () => {
  for (const kind of KINDS) {
    const [tag] = tags([{ kind, rows: ["row-0"] }]);
    assert.ok(tag && textOf(tag).trim() === SIGNS[kind].word);
    assert.equal(findAll(tag, (node) => node.tag === "svg").length, 1);
    assert.ok(css.includes(`.fp-tag-${kind}`), `no colour for ${kind}`);
    assert.ok(css.includes(`.fp-m-${kind}`), `no outline for ${kind}`);
  }
  assert.equal(new Set(KINDS.map((kind) => SIGNS[kind].icon)).size, KINDS.length);
});

test("a pile's tag is its letter", () => {
  const [tag] = tags([{ kind: "group", rows: ["row-0"], letter: "C" }]);
  assert.ok(tag && textOf(tag).startsWith("C"));
  assert.equal(classOf([{ kind: "group", rows: [], letter: "C" }]), " fp-m fp-m-group fp-pile-C");
});

test("the legend names each mark of a step once, in the step's own words", () => {
  assert.deepEqual(legend(stepAt(1)).children.map(textOf), ["left out", "pile", "waiting"]);
});

test("spans are cut out in order and nothing of the code is lost", () => {
  const parts = highlighted("a.groupby(b).size()", [
    [12, 19],
    [2, 9],
  ]);
  assert.equal(parts.map(textOf).join(""), "a.groupby(b).size()");
  const spans = parts.filter((part) => typeof part !== "string" && part.tag === "mark");
  assert.deepEqual(spans.map(textOf), ["groupby", ".size()"]);
});

test("a long line of code may go on below at its brackets, commas and dots, and never within a word", () => {
  const lines = (text: string, ...spans: Span[]): string => {
    const told = (part: VNode | string): string =>
      typeof part === "string" ? part : part.tag === "wbr" ? "|" : part.children.map(told).join("");
    return highlighted(text, spans).map(told).join("");
  };
  assert.equal(lines('t["CHILD"].count()'), 't[|"CHILD"]|.count()');
  assert.equal(lines("alt.Scale(zero=True)", [4, 9]), "alt|.Scale(|zero=True)");
  assert.equal(lines("=VLOOKUP(A2,header!A:C,0.5)", [9, 11]), "=VLOOKUP(|A2,|header!A:C,|0.5)");
  assert.equal(lines("round(x, 1)"), "round(|x, 1)");
});

test("truths and empty text read as each side writes them", () => {
  const column = { name: "x", kind: "truth" } as const;
  assert.equal(cellText(true, column, "sheet"), "TRUE");
  assert.equal(cellText(true, column, "frame"), "True");
  assert.equal(cellText("", { name: "x", kind: "text" }, "frame"), '""');
});

test("a sheet's letters and numbers start at its anchor", () => {
  assert.deepEqual(addresses("E1", 2), { letters: ["E", "F"], firstRow: 1 });
});
