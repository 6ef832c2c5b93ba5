// A prediction: open until it is made, by one choice, a number or picked rows; then locked, with its reason.

import { cellText } from "./cells.ts";
import { icon } from "./marks.ts";
import {
  type Answer,
  type Choice,
  type Prediction,
  type Row,
  type Scene,
  same,
  type Table,
} from "./scene.ts";
import type { State } from "./state.ts";
import { indexOf } from "./text.ts";
import { h, type VNode } from "./vnode.ts";

type Kind = NonNullable<Prediction["kind"]>;

/** What an open question says: before anything is tried, and to a reader who goes on without an answer. */
const OPEN: Readonly<Record<Kind, readonly [still: string, heldBack: string]>> = {
  choice: ["Choose one to go on.", "Choose an answer first: the next step shows it."],
  number: ["Type a number, then lock it to go on.", "Lock a number first: the next step shows it."],
  rows: [
    "Choose rows here or in the table, then lock them to go on. None is an answer too.",
    "Lock your rows first: the next step shows them.",
  ],
};

export function ask(scene: Scene, question: Prediction, state: State, id: string): VNode {
  const made = state.answers[question.id];
  const ways = { choice: choices, number, rows }[question.kind ?? "choice"];
  return h(
    "div",
    { class: "fp-ask", role: "group", "aria-labelledby": `${id}-question`, key: question.id },
    h("p", { class: "fp-question", id: `${id}-question` }, question.question),
    h("div", { class: "fp-choices" }, ways(question, made, state, scene, id)),
    h("p", { class: "fp-reason" }, reason(question, made, state.heldBack)),
  );
}

function choices(question: Prediction, made: Answer | undefined): VNode[] {
  return question.choices.map((choice) => choiceButton(question, choice, made));
}

function choiceButton(question: Prediction, choice: Choice, made: Answer | undefined): VNode {
  const mine = same(made, choice.value);
  const right = made !== undefined && same(question.answer, choice.value);
  return h(
    "button",
    {
      type: "button",
      class: `fp-button fp-choice${mine ? " fp-mine" : ""}${right ? " fp-right" : ""}`,
      "data-act": "choose",
      "data-value": JSON.stringify(choice.value),
      "aria-pressed": String(mine),
      "aria-disabled": made !== undefined ? "true" : undefined,
      key: JSON.stringify(choice.value),
    },
    right ? icon("match") : undefined,
    choice.label,
    mine ? h("span", { class: "fp-said-by" }, " your answer") : undefined,
    right ? h("span", { class: "fp-hidden" }, " (what happens)") : undefined,
  );
}

function number(
  question: Prediction,
  made: Answer | undefined,
  _: State,
  _scene: Scene,
  id: string,
): VNode[] {
  if (made !== undefined) {
    return [h("p", { class: "fp-made" }, `Your answer: ${made}. What happens: ${question.answer}.`)];
  }
  const input = h("input", {
    class: "fp-button fp-input fp-number-typed",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-labelledby": `${id}-question`,
    "data-answer": "",
    key: "typed",
  });
  return [input, lockButton("Lock my number")];
}

function rows(question: Prediction, made: Answer | undefined, state: State, scene: Scene): VNode[] {
  const table = scene.tables.find((found) => found.name === question.table);
  const mine = made === undefined ? state.picked : made;
  const each = (table?.rows ?? []).map((row) =>
    rowButton(indexOf(scene, row.id), row.id, inWords(table, row), {
      mine: Array.isArray(mine) && mine.includes(row.id),
      right: made !== undefined && Array.isArray(question.answer) && question.answer.includes(row.id),
      locked: made !== undefined,
    }),
  );
  return made === undefined ? [...each, lockButton("Lock my rows", JSON.stringify(state.picked))] : each;
}

/** What stands in a row beside its index: who sees the table has it in view. */
function inWords(table: Table | undefined, row: Row): string {
  const cells = (table?.columns ?? []).map((column, at) => cellText(row.cells[at] ?? null, column, "frame"));
  return cells.slice(1).join(", ");
}

function rowButton(
  index: string,
  row: string,
  holds: string,
  is: { mine: boolean; right: boolean; locked: boolean },
): VNode {
  return h(
    "button",
    {
      type: "button",
      class: `fp-button fp-row-choice${is.right ? " fp-right" : ""}`,
      "data-act": "pick",
      "data-value": row,
      "aria-pressed": String(is.mine),
      "aria-disabled": is.locked ? "true" : undefined,
      key: row,
    },
    is.right ? icon("match") : undefined,
    h("span", { class: "fp-hidden" }, "row "),
    index,
    h("span", { class: "fp-hidden" }, `: ${holds}`),
    is.right ? h("span", { class: "fp-hidden" }, " (what happens)") : undefined,
  );
}

/** Locks what was typed, or the value it carries. */
function lockButton(words: string, value?: string): VNode {
  const act = value === undefined ? "lock" : "choose";
  return h(
    "button",
    { type: "button", class: "fp-button fp-lock", "data-act": act, "data-value": value, key: "lock" },
    words,
  );
}

/** What stands under a question: what to do while it is open, then the reason of the answer. */
export function reason(question: Prediction, made: Answer | undefined, heldBack: boolean): string {
  if (made === undefined) {
    return OPEN[question.kind ?? "choice"][heldBack ? 1 : 0];
  }
  const named = question.choices.find((choice) => same(choice.value, made));
  const right = question.choices.find((choice) => same(choice.value, question.answer));
  return named?.reason ?? question.otherwise ?? right?.reason ?? "";
}

/** What was typed as a number: 1,200 and 1200 alike; nothing else is one. */
export function typedNumber(text: string): number {
  const plain = text.replace(/[\s,]/g, "");
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
