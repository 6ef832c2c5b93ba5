// The panel's small words: years in which a code may be used, how sensitive a column is. No browser here.

import type { Code } from "./dictionary.ts";

const SENSITIVITY: Readonly<Record<string, string>> = {
  open: "not about a person",
  personal: "in real data, about a person",
  identifying: "in real data, it can point to one person",
  "special category": "in real data, of the kind that the law protects most",
};

export function sensitivity(word: string): string {
  return `Sensitivity: ${word} (${SENSITIVITY[word] ?? "not described"})`;
}

/** "from 2024-25", "until 2023-24", both, or nothing where a code has no limits. */
export function yearsOf({ from, to }: Pick<Code, "from" | "to">): string {
  const first = from && yearOf(from, "-04-01", 0);
  const last = to && yearOf(to, "-03-31", -1);
  if (first && last) {
    return first === last ? `${first} only` : `${first} to ${last}`;
  }
  return first ? `from ${first}` : last ? `until ${last}` : "";
}

/** The collection year that begins or ends on a day; the day itself where none does. */
function yearOf(day: string, edge: string, shift: number): string {
  if (!day.endsWith(edge)) {
    return new Date(day).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  }
  const year = Number(day.slice(0, 4)) + shift;
  return `${year}-${String((year + 1) % 100).padStart(2, "0")}`;
}

/** "1 row", "2,731 rows". */
export function rowsOf(rows: number): string {
  return `${rows.toLocaleString("en-GB")} row${rows === 1 ? "" : "s"}`;
}
