// Where a reader is, and what each action makes of it. No browser here.

import type { Answer, Language, Prediction, Scene, Step } from "./scene.ts";

export type Answers = Readonly<Record<string, Answer>>;

export interface State {
  readonly step: number;
  readonly answers: Answers;
  readonly language: Language;
  readonly asText: boolean;
  readonly copied: boolean;
  /** The reader asked to go on while a question was open. */
  readonly heldBack: boolean;
}

export type Action =
  | { readonly type: "back" | "next" | "first" | "last" | "text" | "copied" }
  | { readonly type: "goto"; readonly step: number }
  | { readonly type: "language"; readonly language: Language }
  | { readonly type: "choose"; readonly value: Answer }
  | { readonly type: "retold" };

export function begin(scene: Scene, step: number, answers: Answers): State {
  const still = {
    step: 0,
    answers,
    language: "pandas",
    asText: false,
    copied: false,
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
  return { ...state, step, heldBack, asText: false, copied: false };
}

function choose(scene: Scene, state: State, value: Answer): State {
  const question = openQuestion(stepOf(scene, state), state.answers);
  if (!question?.choices.some((choice) => choice.value === value)) {
    return state;
  }
  return { ...state, answers: { ...state.answers, [question.id]: value }, heldBack: false };
}
