import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsFrom, type GridColumn, type Head } from "../src/grid/columns.ts";
import { FILTERS, HEADINGS, moved } from "../src/grid/focus.ts";
import { rowsSeen } from "../src/grid/order.ts";
import { firstRowAt, fitting, heightOf, scrollTopOf } from "../src/grid/scrolling.ts";

const head = (name: string, kind: Head["kind"], width: number): Head => ({
  name,
  kind,
  width,
  dtype: "",
  characters: 4,
  meaning: "",
});
/** A buffer as a message has it: somewhere in a larger one. */
function inside(bytes: ArrayBuffer): DataView {
  const larger = new Uint8Array(bytes.byteLength + 3);
  larger.set(new Uint8Array(bytes), 3);
  return new DataView(larger.buffer, 3, bytes.byteLength);
}

const PLACES = new TextEncoder().encode("K2U4é");
const COLUMNS: GridColumn[] = columnsFrom(
  [head("PLACE", "text", 1), head("DAYS", "number", 8), head("DECOM", "day", 4)],
  [
    inside(new Uint8Array([1, 0, 255, 1, 2]).buffer),
    inside(PLACES.buffer),
    inside(new Uint32Array([2, 4, 6]).buffer),
    inside(new Float64Array([0.1 + 0.2, 40, 3, Number.NaN, -1]).buffer),
    inside(new Int32Array([0, 19_816, -(2 ** 31), 1, 2]).buffer),
  ],
);
const cells = (at: number) => [0, 1, 2, 3, 4].map((row) => COLUMNS[at]?.text(row));
const seen = (filters: [number, string][], sorted?: Parameters<typeof rowsSeen>[3]) => [
  ...rowsSeen(COLUMNS, 5, new Map(filters), sorted),
];

test("cells read as Python wrote them, a blank as nothing", () => {
  assert.deepEqual(cells(0), ["U4", "K2", undefined, "U4", "é"]);
  assert.deepEqual(cells(1), ["0.3", "40", "3", undefined, "-1"]);
  assert.deepEqual(cells(2), ["1970-01-01", "2024-04-03", undefined, "1970-01-02", "1970-01-03"]);
});

test("rows are put in order by number, day or text, the same ones as they came, blanks last both ways", () => {
  assert.deepEqual(seen([], { column: 1, direction: "ascending" }), [4, 0, 2, 1, 3]);
  assert.deepEqual(seen([], { column: 1, direction: "descending" }), [1, 2, 0, 4, 3]);
  assert.deepEqual(seen([], { column: 0, direction: "descending" }), [4, 0, 3, 1, 2]);
  assert.deepEqual(seen([], { column: 2, direction: "ascending" }), [0, 3, 4, 1, 2]);
});

test("a filter finds what stands in a cell, compares, or asks for blanks; all filters hold at once", () => {
  const kept: [string, [number, string][], number[]][] = [
    ["capitals or not", [[0, "u"]], [0, 3]],
    ["the whole cell", [[0, "=k2"]], [1]],
    ["another", [[0, "<>U4"]], [1, 4]],
    ["more than", [[1, "> 2.5"]], [1, 2]],
    ["at most", [[1, "<=3"]], [0, 2, 4]],
    ["days of a month", [[2, "1970-01"]], [0, 3, 4]],
    ["days from one on", [[2, ">=1970-01-02"]], [1, 3, 4]],
    ["blank", [[0, "="]], [2]],
    ["filled", [[1, "<>"]], [0, 1, 2, 4]],
    ["a sign alone asks nothing yet", [[1, ">"]], [0, 1, 2, 3, 4]],
    [
      "both",
      [
        [0, "U4"],
        [1, "<1"],
      ],
      [0],
    ],
    ["none", [[0, "zz"]], []],
  ];
  for (const [what, filters, rows] of kept) {
    assert.deepEqual(seen(filters), rows, what);
  }
});

test("scrolling reaches the first and the last row, of twenty rows and of two million", () => {
  for (const rows of [3, 20, 2_000_000]) {
    const measures = { rows, rowHeight: 24, room: 360 };
    const bottom = heightOf(measures) - fitting(measures) * 24;
    assert.equal(firstRowAt(0, measures), 0);
    assert.equal(firstRowAt(bottom, measures), Math.max(0, rows - 15));
    assert.ok(heightOf(measures) <= 12_000_000);
  }
});

test("a row that is scrolled to is the first on screen", () => {
  const measures = { rows: 2_000_000, rowHeight: 24, room: 360 };
  for (const row of [0, 1, 777_777, 1_999_985]) {
    const first = firstRowAt(scrollTopOf(row, measures), measures);
    assert.ok(Math.abs(first - row) <= 1, `${first} for ${row}`);
  }
});

test("keys move as the grid pattern has it, and stop at the edges", () => {
  const size = { rows: 100, columns: 3, page: 15 };
  const go = (key: string, row: number, column: number, ctrl = false) =>
    moved(key, ctrl, { row, column }, size);
  assert.deepEqual(go("ArrowDown", HEADINGS, 1), { row: FILTERS, column: 1 });
  assert.deepEqual(go("ArrowUp", HEADINGS, 1), { row: HEADINGS, column: 1 });
  assert.deepEqual(go("ArrowRight", 4, 2), { row: 4, column: 2 });
  assert.deepEqual(go("PageDown", 90, 0), { row: 99, column: 0 });
  assert.deepEqual(go("PageUp", 3, 0), { row: 0, column: 0 });
  assert.deepEqual(go("End", 3, 0), { row: 3, column: 2 });
  assert.deepEqual(go("End", 3, 0, true), { row: 99, column: 2 });
  assert.equal(go("a", 3, 0), undefined);
});
