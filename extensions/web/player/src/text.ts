// All steps in words, for readers of text: the same scene, nothing to look at.

import { cellText } from "./cells.ts";
import { isCell, LANGUAGES } from "./code.ts";
import { controlInWords } from "./controls.ts";
import { picturesOf } from "./picture.ts";
import { type Prediction, type Scene, type Shown, type Step, type Table, tableOf } from "./scene.ts";
import { NONE_HELD, ROWS_HELD } from "./tables.ts";
import { h, type VNode } from "./vnode.ts";

export function allAsText(scene: Scene, id: string): VNode {
  const steps = scene.steps.map((step, at) => oneStep(scene, step, scene.steps[at - 1]));
  return h(
    "div",
    { class: "fp-all", key: "text", role: "group", "aria-labelledby": `${id}-title`, tabindex: "0" },
    h("ol", {}, steps),
  );
}

function oneStep(scene: Scene, step: Step, before: Step | undefined): VNode {
  const codes = step.python.codes.map((code) =>
    h("p", {}, `In ${LANGUAGES[code.language]}: `, h("code", {}, code.text)),
  );
  const bar = step.excel.formula;
  return h(
    "li",
    {},
    h("p", {}, h("b", { class: "fp-name" }, step.name, " "), step.sentence),
    (step.notes ?? []).map((note) => h("p", {}, note)),
    bar
      ? h("p", {}, `In Excel, ${isCell(bar) ? "cell " : ""}${bar.cell}: `, h("code", {}, bar.text))
      : undefined,
    codes,
    picturesOf(scene, step).map(({ alt }) => h("p", {}, `Chart: ${alt}`)),
    newShows(step, before).map((shown) => h("p", {}, tableInWords(scene, tableOf(scene, shown.table)))),
    marksInWords(scene, step).map((said) => h("p", {}, said)),
    step.prediction && predictionInWords(step.prediction),
    (step.controls ?? []).map((control) => h("p", {}, controlInWords(control))),
    h("p", {}, step.scope),
  );
}

/** The tables a step shows and the step before did not. */
function newShows(step: Step, before: Step | undefined): Shown[] {
  const seen = new Set([...(before?.excel.shows ?? []), ...(before?.python.shows ?? [])].map((s) => s.table));
  return [...step.excel.shows, ...step.python.shows].filter((shown) => !seen.has(shown.table));
}

/** A table as one line: its caption, headings, and rows; a pile's rows stand behind its name. */
export function tableInWords(scene: Scene, table: Table): string {
  const piles = table.look === "piles";
  const [first, ...others] = table.columns.map((column) => column.name || "index");
  const rows = table.rows.map((row) => {
    const [name, ...cells] = table.columns.map(
      (column, place) => cellText(row.cells[place] ?? null, column, table.look) || "(blank)",
    );
    const held = (row.members ?? []).map((member) => indexOf(scene, member)).join(" and ") || NONE_HELD;
    return [name, ...(piles ? [held] : []), ...cells].join(", ");
  });
  const heads = [first, ...(piles ? [table.holding ?? ROWS_HELD] : []), ...others].join(", ");
  return `${table.caption} (${heads}): ${rows.join("; ")}.`;
}

/** What the marks say, each once: "Left out: row 5." Marks without a word of their own say nothing. */
export function marksInWords(scene: Scene, step: Step): string[] {
  const marks = [...step.excel.shows, ...step.python.shows].flatMap((shown) => shown.marks ?? []);
  const said = marks.flatMap(({ word, rows }) => {
    const names = rows.map((row) => indexOf(scene, row)).join(", ");
    return word
      ? [`${word.slice(0, 1).toUpperCase()}${word.slice(1)}: ${rows.length === 1 ? "row" : "rows"} ${names}.`]
      : [];
  });
  return [...new Set(said)];
}

/** A row's index in the DataFrame that holds it, or its first cell elsewhere. */
export function indexOf(scene: Scene, id: string): string {
  const frames = scene.tables.filter((table) => table.look === "frame");
  const holding = [...frames, ...scene.tables].flatMap((table) => table.rows);
  const found = holding.find((row) => row.id === id);
  return found ? String(found.cells[0] ?? "(blank)") : id;
}

function predictionInWords(question: Prediction): VNode {
  const reasons = question.choices.map((choice) => `${choice.label}: ${choice.reason}`);
  const others = question.otherwise ? [`Any other answer: ${question.otherwise}`] : [];
  const items = [...reasons, ...others].map((said) => h("li", {}, said));
  return h("div", {}, h("p", {}, question.question), h("ul", {}, items));
}
