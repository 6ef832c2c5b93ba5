// Code and formulas with the part a step speaks of underlined.

import type { Code, Formula, Language, PythonPane, Span } from "./scene.ts";
import { h, type VNode } from "./vnode.ts";

export const LANGUAGES: Readonly<Record<Language, string>> = {
  pandas: "pandas",
  sql: "SQL",
  altair: "Altair",
};

/** Where a line that is too long goes on below: after a bracket that opens or a comma, before a step's dot. */
const MAY_BREAK = /(?<=[([,])(?=[^\s)\]])|(?<=[\w)\]"])(?=\.[A-Za-z_])/g;

export function highlighted(text: string, spans: readonly Span[] = []): (VNode | string)[] {
  const breaks = [...text.matchAll(MAY_BREAK)].map((found) => found.index);
  const parts: (VNode | string)[] = [];
  let at = 0;
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    const span = h("mark", { class: "fp-span" }, breakable(text, start, end, breaks));
    parts.push(...breakable(text, at, start, breaks), span);
    at = end;
  }
  return [...parts, ...breakable(text, at, text.length, breaks)];
}

/** A part of the text, with a place to break before each of `breaks` that lies in it. */
function breakable(text: string, from: number, to: number, breaks: readonly number[]): (VNode | string)[] {
  const parts: (VNode | string)[] = [];
  let at = from;
  for (const place of breaks.filter((one) => from <= one && one < to)) {
    parts.push(text.slice(at, place), h("wbr", {}));
    at = place;
  }
  return [...parts, text.slice(at, to)].filter((part) => part !== "");
}

/** Whether the Name Box holds a cell; what it calls a chart has a space in it. */
export function isCell({ cell }: Formula): boolean {
  return !cell.includes(" ");
}

export function formulaBar(formula: Formula): VNode {
  return h(
    "div",
    { class: "fp-bar" },
    h(
      "span",
      { class: "fp-address" },
      h("span", { class: "fp-hidden" }, isCell(formula) && "Cell "),
      formula.cell,
    ),
    h("span", { class: "fp-fx", "aria-hidden": "true" }, "fx"),
    h("code", { class: "fp-formula" }, highlighted(formula.text, formula.spans)),
  );
}

/** The code of the language chosen, or of all when a step compares them. */
export function codeBox(pane: PythonPane, language: Language): VNode {
  const codes = pane.together ? pane.codes : pane.codes.filter((code) => code.language === language);
  return h(
    "div",
    { class: "fp-codes" },
    codes.map((code) => codeBlock(code, pane.together ?? false)),
  );
}

function codeBlock(code: Code, named: boolean): VNode {
  return h(
    "pre",
    { class: "fp-code", key: code.language },
    named ? h("span", { class: "fp-language" }, LANGUAGES[code.language]) : undefined,
    h("code", {}, highlighted(code.text, code.spans)),
  );
}

export function languageButtons(pane: PythonPane, chosen: Language): VNode {
  const buttons = pane.codes.map((code) =>
    h(
      "button",
      {
        type: "button",
        class: "fp-button fp-tab",
        "data-act": "language",
        "data-value": code.language,
        "aria-pressed": String(pane.together || code.language === chosen),
        key: code.language,
      },
      LANGUAGES[code.language],
    ),
  );
  return h("div", { class: "fp-tabs", role: "group", "aria-label": "Language of the code" }, buttons);
}
