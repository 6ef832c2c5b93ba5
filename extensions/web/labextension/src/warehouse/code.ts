// The cells that the panel puts into a notebook: what the lessons teach, and nothing else. No browser here.

import type { Table } from "./dictionary.ts";

export type Way = "pandas" | "sql";

const OPENED = /^warehouse\s*=\s*(?:fingerpost\.)?connect\(\)/m;
const OPENING = "from fingerpost import connect\n\nwarehouse = connect()\n";

/** What a notebook holds: the sources of its code cells, those above the new cell and all. */
export interface Around {
  readonly above: readonly string[];
  readonly all: readonly string[];
}

/** The source of a cell that reads a table. Where `warehouse` is open already, it is used: tables made in it stay. */
export function cellFor(way: Way, table: Table, around: Around): string {
  const opening = around.above.some((source) => OPENED.test(source)) ? "" : OPENING;
  const purpose = `# Purpose: read ${table.name}${way === "sql" ? " with SQL" : ""}\n# One row is ${table.one_row_is}\n`;
  return purpose + opening + (way === "sql" ? sql(table) : pandas(table, around));
}

function pandas(table: Table, { all }: Around): string {
  const name = freeName(table.name.slice(table.name.indexOf(".") + 1), all);
  return `${name} = warehouse.sql("FROM ${table.name}").df()\n${name}.head()`;
}

function sql({ query }: Table): string {
  return `warehouse.sql("""\n${query.replace(/^/gm, "    ")}\n""").df()`;
}

/** A name that no cell gives to anything: a lesson's own `episodes` must stay what it is. */
function freeName(name: string, sources: readonly string[]): string {
  const isTaken = (one: string) => {
    const given = new RegExp(`^\\s*(?:\\w+\\s*,\\s*)*${one}\\s*(?:,[^=\\n]*)?=(?!=)`, "m");
    return sources.some((source) => given.test(source));
  };
  for (let nth = 1; ; nth += 1) {
    const tried = nth === 1 ? name : nth === 2 ? `all_${name}` : `all_${name}_${nth - 1}`;
    if (!isTaken(tried)) {
      return tried;
    }
  }
}
