// What is said aloud when something changes. One text in one place: paragraphs that change one by one are spoken one
// by one, in an order that no screen reader promises.

import { reason } from "./ask.ts";
import type { Scene } from "./scene.ts";
import { type State, stepOf } from "./state.ts";

/** A scene and where its reader is, and what Python last said beside the fields. */
export interface Seen {
  readonly scene: Scene;
  readonly state: State;
  readonly trouble: string;
}

/** What became another between two moments, as one text; "" where a control says it by itself. */
export function spoken(before: Seen, now: Seen): string {
  if (now.state.asText) {
    return "";
  }
  if (now.trouble && now.trouble !== before.trouble) {
    return now.trouble;
  }
  const step = stepWords(now);
  if (step !== stepWords(before)) {
    return [step, reasonOf(now)].join(" ").trim();
  }
  if (now.state.copied && !before.state.copied) {
    return "Copied.";
  }
  return reasonOf(now) === reasonOf(before) ? "" : reasonOf(now);
}

/** A step in words: which one, its name, its sentence, its notes, and what it asks. */
function stepWords({ scene, state }: Seen): string {
  const { name, sentence, notes, prediction } = stepOf(scene, state);
  const place = `Step ${state.step + 1} of ${scene.steps.length}.`;
  return [place, asSentence(name), sentence, ...(notes ?? []), prediction?.question ?? ""].join(" ").trim();
}

function reasonOf({ scene, state }: Seen): string {
  const question = stepOf(scene, state).prediction;
  return question ? reason(question, state.answers[question.id], state.heldBack) : "";
}

/** A heading with the full stop that it lacks. */
function asSentence(heading: string): string {
  return /[.?!…]$/.test(heading) ? heading : `${heading}.`;
}
