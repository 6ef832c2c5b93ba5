// The tables of a step: a sheet or PivotTable on the left, a DataFrame or its piles on the right.

import { addresses, cellText } from "./cells.ts";
import { classOf, marksOn, tags, wordOf } from "./marks.ts";
import { type Column, type Mark, type Row, type Scene, type Shown, type Table, tableOf } from "./scene.ts";
import { h, type VNode } from "./vnode.ts";

/** The heading of what a pile holds where a story has no other, and what an empty one says. */
export const ROWS_HELD = "rows in the pile";
export const NONE_HELD = "none";

/** Where a table stands in its pane, and whether it needs its name said: others there look alike. */
interface Place {
  readonly at: number;
  readonly named: boolean;
}

export function tableView(scene: Scene, shown: Shown, { at, named }: Place): VNode {
  const table = tableOf(scene, shown.table);
  const draw = { sheet, pivot: sheet, frame, piles }[table.look];
  return h(
    "div",
    { class: `fp-shown fp-shown-${table.look}${named ? " fp-named" : ""}`, key: `${table.look} ${at}` },
    draw(scene, table, shown),
    shown.waiting?.length ? waiting(scene, table, shown, shown.waiting) : undefined,
  );
}

/** A sheet or PivotTable; without an anchor bare lines, which have no letters and no row numbers. */
function sheet(_: Scene, table: Table, shown: Shown): VNode {
  const { letters, firstRow } = addresses(table.anchor ?? "A1", table.columns.length);
  const numbered = table.look === "sheet" && table.anchor !== undefined;
  const rows = table.rows.map((row, at) =>
    h(
      "tr",
      rowAttrs(table, shown, row, at),
      numbered && h("th", { scope: "row", class: "fp-rownum" }, String(firstRow + 1 + at)),
      table.columns.map((column, place) => cell(table, shown, row, column, place)),
      margin(shown, row),
    ),
  );
  return h(
    "table",
    { class: `fp-table fp-${table.look}${table.anchor === undefined ? " fp-lines" : ""}` },
    caption(table),
    h(
      "thead",
      {},
      table.anchor !== undefined &&
        h(
          "tr",
          { class: "fp-letters", "aria-hidden": "true" },
          numbered && h("td", { class: "fp-rownum" }),
          letters.map((letter) => h("td", {}, letter)),
        ),
      h(
        "tr",
        { class: "fp-names" },
        numbered && h("td", { class: "fp-rownum" }, String(firstRow)),
        table.columns.map((column) => h("th", { scope: "col", class: `fp-${column.kind}` }, column.name)),
      ),
    ),
    h("tbody", {}, rows),
  );
}

function frame(_: Scene, table: Table, shown: Shown): VNode {
  const rows = table.rows.map((row, at) =>
    h(
      "tr",
      rowAttrs(table, shown, row, at),
      table.columns.map((column, place) => cell(table, shown, row, column, place)),
      margin(shown, row),
    ),
  );
  return h("table", { class: "fp-table fp-frame" }, caption(table), frameHead(table), h("tbody", {}, rows));
}

function piles(scene: Scene, table: Table, shown: Shown): VNode {
  const rows = table.rows.map((row, at) => {
    const [name, ...counts] = table.columns;
    return h(
      "tr",
      { ...rowAttrs(table, shown, row, at), "data-id": undefined, "data-holds": undefined },
      name && cell(table, shown, row, name, 0),
      h(
        "td",
        { class: "fp-members" },
        row.members?.length ? chips(scene, table, shown, row.members) : NONE_HELD,
      ),
      counts.map((column, place) => cell(table, shown, row, column, place + 1)),
    );
  });
  return h(
    "table",
    { class: "fp-table fp-frame fp-piles" },
    caption(table),
    frameHead(table, h("th", { scope: "col" }, table.holding ?? ROWS_HELD)),
    h("tbody", {}, rows),
  );
}

