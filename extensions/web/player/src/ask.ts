// A prediction: open until one choice is made, then its reason.

import { icon } from "./marks.ts";
import type { Answer, Choice, Prediction } from "./scene.ts";
import type { State } from "./state.ts";
import { h, type VNode } from "./vnode.ts";

export function ask(question: Prediction, state: State, id: string): VNode {
  const chosen = state.answers[question.id];
  return h(
    "div",
    { class: "fp-ask", role: "group", "aria-labelledby": `${id}-question`, key: question.id },
    h("p", { class: "fp-question", id: `${id}-question` }, question.question),
    h(
      "div",
      { class: "fp-choices" },
      question.choices.map((choice) => choiceButton(question, choice, chosen)),
    ),
    h("p", { class: "fp-reason", role: "status" }, reason(question, chosen, state.heldBack)),
  );
}

function choiceButton(question: Prediction, choice: Choice, chosen: Answer | undefined): VNode {
  const made = chosen !== undefined;
  const mine = chosen === choice.value;
  const right = made && question.answer === choice.value;
  return h(
    "button",
    {
      type: "button",
      class: `fp-button fp-choice${mine ? " fp-mine" : ""}${right ? " fp-right" : ""}`,
      "data-act": "choose",
      "data-value": JSON.stringify(choice.value),
      "aria-pressed": String(mine),
      "aria-disabled": made ? "true" : undefined,
      key: choice.value,
    },
    right ? icon("match") : undefined,
    choice.label,
    mine ? h("span", { class: "fp-said-by" }, " your answer") : undefined,
    right ? h("span", { class: "fp-hidden" }, " (what happens)") : undefined,
  );
}

function reason(question: Prediction, chosen: Answer | undefined, heldBack: boolean): string {
  const made = question.choices.find((choice) => choice.value === chosen);
  if (made) {
    return made.reason;
  }
  return heldBack ? "Choose an answer first: the next step shows it." : "Choose one to go on.";
}
