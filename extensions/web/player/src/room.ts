// Room for the tallest step: all of them are drawn once, unseen, in the language being read, and measured
// together. SQL is often twice as long as pandas: its room would push a table that is asked about out of sight.
// On the narrowest page no room is kept: a step is longer than the screen there, so that its end is out of
// sight when the next one is asked for, and the room of the longest would be whole screens of nothing.

import type { Listener } from "./controls.ts";
import { draw } from "./dom.ts";
import { type Language, type Scene, type Step, tableOf } from "./scene.ts";
import { begin, type State } from "./state.ts";
import { body } from "./view.ts";
import { h } from "./vnode.ts";

/** The parts whose height is kept, and the variable each is kept in. */
const PARTS: Readonly<Record<string, string>> = {
  ".fp-pane-head": "--fp-room-head",
  ".fp-excel .fp-codes": "--fp-room-formula",
  ".fp-excel .fp-tables": "--fp-room-excel",
  ".fp-python > .fp-picture": "--fp-room-picture",
  ".fp-python .fp-codes": "--fp-room-codes",
  ".fp-python .fp-tables": "--fp-room-python",
  ".fp-talk": "--fp-room-talk",
  ".fp-foot": "--fp-room-foot",
};

/** In rem, as in the style sheets: a phone, or a laptop's window at 400%. */
const NARROWEST = 30;

/** With `grows`, no room becomes less than it is: what a reader changes may need more. */
export function reserveRoom(
  root: HTMLElement,
  scene: Scene,
  listener: Listener,
  language: Language,
  grows = false,
): void {
  for (const variable of Object.values(PARTS)) {
    if (!grows) {
      root.style.removeProperty(variable);
    }
  }
  if (isNarrowest(root)) {
    return;
  }
  const trial = document.createElement("div");
  trial.className = "fp-trial";
  trial.inert = true;
  root.append(trial);
  draw(
    trial,
    variants(scene, language).map((state, at) =>
      h("div", {}, body(scene, state, `${root.id}-trial-${at}`, listener)),
    ),
  );
  hintAtScrolling(trial);
  const rooms = Object.entries(PARTS).map(([part, variable]) => [variable, tallest(trial, part)] as const);
  trial.remove();
  for (const [variable, height] of rooms) {
    root.style.setProperty(variable, `${height}px`);
  }
}

function isNarrowest(root: HTMLElement): boolean {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return root.clientWidth <= NARROWEST * rem;
}

/** Says of each table wider than its pane that it scrolls, and lets the keyboard reach it. */
export function hintAtScrolling(within: Element): void {
  const all = [...within.querySelectorAll<HTMLElement>(".fp-shown")];
  const wide = all.map((shown) => shown.scrollWidth > shown.clientWidth + 1); // all read before one is written
  for (const [at, shown] of all.entries()) {
    const scrolls = wide[at] === true;
    shown.toggleAttribute("data-scrolls", scrolls);
    shown.toggleAttribute("data-fits", !scrolls);
    if (scrolls) {
      shown.tabIndex = 0;
      shown.setAttribute("role", "group");
      const what = shown.matches(".fp-picture") ? "chart" : "table";
      shown.setAttribute("aria-label", `A ${what} that scrolls sideways`);
    }
  }
}

function tallest(trial: HTMLElement, part: string): number {
  const heights = [...trial.querySelectorAll(part)].map((found) => found.getBoundingClientRect().height);
  return Math.ceil(Math.max(0, ...heights));
}

/** Every step in one language, its question open and answered in every way. */
function variants(scene: Scene, language: Language): State[] {
  const still = { ...begin(scene, 0, {}), language };
  return scene.steps.flatMap((step, at) => [
    { ...still, step: at },
    ...picking(scene, step).map((picked) => ({ ...still, step: at, picked })),
    ...answered(step).map((answers) => ({ ...still, step: at, answers })),
  ]);
}

/** All rows picked, where a step asks for rows. */
function picking(scene: Scene, step: Step): State["picked"][] {
  const question = step.prediction;
  return question?.kind === "rows" ? [tableOf(scene, question.table ?? "").rows.map((row) => row.id)] : [];
}

function answered(step: Step): State["answers"][] {
  const question = step.prediction;
  const made = question?.choices.map((choice) => choice.value) ?? [];
  const other = question?.otherwise ? [question.kind === "rows" ? [] : 0] : [];
  return question ? [...made, ...other].map((value) => ({ [question.id]: value })) : [];
}
