// The panel as a description: what is searched, what was found, and the tree of tables, columns and codes.

import { h, type VNode } from "@fingerpost/player/vnode";
import { columnView } from "./column-view.ts";
import type { Dictionary, Table } from "./dictionary.ts";
import { type Find, find } from "./search.ts";
import { columnKey, type State, schemaKey, tableKey } from "./state.ts";
import { rowsOf } from "./words.ts";

const FINDS_SHOWN = 20;
const INVENTED = "Every child here is invented.";

/** Everything in the panel, or one sentence where the server gave none. */
export function panelView(dictionary: Dictionary | undefined, trouble: string, state: State): VNode[] {
  const head = h("h2", { key: "head" }, "Warehouse");
  if (!dictionary) {
    return [head, ...troubleView(trouble), ...(trouble ? [] : [h("p", { role: "status" }, "Loading …")])];
  }
  return [
    head,
    h("p", { key: "about", class: "fp-wh-quiet" }, INVENTED),
    ...troubleView(dictionary.trouble),
    h("label", { key: "label", for: "fp-wh-search" }, "Find a table, column, code or meaning"),
    h("input", {
      key: "search",
      id: "fp-wh-search",
      type: "search",
      autocomplete: "off",
      value: state.typed,
    }),
    h("p", { key: "found", role: "status" }, foundWords(dictionary, state)),
    state.typed.trim() ? findsView(dictionary, state) : treeView(dictionary, state),
  ];
}

/** What a press on an entry of the finds means: see `data-find`. */
export function findAt(dictionary: Dictionary, state: State, place: number): Find | undefined {
  return find(dictionary, state.typed)[place];
}

function troubleView(trouble: string): VNode[] {
  return trouble
    ? [
        h("p", { key: "trouble", class: "fp-wh-trouble", role: "alert" }, trouble),
        h("button", { key: "again", type: "button", "data-act": "again" }, "Look again"),
      ]
    : [];
}

function foundWords(dictionary: Dictionary, { typed }: State): string {
  if (!typed.trim()) {
    return "";
  }
  const found = find(dictionary, typed).length;
  const none = "Nothing fits. Try one word of it, such as placement, or part of a column's name.";
  return found ? `${found} ${found === 1 ? "thing fits" : "things fit"}` : none;
}

function findsView(dictionary: Dictionary, { typed, showsAllFinds }: State): VNode {
  const found = find(dictionary, typed);
  const shown = showsAllFinds ? found : found.slice(0, FINDS_SHOWN);
  const more = found.length - shown.length;
  return h(
    "div",
    { key: "finds" },
    h("ul", {}, ...shown.map(findView)),
    more > 0 && h("button", { type: "button", "data-act": "all-finds" }, `Show the other ${more}`),
  );
}

function findView(found: Find, place: number): VNode {
  const { kind, table, column, code, label, elsewhere } = found;
  const name = kind === "table" ? table : kind === "column" ? column : code;
  const also = elsewhere ? ` and ${elsewhere} more` : "";
  const where =
    kind === "table"
      ? "a table"
      : kind === "column"
        ? `a column of ${table}${also}`
        : `a code of ${column} in ${table}${also}`;
  return h(
    "li",
    { key: `${kind} ${table} ${column} ${code}` },
    h(
      "button",
      { type: "button", class: "fp-wh-row", "data-row": true, "data-find": String(place) },
      h("span", { class: "fp-wh-words" }, h("code", {}, name), ` ${label}`),
      h("span", { class: "fp-wh-quiet" }, where),
    ),
  );
}

function treeView(dictionary: Dictionary, state: State): VNode {
  const named = new Map(dictionary.tables.map((table) => [table.name, table]));
  const first = dictionary.first.flatMap((name) => named.get(name) ?? []);
  const rest = dictionary.schemas.flatMap(({ name, label }) => {
    const others = dictionary.tables.filter(
      (table) => table.name.startsWith(`${name}.`) && !dictionary.first.includes(table.name),
    );
    return others.length ? [schemaView(dictionary, state, name, label, others)] : [];
  });
  return h(
    "div",
    { key: "tree" },
    h("h3", {}, "Tables to start with"),
    h("ul", {}, ...first.map((table) => tableView(dictionary, state, table))),
    h("h3", {}, "All other tables"),
    h("ul", {}, ...rest),
  );
}

function schemaView(
  dictionary: Dictionary,
  state: State,
  name: string,
  label: string,
  tables: readonly Table[],
): VNode {
  const key = schemaKey(name);
  const isOpen = state.open.has(key);
  return h(
    "li",
    { key },
    rowView(key, isOpen, h("b", {}, label), `${tables.length} table${tables.length === 1 ? "" : "s"}`),
    isOpen &&
      h("ul", { class: "fp-wh-inside" }, ...tables.map((table) => tableView(dictionary, state, table))),
  );
}

function tableView(dictionary: Dictionary, state: State, table: Table): VNode {
  const key = tableKey(table.name);
  const isOpen = state.open.has(key);
  return h(
    "li",
    { key, class: "fp-wh-table" },
    rowView(key, isOpen, h("code", {}, table.name), table.label),
    isOpen && insideView(dictionary, state, table),
  );
}

function insideView(dictionary: Dictionary, state: State, table: Table): VNode {
  const held = table.rows === null ? "" : ` It has ${rowsOf(table.rows)}.`;
  return h(
    "div",
    { class: "fp-wh-inside" },
    h("p", {}, `One row is ${table.one_row_is}.${held}`),
    h(
      "div",
      { class: "fp-wh-acts", role: "group", "aria-label": table.name },
      actView("look", table.name, "Look at the first rows"),
      actView("pandas", table.name, "Insert as pandas"),
      actView("sql", table.name, "Insert as SQL"),
    ),
    h("p", { role: "status" }, state.said.table === table.name ? state.said.words : ""),
    h(
      "ul",
      { "aria-label": `Columns of ${table.name}` },
      ...table.columns.map((column) => {
        const own = columnKey(table.name, column.name);
        const isOpen = state.open.has(own);
        return h(
          "li",
          { key: own },
          rowView(own, isOpen, h("code", {}, column.name), column.label, column.type),
          isOpen && columnView(dictionary, own, column, state.codes.get(own) ?? ""),
        );
      }),
    ),
  );
}

function actView(act: string, table: string, label: string): VNode {
  return h("button", { type: "button", "data-act": act, "data-table": table }, label);
}

/** A line that opens what is beneath it. */
function rowView(key: string, isOpen: boolean, name: VNode, label: string, aside = ""): VNode {
  return h(
    "button",
    {
      ...{ type: "button", class: "fp-wh-row", "aria-expanded": String(isOpen) },
      ...{ "data-row": true, "data-open": key },
    },
    h("span", { class: "fp-wh-name" }, name, aside && h("span", { class: "fp-wh-quiet" }, ` ${aside}`)),
    h("span", { class: "fp-wh-words" }, label),
  );
}
