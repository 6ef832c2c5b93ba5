// Which rows are seen, in which order: filters and one column's order over typed keys. No browser here.

import type { GridColumn } from "./columns.ts";

export type Direction = "ascending" | "descending";

export interface Sorted {
  readonly column: number;
  readonly direction: Direction;
}

type Keeps = (row: number) => boolean;

/** The rows that pass every filter, in the order asked for; blanks come last either way, as in Excel. */
export function rowsSeen(
  columns: readonly GridColumn[],
  rows: number,
  filters: ReadonlyMap<number, string>,
  sorted: Sorted | undefined,
): Uint32Array {
  const tests = [...filters].flatMap(([at, typed]) => {
    const column = columns[at];
    return column && typed.trim() ? [keeps(column, typed.trim())] : [];
  });
  const kept = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    if (tests.every((test) => test(row))) {
      kept[count] = row;
      count += 1;
    }
  }
  const seen = kept.subarray(0, count);
  const column = sorted && columns[sorted.column];
  return column ? inOrder(seen, column, sorted.direction) : seen;
}

/** Rows by their key, in the order they came where keys are the same. */
function inOrder(rows: Uint32Array, column: GridColumn, direction: Direction): Uint32Array {
  const { keys, blankKey } = column;
  const turn = direction === "ascending" ? 1 : -1;
  const filled = rows.filter((row) => !isBlank(keys[row], blankKey));
  const blank = rows.filter((row) => isBlank(keys[row], blankKey));
  filled.sort((a, b) => turn * ((keys[a] as number) - (keys[b] as number)) || a - b);
  const all = new Uint32Array(rows.length);
  all.set(filled);
  all.set(blank, filled.length);
  return all;
}

function isBlank(key: number | undefined, blankKey: number): boolean {
  return key === undefined || Number.isNaN(key) || key === blankKey;
}

const COMPARED: Readonly<Record<string, (order: number) => boolean>> = {
  ">=": (order) => order >= 0,
  "<=": (order) => order <= 0,
  "<>": (order) => order !== 0,
  ">": (order) => order > 0,
  "<": (order) => order < 0,
  "=": (order) => order === 0,
};

/** What a filter's text asks of a row: `>5`, `=U4`, `=` for blank, `<>` for filled, anything else is in it. */
function keeps(column: GridColumn, typed: string): Keeps {
  const [, sign, value] = /^(>=|<=|<>|>|<|=)\s*(.*)$/.exec(typed) ?? [];
  const blank: Keeps = (row) => isBlank(column.keys[row], column.blankKey);
  if (sign !== undefined && !value) {
    return sign === "=" ? blank : sign === "<>" ? (row) => !blank(row) : () => true;
  }
  const test = sign ? COMPARED[sign] : undefined;
  if (test && value) {
    return compared(column, value, test, blank);
  }
  return contains(column, typed.toLocaleLowerCase(), blank);
}

function compared(column: GridColumn, value: string, test: (order: number) => boolean, blank: Keeps): Keeps {
  if (column.kind === "number") {
    const number = Number(value.replace(/,/g, ""));
    return (row) => !blank(row) && test((column.keys[row] as number) - number);
  }
  const wanted = value.toLocaleLowerCase();
  return byText(column, blank, (text) => {
    const found = text.toLocaleLowerCase();
    return test(found < wanted ? -1 : found > wanted ? 1 : 0);
  });
}

function contains(column: GridColumn, wanted: string, blank: Keeps): Keeps {
  return byText(column, blank, (text) => text.toLocaleLowerCase().includes(wanted));
}

/** A test of a cell's text; of texts that come again it is made once. */
function byText(column: GridColumn, blank: Keeps, test: (text: string) => boolean): Keeps {
  const { texts, keys } = column;
  if (!texts) {
    return (row) => !blank(row) && test(column.text(row) ?? "");
  }
  const passes = new Uint8Array(texts.count);
  for (let code = 0; code < texts.count; code += 1) {
    passes[code] = test(texts.at(code)) ? 1 : 0;
  }
  return (row) => passes[keys[row] as number] === 1;
}
