// A few rows that came as plain values, drawn by the same grid as a million that came as buffers.

import type { GridColumn, Kind } from "./columns.ts";
import { Grid } from "./grid.ts";
import css from "./table.css";

export type Value = string | number | null;

/** A column of such rows; days are ISO text. `type` is what stands under the heading. */
export interface RowHead {
  readonly name: string;
  readonly kind: Kind;
  readonly type: string;
  readonly label: string;
}

const DAY_MS = 86_400_000;
const BYTES = 8;

/** The columns that a grid reads, of rows that hold one value a column. */
export function columnsOfRows(heads: readonly RowHead[], rows: readonly (readonly Value[])[]): GridColumn[] {
  return heads.map((head, at) => {
    const values = rows.map((row) => row[at] ?? null);
    const texts = values.map((value) => (value === null ? undefined : String(value)));
    const different = head.kind === "text" ? inOrder(texts) : undefined;
    const places = new Map(different?.map((text, place) => [text, place]));
    const keys = Float64Array.from(values, (value) =>
      value === null ? Number.NaN : keyOf(head.kind, value, places),
    );
    return {
      name: head.name,
      kind: head.kind,
      dtype: head.type,
      meaning: head.label,
      width: BYTES,
      characters: Math.max(0, ...texts.map((text) => text?.length ?? 0)),
      keys,
      blankKey: Number.NaN,
      text: (row) => texts[row],
      ...(different && { texts: { count: different.length, at: (code: number) => different[code] ?? "" } }),
    };
  });
}

/** Draws them in `root` until what is returned is called. */
export function showRows(
  root: HTMLElement,
  heads: readonly RowHead[],
  rows: readonly (readonly Value[])[],
): () => void {
  const style = document.createElement("style");
  style.textContent = css;
  const place = document.createElement("div");
  place.className = "fp-grid";
  root.append(style, place);
  const grid = new Grid(place, columnsOfRows(heads, rows), rows.length);
  return () => {
    grid.dispose();
    place.remove();
    style.remove();
  };
}

function keyOf(kind: Kind, value: string | number, places: ReadonlyMap<string, number>): number {
  if (kind === "text") {
    return places.get(String(value)) ?? Number.NaN;
  }
  return kind === "day" ? Date.parse(String(value)) / DAY_MS : Number(value);
}

/** Each text once, in the order in which Python sends them: capitals beside their small forms. */
function inOrder(texts: readonly (string | undefined)[]): string[] {
  const different = new Set(texts.filter((text) => text !== undefined));
  const folded = (text: string) => text.toLowerCase();
  return [...different].sort((a, b) => compared(folded(a), folded(b)) || compared(a, b));
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
