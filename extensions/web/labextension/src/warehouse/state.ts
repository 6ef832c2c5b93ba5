// What a reader has opened and typed in the panel, and what their acts make of it. No browser here.

import type { Dictionary } from "./dictionary.ts";
import type { Find } from "./search.ts";

export interface State {
  readonly typed: string;
  /** Keys of what stands open: see `tableKey`, `columnKey`, `schemaKey`. */
  readonly open: ReadonlySet<string>;
  /** What is typed into the search of a column's codes, by the column's key. */
  readonly codes: ReadonlyMap<string, string>;
  readonly showsAllFinds: boolean;
  /** What became of an act, and the table it was done with. */
  readonly said: { readonly table: string; readonly words: string };
}

export const START: State = {
  typed: "",
  open: new Set(),
  codes: new Map(),
  showsAllFinds: false,
  said: { table: "", words: "" },
};

export const tableKey = (table: string) => `table ${table}`;
export const columnKey = (table: string, column: string) => `column ${table} ${column}`;
export const schemaKey = (schema: string) => `schema ${schema}`;

export function toggled(state: State, key: string): State {
  const open = new Set(state.open);
  if (!open.delete(key)) {
    open.add(key);
  }
  return { ...state, open };
}

export function searching(state: State, typed: string): State {
  return { ...state, typed, showsAllFinds: false };
}

export function searchingCodes(state: State, key: string, typed: string): State {
  return { ...state, codes: new Map(state.codes).set(key, typed) };
}

/** The tree with what was found open in it, and the key of where the reader is taken. */
export function revealed(
  dictionary: Dictionary,
  state: State,
  { table, column, code }: Find,
): [State, string] {
  const open = new Set(state.open).add(tableKey(table));
  if (!dictionary.first.includes(table)) {
    open.add(schemaKey(table.slice(0, table.indexOf("."))));
  }
  const key = column ? columnKey(table, column) : tableKey(table);
  open.add(key);
  const codes = new Map(state.codes).set(key, code);
  return [{ ...START, open, codes }, key];
}
