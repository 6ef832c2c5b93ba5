import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsSeen } from "../src/grid/order.ts";
import { columnsOfRows } from "../src/grid/rows.ts";

const head = (name: string, kind: "number" | "day" | "text") => ({
  name,
  kind,
  type: kind,
  label: `${name}?`,
});
const HEADS = [head("PLACE", "text"), head("DECOM", "day"), head("DAYS", "number")];
const ROWS = [
  ["u4", "2024-03-31", 7],
  [null, null, null],
  ["K2", "2021-04-01", 10],
  ["U4", "2026-02-28", 0],
];
const columns = columnsOfRows(HEADS, ROWS);
const sorted = (column: number) => [...rowsSeen(columns, 4, new Map(), { column, direction: "ascending" })];
const filtered = (column: number, typed: string) => [
  ...rowsSeen(columns, 4, new Map([[column, typed]]), undefined),
];

test("plain rows read, sort and filter as those that came as buffers: blanks last, capitals beside small letters", () => {
  assert.deepEqual(
    columns.map((column) => column.text(0)),
    ["u4", "2024-03-31", "7"],
  );
  assert.deepEqual(
    columns.map((column) => column.text(1)),
    [undefined, undefined, undefined],
  );
  assert.deepEqual([0, 1, 2].map(sorted), [
    [2, 3, 0, 1],
    [2, 0, 3, 1],
    [3, 0, 2, 1],
  ]);
  assert.deepEqual(filtered(0, "u4"), [0, 3]);
  assert.deepEqual(filtered(0, "="), [1]);
  assert.deepEqual(filtered(1, ">=2024-01-01"), [0, 3]);
  assert.deepEqual(filtered(2, ">5"), [0, 2]);
});

test("a table of no rows has its columns all the same", () => {
  assert.deepEqual(
    columnsOfRows(HEADS, []).map(({ name, characters }) => [name, characters]),
    [
      ["PLACE", 0],
      ["DECOM", 0],
      ["DAYS", 0],
    ],
  );
});
