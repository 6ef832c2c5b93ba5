// Scenes small enough to read: three steps, one question, one row that waits.

import type { Prediction, PythonPane, Scene, Step, Table } from "../src/scene.ts";

const SHEET: Table = {
  name: "sheet",
  caption: "episodes, on a sheet",
  look: "sheet",
  anchor: "A1",
  columns: [
    { name: "CHILD", kind: "text" },
    { name: "DECOM", kind: "date" },
    { name: "PLACE", kind: "text" },
  ],
  rows: [
    { id: "row-0", cells: ["1001", "2024-05-06", "U4"] },
    { id: "row-1", cells: ["1002", "2024-06-07", "U4"] },
    { id: "row-2", cells: ["1003", null, null] },
  ],
};

const FRAME: Table = {
  name: "frame",
  caption: "episodes, as a DataFrame",
  look: "frame",
  columns: [{ name: "", kind: "number" }, ...SHEET.columns],
  rows: SHEET.rows.map((row, at) => ({ id: row.id, cells: [at, ...row.cells] })),
};

const PILES: Table = {
  name: "piles",
  caption: "piles",
  look: "piles",
  label: "CHILD",
  columns: [{ name: "PLACE", kind: "text" }],
  rows: [{ id: "pile-0", cells: ["U4"], members: ["row-0", "row-1"] }],
};

const SIZES: Table = {
  name: "sizes",
  caption: "result",
  look: "frame",
  has_total: true,
  columns: [
    { name: "PLACE", kind: "text" },
    { name: "rows", kind: "number", dtype: "int64" },
  ],
  rows: [
    { id: "pile-0", cells: ["U4", 2], members: ["row-0", "row-1"] },
    { id: "sum", cells: ["adds up to", 2] },
  ],
};

function python(pandas: string, sql: string, table: string, more: Partial<PythonPane> = {}): PythonPane {
  return {
    codes: [
      { language: "pandas", text: pandas },
      { language: "sql", text: sql },
    ],
    shows: [{ table }],
    ...more,
  };
}

const LOOK: Step = {
  name: "Look",
  sentence: "You have three rows.",
  excel: { formula: { cell: "A1", text: "CHILD" }, shows: [{ table: "sheet" }] },
  python: python("episodes", "FROM episodes", "frame"),
  scope: "All 3 rows are shown.",
};

const GUESS: Step = {
  name: "Guess",
  sentence: "groupby makes one pile.",
  notes: ["Nothing is counted yet."],
  excel: {
    formula: { cell: "E2", text: "=COUNTIFS(C2:C4,D2)", spans: [[1, 9]] },
    shows: [{ table: "sheet", marks: [{ kind: "drop", rows: ["row-2"], word: "left out" }] }],
    fields: [["Rows", "PLACE"]],
  },
  python: python("groupby", "GROUP BY", "piles", {
    shows: [
      {
        table: "piles",
        marks: [
          { kind: "group", rows: ["pile-0"], letter: "A" },
          { kind: "read", rows: ["row-2"], word: "waiting" },
        ],
        waiting: ["row-2"],
        waiting_word: "no placement recorded",
      },
    ],
  }),
  scope: "All 3 rows are shown.",
  prediction: {
    id: "total",
    question: "The numbers will add up to …",
    answer: 2,
    choices: [
      { value: 2, label: "2", reason: "Yes: no pile for a blank." },
      { value: 3, label: "3", reason: "3 has the blank in it." },
    ],
  },
};

const COUNT: Step = {
  name: "Count",
  sentence: "They add up to two.",
  excel: { formula: { cell: "E2", text: "2" }, shows: [{ table: "sheet" }] },
  python: python("groupby.size()", "count(*)", "sizes", { together: true, to_take: true }),
  scope: "All 3 rows are shown.",
};

export const SCENE: Scene = {
  schema_version: 1,
  id: "small",
  title: "A small walkthrough",
  tables: [SHEET, FRAME, PILES, SIZES],
  steps: [LOOK, GUESS, COUNT],
};

export function stepAt(at: number): Step {
  const step = SCENE.steps[at];
  if (!step) {
    throw new Error(`no step ${at}`);
  }
  return step;
}

/** The small walkthrough with its question asked as a number, or as rows of the DataFrame. */
export function asking(question: Partial<Prediction>): Scene {
  const guess = { ...GUESS, prediction: { ...(GUESS.prediction as Prediction), ...question } };
  return { ...SCENE, steps: [LOOK, guess, COUNT] };
}
