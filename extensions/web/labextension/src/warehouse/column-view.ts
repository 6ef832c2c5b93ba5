// What stands beneath a column: its type, how sensitive it is, and its codes with the years they hold for.

import { h, type VNode } from "@fingerpost/player/vnode";
import type { Code, Column, Dictionary } from "./dictionary.ts";
import { sensitivity, yearsOf } from "./words.ts";

/** So many codes are seen at once; more get a search of their own. */
const CODES_SEEN_AT_ONCE = 8;

export function columnView(dictionary: Dictionary, key: string, column: Column, typed: string): VNode {
  const codes = dictionary.codesets[column.codeset] ?? [];
  return h(
    "div",
    { class: "fp-wh-inside" },
    h("p", { class: "fp-wh-quiet" }, `${sensitivity(column.sensitivity)}.`),
    ...(codes.length ? codesView(key, column, codes, typed) : []),
  );
}

function codesView(key: string, column: Column, codes: readonly Code[], typed: string): VNode[] {
  const isLong = codes.length > CODES_SEEN_AT_ONCE;
  const wanted = isLong ? typed.trim().toLocaleLowerCase() : "";
  const fits = ({ code, label }: Code) =>
    code.toLocaleLowerCase() === wanted || label.toLocaleLowerCase().includes(wanted);
  const starts = ({ code }: Code) => code.toLocaleLowerCase().startsWith(wanted);
  const shown = wanted ? codes.filter((code) => fits(code) || starts(code)) : codes;
  const counted = `${shown.length === codes.length ? "" : `${shown.length} of `}${codes.length} codes`;
  const label = `Find a code of ${column.name}`;
  return [
    ...(isLong
      ? [
          h("input", {
            ...{ key: `${key} find`, type: "search", "data-codes": key, value: typed },
            ...{ "aria-label": label, placeholder: label, autocomplete: "off" },
          }),
        ]
      : []),
    h("p", { class: "fp-wh-quiet", role: "status" }, `${counted} in the list ${column.codeset}`),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Code"), h("th", { scope: "col" }, "Meaning"))),
      h("tbody", {}, ...shown.map((code) => codeView(code))),
    ),
  ];
}

function codeView(code: Code): VNode {
  const years = yearsOf(code);
  return h(
    "tr",
    { key: `${code.code} ${code.from}` },
    h("td", {}, h("code", {}, code.code)),
    h("td", {}, code.label, years && h("span", { class: "fp-wh-quiet" }, ` (in returns ${years})`)),
  );
}