function frameHead(table: Table, second?: VNode): VNode {
  const heads = table.columns.map((column) =>
    h(
      column.name ? "th" : "td",
      { scope: column.name ? "col" : undefined, class: `fp-${column.kind}` },
      column.name,
      column.dtype ? h("span", { class: "fp-dtype" }, ` ${column.dtype}`) : undefined,
    ),
  );
  return h("thead", {}, h("tr", { class: "fp-names" }, heads.slice(0, 1), second, heads.slice(1)));
}

function caption(table: Table): VNode {
  return h("caption", { class: "fp-caption" }, table.caption);
}

/** A row keeps its id from step to step, and says which rows it stands for: motion reads both. */
function rowAttrs(table: Table, shown: Shown, row: Row, at: number) {
  const total = table.has_total && at === table.rows.length - 1;
  return {
    key: row.id,
    "data-id": row.id,
    "data-holds": row.members?.length ? row.members.join(" ") : undefined,
    class: `fp-row${total ? " fp-total" : ""}${classOf(marksOn(shown, row.id))}`,
  };
}

function cell(table: Table, shown: Shown, row: Row, column: Column, place: number): VNode {
  const value = row.cells[place] ?? null;
  const kind = row.kinds?.[place] ?? column.kind;
  const marked = marksOn(shown, row.id, column.name);
  const heads = place === 0 && table.look !== "sheet";
  const index = heads && table.look !== "pivot" ? " fp-index" : "";
  const letter = place === 0 && table.look === "piles" ? tags(marksOn(shown, row.id)) : [];
  return h(
    heads ? "th" : "td",
    {
      scope: heads ? "row" : undefined,
      "data-column": column.name || undefined,
      class: `fp-cell fp-${kind}${index}${value === null ? " fp-blank" : ""}${classOf(marked)}`,
    },
    letter,
    cellText(value, { ...column, kind }, table.look),
  );
}

/** What stands in the margin beside a row: the tags of its marks and of its cells', each once. */
function margin(shown: Shown, row: Row): VNode {
  const marks = (shown.marks ?? []).filter((mark) => mark.rows.includes(row.id) && !isSeen(mark));
  const each = new Map(marks.map((mark) => [`${mark.kind} ${mark.letter ?? wordOf(mark)}`, mark]));
  return h("td", { class: "fp-margin" }, tags([...each.values()]));
}

/** A boxed cell says by itself that it is the answer. */
function isSeen(mark: Mark): boolean {
  return mark.kind === "result" && Boolean(mark.columns?.length);
}

function chips(scene: Scene, table: Table, shown: Shown, members: readonly string[]): VNode {
  return h(
    "ul",
    { class: "fp-chips" },
    members.map((member) => chip(scene, table, shown, member)),
  );
}

function chip(scene: Scene, table: Table, shown: Shown, member: string): VNode {
  const marks = marksOn(shown, member);
  const { index, label } = nameOf(scene, table.label ?? "", member);
  return h(
    "li",
    { class: `fp-chip${classOf(marks)}`, key: member, "data-id": member },
    h("span", { class: "fp-chip-name" }, h("b", {}, index), ` ${label}`),
    tags(marks, false),
  );
}

/** A row's index and what names it, from the DataFrame that holds it. */
function nameOf(scene: Scene, label: string, id: string): { index: string; label: string } {
  for (const table of scene.tables) {
    const row = table.look === "frame" ? table.rows.find((found) => found.id === id) : undefined;
    if (row) {
      const place = label === "" ? -1 : table.columns.findIndex((column) => column.name === label);
      const column = table.columns[place] ?? table.columns[1];
      const value = row.cells[place === -1 ? 1 : place] ?? null;
      return { index: String(row.cells[0]), label: column ? cellText(value, column, "frame") : "" };
    }
  }
  return { index: "", label: id };
}

function waiting(scene: Scene, table: Table, shown: Shown, members: readonly string[]): VNode {
  return h(
    "div",
    { class: "fp-waiting", key: "waiting" },
    h("span", { class: "fp-waiting-word" }, shown.waiting_word ?? "waiting"),
    chips(scene, table, shown, members),
  );
}
