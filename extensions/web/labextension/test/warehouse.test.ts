import assert from "node:assert/strict";
import { test } from "node:test";
import { findAll, textOf, type VNode } from "@fingerpost/player/vnode";
import { cellFor } from "../src/warehouse/code.ts";
import { find } from "../src/warehouse/search.ts";
import {
  columnKey,
  revealed,
  START,
  searching,
  searchingCodes,
  tableKey,
  toggled,
} from "../src/warehouse/state.ts";
import { panelView } from "../src/warehouse/view.ts";
import { yearsOf } from "../src/warehouse/words.ts";
import { DICTIONARY, EPISODES } from "./dictionary.ts";

const EMPTY = { above: [], all: [] };
const PLACE = columnKey("ssda903.episodes", "PLACE");

const inside = (nodes: readonly VNode[], wanted: (node: VNode) => boolean) =>
  nodes.flatMap((node) => findAll(node, wanted));
const has = (name: string, value: string) => (node: VNode) => node.attrs[name] === value;
const rows = (nodes: readonly VNode[]) => inside(nodes, ({ attrs }) => "data-row" in attrs).map(textOf);

test("a pandas cell opens the warehouse as the lessons do, and names what one row is", () => {
  assert.equal(
    cellFor("pandas", EPISODES, EMPTY),
    [
      "# Purpose: read ssda903.episodes",
      "# One row is one spell with one legal status and one placement",
      "from fingerpost import connect",
      "",
      "warehouse = connect()",
      'episodes = warehouse.sql("FROM ssda903.episodes").df()',
      "episodes.head()",
    ].join("\n"),
  );
});

test("an SQL cell holds the query with its columns by name", () => {
  const source = cellFor("sql", EPISODES, EMPTY);
  assert.ok(
    source.endsWith(
      'warehouse.sql("""\n    SELECT CHILD, PLACE\n    FROM ssda903.episodes\n    LIMIT 10\n""").df()',
    ),
  );
});

test("a warehouse that a cell above has opened is used as it is, one that a cell below opens is not", () => {
  const opened = "import pandas as pd\nwarehouse = connect()\n";
  assert.doesNotMatch(cellFor("sql", EPISODES, { above: [opened], all: [opened] }), /connect/);
  assert.match(cellFor("sql", EPISODES, { above: [], all: [opened] }), /connect\(\)/);
});

test("a name that the notebook gives to something is never given again", () => {
  for (const [source, name] of [
    ["episodes = 1", "all_episodes"],
    ["begun, episodes = 1, 2\nall_episodes = 3", "all_episodes_2"],
    ["episodes == 1\nmy_episodes = 2\nf(episodes=3)", "episodes"],
  ] as const) {
    const cell = cellFor("pandas", EPISODES, { above: [], all: [source] });
    assert.match(cell, new RegExp(`^${name} = warehouse`, "m"), source);
  }
});

test("years are those of the returns, and a day that begins none stays a day", () => {
  assert.equal(yearsOf({ from: "2024-04-01", to: "" }), "from 2024-25");
  assert.equal(yearsOf({ from: "", to: "2024-03-31" }), "until 2023-24");
  assert.equal(yearsOf({ from: "1999-04-01", to: "2001-03-31" }), "1999-00 to 2000-01");
  assert.equal(yearsOf({ from: "2024-04-01", to: "2025-03-31" }), "2024-25 only");
  assert.equal(yearsOf({ from: "2026-03-03", to: "" }), "from 3 March 2026");
  assert.equal(yearsOf({ from: "", to: "" }), "");
});

test("the beginner's tables stand first, all others behind the name of their schema", () => {
  const shut = rows(panelView(DICTIONARY, "", START));
  assert.deepEqual(shut, [
    "ssda903.episodesEvery episode",
    "Children looked after1 table",
    "Plain names1 table",
  ]);
});

test("an open column shows its codes with their years, and a search of its own narrows them", () => {
  const open = toggled(toggled(START, tableKey("ssda903.episodes")), PLACE);
  const codes = (nodes: readonly VNode[]) => inside(nodes, ({ tag }) => tag === "tr").map(textOf);
  assert.ok(
    codes(panelView(DICTIONARY, "", open)).includes("K3supported accommodation (in returns from 2024-25)"),
  );
  const narrowed = codes(panelView(DICTIONARY, "", searchingCodes(open, PLACE, "residential")));
  assert.deepEqual(narrowed.slice(1), ["H5residential accommodation (in returns until 2023-24)"]);
});

test("what was found is opened in the tree, its code searched; a short list is shown whole", () => {
  const [u1] = find(DICTIONARY, "U1");
  assert.ok(u1);
  const [state, key] = revealed(DICTIONARY, searching(START, "U1"), u1);
  assert.equal(key, PLACE);
  assert.deepEqual([state.typed, state.codes.get(PLACE)], ["", "U1"]);
  const [started] = find(DICTIONARY, "S");
  assert.ok(started);
  const [short] = revealed(DICTIONARY, START, { ...started, code: "not in the list" });
  assert.match(panelView(DICTIONARY, "", short).map(textOf).join(), /started to be looked after/);
});

test("a table of another schema is found with its schema open", () => {
  const [column] = find(DICTIONARY, "ended_on");
  assert.ok(column);
  const [state] = revealed(DICTIONARY, START, column);
  assert.ok(rows(panelView(DICTIONARY, "", state)).includes("ended_on daylast day"));
});

test("trouble with the warehouse is one sentence above a dictionary that still works", () => {
  const shown = panelView({ ...DICTIONARY, trouble: "There is no warehouse. Build it." }, "", START);
  assert.deepEqual(inside(shown, has("role", "alert")).map(textOf), ["There is no warehouse. Build it."]);
  assert.equal(inside(shown, has("data-act", "again")).length, 1);
  assert.equal(rows(shown).length, 3);
});

test("a server that is silent leaves its sentence alone", () => {
  const shown = panelView(undefined, "The server does not answer.", START);
  assert.deepEqual(inside(shown, has("role", "alert")).map(textOf), ["The server does not answer."]);
  assert.deepEqual(rows(shown), []);
});

test("more finds than fit are counted, and shown when asked for", () => {
  const named = DICTIONARY.tables[0];
  assert.ok(named);
  const many = Array.from({ length: 30 }, (_, at) => ({ ...named, name: `ssda903.many_${at}`, columns: [] }));
  const dictionary = { ...DICTIONARY, tables: many };
  const few = panelView(dictionary, "", searching(START, "many"));
  assert.equal(rows(few).length, 20);
  assert.match(few.map(textOf).join(), /30 things fit.*Show the other 10/s);
  assert.equal(
    rows(panelView(dictionary, "", { ...searching(START, "many"), showsAllFinds: true })).length,
    30,
  );
});
