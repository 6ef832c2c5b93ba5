// Where a reader is, and what each action makes of it. No browser here.

import {
  type Answer,
  type Language,
  type Prediction,
  type Scene,
  type Step,
  same,
  tableOf,
} from "./scene.ts";

export type Answers = Readonly<Record<string, Answer>>;

export interface State {
  readonly step: number;
  readonly answers: Answers;
  readonly language: Language;
  readonly asText: boolean;
  readonly copied: boolean;
  /** The rows picked so far for a question that asks for rows. */
  readonly picked: readonly string[];
  /** The reader asked to go on while a question was open. */
  readonly heldBack: boolean;
}

export type Action =
  | { readonly type: "back" | "next" | "first" | "last" | "text" | "copied" }
  | { readonly type: "goto"; readonly step: number }
  | { readonly type: "language"; readonly language: Language }
  | { readonly type: "choose"; readonly value: Answer }
  | { readonly type: "pick"; readonly row: string }
  | { readonly type: "retold" };

export function begin(scene: Scene, step: number, answers: Answers): State {
  const still = {
    step: 0,
    answers,
    language: scene.steps[0]?.python.codes[0]?.language ?? "pandas",
    asText: false,
    copied: false,
    picked: [],
    heldBack: false,
  } as const;
  return reach(scene, still, step);
}

export function stepOf(scene: Scene, state: State): Step {
  const step = scene.steps[state.step];
  if (!step) {
    throw new Error(`The walkthrough '${scene.id}' has no step ${state.step + 1}.`);
  }
  return step;
}

/** The question this step still waits on, if any. */
export function openQuestion(step: Step, answers: Answers): Prediction | undefined {
  return step.prediction && !(step.prediction.id in answers) ? step.prediction : undefined;
}

/** The furthest step that can be reached: questions not yet answered lock what comes after them. */
export function furthest(scene: Scene, answers: Answers): number {
  const locked = scene.steps.findIndex((step) => openQuestion(step, answers));
  return locked === -1 ? scene.steps.length - 1 : locked;
}

export function reduce(scene: Scene, state: State, action: Action): State {
  switch (action.type) {
    case "back":
      return reach(scene, state, state.step - 1);
    case "next":
      return reach(scene, state, state.step + 1);
    case "first":
      return reach(scene, state, 0);
    case "last":
      return reach(scene, state, scene.steps.length - 1);
    case "goto":
      return reach(scene, state, action.step);
    case "text":
      return { ...state, asText: !state.asText, heldBack: false };
    case "copied":
      return { ...state, copied: true };
    case "pick":
      return pick(scene, state, action.row);
    case "retold":
      return { ...reach(scene, state, state.step), asText: state.asText };
    case "language":
      return { ...state, language: action.language, copied: false };
    case "choose":
      return choose(scene, state, action.value);
  }
}

function reach(scene: Scene, state: State, wanted: number): State {
  const limit = furthest(scene, state.answers);
  const step = Math.max(0, Math.min(wanted, limit));
  const heldBack = wanted > limit && limit < scene.steps.length - 1;
  const picked = step === state.step ? state.picked : [];
  return { ...state, step, heldBack, picked, asText: false, copied: false };
}

function choose(scene: Scene, state: State, value: Answer): State {
  const question = openQuestion(stepOf(scene, state), state.answers);
  if (!question) {
    return state;
  }
  if (!mayAnswer(question, value)) {
    return { ...state, heldBack: true };
  }
  return { ...state, answers: { ...state.answers, [question.id]: value }, heldBack: false };
}

/** Numbers and rows are free; a choice is one of those offered. */
function mayAnswer(question: Prediction, value: Answer): boolean {
  switch (question.kind ?? "choice") {
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "rows":
      return Array.isArray(value);
    default:
      return question.choices.some((choice) => same(choice.value, value));
  }
}

/** Takes a row up or puts it back, the rows kept in their table's order. */
function pick(scene: Scene, state: State, row: string): State {
  const question = openQuestion(stepOf(scene, state), state.answers);
  if (question?.kind !== "rows") {
    return state;
  }
  const wanted = new Set(state.picked);
  if (!wanted.delete(row)) {
    wanted.add(row);
  }
  const rows = tableOf(scene, question.table ?? "").rows.map((one) => one.id);
  return { ...state, picked: rows.filter((id) => wanted.has(id)), heldBack: false };
}
