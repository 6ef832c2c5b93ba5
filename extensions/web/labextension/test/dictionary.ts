// A warehouse of three tables, for the tests of the panel.

import type { Code, Column, Dictionary, Table } from "../src/warehouse/dictionary.ts";

const column = (name: string, label: string, codeset = "", type = "text"): Column => ({
  ...{ name, label, codeset, type, kind: "text", sensitivity: "personal" },
});

const code = (text: string, label: string, from = "", to = ""): Code => ({ code: text, label, from, to });

export const EPISODES: Table = {
  name: "ssda903.episodes",
  label: "Every episode",
  one_row_is: "one spell with one legal status and one placement",
  rows: 2731,
  query: "SELECT CHILD, PLACE\nFROM ssda903.episodes\nLIMIT 10",
  columns: [
    column("CHILD", "local identifier of the child"),
    column("RNE", "why a new episode was opened", "rne"),
    column("PLACE", "kind of placement", "place"),
    column("DEC", "day the episode ended", "", "day"),
  ],
};

const ADOPTION: Table = {
  name: "ssda903.placed_adoption",
  label: "Decisions for adoption",
  one_row_is: "one decision",
  rows: 1,
  query: "SELECT CHILD\nFROM ssda903.placed_adoption\nLIMIT 10",
  columns: [
    column("CHILD", "local identifier of the child"),
    column("DATE_PLACED_CEASED", "day that decision was reversed", "", "day"),
    column("ReversalSource", "who asked"),
  ],
};

const MART: Table = {
  name: "mart.placement",
  label: "Placements, joined",
  one_row_is: "one placement",
  rows: null,
  query: "SELECT place\nFROM mart.placement\nLIMIT 10",
  columns: [column("place", "kind of placement", "place"), column("ended_on", "last day", "", "day")],
};

const PLACES = ["P1", "U2", "U3", "U4", "U5", "U6", "K2", "R1", "R2"].map((one) => code(one, `kind ${one}`));

export const DICTIONARY: Dictionary = {
  warehouse: "A",
  trouble: "",
  first: ["ssda903.episodes"],
  same: [["ceased", "ended"]],
  schemas: [
    { name: "ssda903", label: "Children looked after" },
    { name: "mart", label: "Plain names" },
  ],
  tables: [ADOPTION, EPISODES, MART],
  codesets: {
    rne: [code("S", "started to be looked after")],
    place: [
      code("U1", "fostering with relative or friend, long term"),
      code("H5", "residential accommodation", "", "2024-03-31"),
      code("K3", "supported accommodation", "2024-04-01"),
      ...PLACES,
    ],
  },
};
