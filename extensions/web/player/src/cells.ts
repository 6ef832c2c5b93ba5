// How a cell reads on each side: Excel leaves a blank empty, pandas writes NaN.

import type { Cell, Column, Look } from "./scene.ts";

export function cellText(cell: Cell, column: Column, look: Look): string {
  const inExcel = look === "sheet" || look === "pivot";
  if (cell === null) {
    return inExcel ? "" : column.kind === "date" ? "NaT" : "NaN";
  }
  if (typeof cell === "boolean") {
    return inExcel ? String(cell).toUpperCase() : cell ? "True" : "False";
  }
  if (column.kind === "date" && inExcel && typeof cell === "string") {
    return ukDay(cell);
  }
  return cell === "" ? '""' : String(cell);
}

/** 2024-05-06 as a sheet shows it here: 06/05/2024. A time of day stays behind it. */
function ukDay(day: string): string {
  return day.replace(/^(\d{4})-(\d{2})-(\d{2})/, "$3/$2/$1");
}

/** The letters of the columns from `anchor` on, and the first row's number. */
export function addresses(anchor: string, width: number): { letters: string[]; firstRow: number } {
  const [, letters = "A", row = "1"] = /^([A-Z]+)(\d+)$/.exec(anchor) ?? [];
  const first = letters.charCodeAt(0);
  return {
    letters: Array.from({ length: width }, (_, at) => String.fromCharCode(first + at)),
    firstRow: Number(row),
  };
}
