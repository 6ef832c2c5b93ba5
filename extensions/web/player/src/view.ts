// The whole player as a description: scene and state in, elements out. No browser here.

import { ask } from "./ask.ts";
import { codeBox, formulaBar, languageButtons } from "./code.ts";
import { controlBar, type Listener } from "./controls.ts";
import { drawing, legend } from "./marks.ts";
import { pictureOf, pictureView } from "./picture.ts";
import {
  type ExcelPane,
  type Mark,
  type PythonPane,
  type Scene,
  type Shown,
  type Step,
  tableOf,
} from "./scene.ts";
import { furthest, openQuestion, type State, stepOf } from "./state.ts";
import { tableView } from "./tables.ts";
import { allAsText } from "./text.ts";
import { h, type VNode } from "./vnode.ts";

const BACK = "M10 3L5 8l5 5";
const NEXT = "M6 3l5 5-5 5";
const AGAIN = "M4 4a6 6 0 1 1-2 4M4 1v3h3";
const LINES = "M2 4h12M2 8h12M2 12h8";

const ALONE: Listener = { listens: false, said: "" };

/** Everything inside the player's root; `id` makes its ids its own. */
export function view(scene: Scene, state: State, id: string, listener = ALONE): readonly VNode[] {
  const shown = state.asText ? allAsText(scene, id) : body(scene, state, id, listener);
  return [head(scene, state, id), shown];
}

function head(scene: Scene, state: State, id: string): VNode {
  const limit = furthest(scene, state.answers);
  const last = scene.steps.length - 1;
  return h(
    "div",
    { class: "fp-head" },
    h("p", { class: "fp-title", id: `${id}-title` }, scene.title),
    h("p", { class: "fp-count" }, `step ${state.step + 1} of ${scene.steps.length}`),
    h(
      "div",
      { class: "fp-controls", role: "group", "aria-label": "Steps" },
      stepButton("back", "Previous step", BACK, state.step === 0),
      stepButton("next", "Next step", NEXT, state.step === last || state.step === limit),
      stepButton("first", "Start again", AGAIN, state.step === 0),
      h(
        "button",
        {
          type: "button",
          class: "fp-button fp-as-text",
          "data-act": "text",
        },
        drawing(LINES),
        state.asText ? "Back to the steps" : "Read all steps as text",
      ),
    ),
  );
}

function stepButton(act: string, label: string, path: string, off: boolean): VNode {
  return h(
    "button",
    {
      type: "button",
      class: "fp-button fp-control",
      "data-act": act,
      "aria-label": label,
      title: label,
      "aria-disabled": off ? "true" : undefined,
      key: act,
    },
    drawing(path),
  );
}

/** One step; also what is measured, step by step, so that the height never jumps. */
export function body(scene: Scene, state: State, id: string, listener = ALONE): VNode {
  const step = withPicked(stepOf(scene, state), state);
  const asked = step.prediction && ask(scene, step.prediction, state, id);
  const tries = step.controls && controlBar(step.controls, listener, id);
  return h(
    "div",
    { class: "fp-body", key: "body" },
    h("div", { class: "fp-talk" }, tries ? sentence(step) : said(step), asked, tries, tries && notes(step)),
    h(
      "div",
      { class: "fp-panes" },
      excelPane(scene, step.excel, id),
      pythonPane(scene, step.python, state, id),
    ),
    h("div", { class: "fp-foot" }, h("p", { class: "fp-scope" }, step.scope), legend(step)),
  );
}

/** The step with the rows that the reader has picked marked in their table, until the question is locked. */
function withPicked(step: Step, state: State): Step {
  const question = openQuestion(step, state.answers);
  if (question?.kind !== "rows" || !state.picked.length) {
    return step;
  }
  const mine: Mark = { kind: "match", rows: state.picked, word: "your choice" };
  const mark = (shown: Shown): Shown =>
    shown.table === question.table ? { ...shown, marks: [...(shown.marks ?? []), mine] } : shown;
  return {
    ...step,
    excel: { ...step.excel, shows: step.excel.shows.map(mark) },
    python: { ...step.python, shows: step.python.shows.map(mark) },
  };
}

function said(step: Step): VNode {
  return h("div", { class: "fp-said" }, sentence(step), eachNote(step));
}

function sentence(step: Step): VNode {
  return h("p", { class: "fp-sentence" }, h("b", { class: "fp-name" }, step.name, " "), step.sentence);
}

/** Below what the reader may change: one note more or less must not move a field under the pointer. */
function notes(step: Step): VNode {
  return h("div", { class: "fp-said", key: "notes" }, eachNote(step));
}

function eachNote(step: Step): VNode[] {
  return (step.notes ?? []).map((note) => h("p", { class: "fp-note" }, note));
}

function excelPane(scene: Scene, pane: ExcelPane, id: string): VNode {
  const fields = (pane.fields ?? []).map(([area, field]) =>
    h("li", { class: "fp-field" }, h("span", {}, `${area} `), h("b", {}, field)),
  );
  return h(
    "div",
    { class: "fp-pane fp-excel", role: "group", "aria-labelledby": `${id}-excel` },
    h(
      "div",
      { class: "fp-pane-head" },
      h("p", { class: "fp-pane-title", id: `${id}-excel` }, pane.title ?? "In Excel"),
      fields.length ? h("ul", { class: "fp-fields", "aria-label": "PivotTable fields" }, fields) : undefined,
    ),
    h("div", { class: "fp-codes" }, pane.formula ? formulaBar(pane.formula) : undefined),
    tables(scene, pane.shows, pane.title ? "Lines" : "Excel tables", drawnIn(scene, pane)),
  );
}

function pythonPane(scene: Scene, pane: PythonPane, state: State, id: string): VNode {
  const copy = h(
    "button",
    { type: "button", class: "fp-button fp-copy", "data-act": "copy", key: "copy" },
    state.copied ? "Copied" : "Copy the code",
  );
  return h(
    "div",
    { class: "fp-pane fp-python", role: "group", "aria-labelledby": `${id}-python` },
    h(
      "div",
      { class: "fp-pane-head" },
      h("p", { class: "fp-pane-title", id: `${id}-python` }, "In Python"),
      pane.to_take ? copy : undefined,
      languageButtons(pane, state.language),
    ),
    drawnIn(scene, pane), // above its code: seen together with what the reader changes
    codeBox(pane, state.language),
    tables(scene, pane.shows, "Python tables"),
  );
}

function drawnIn(scene: Scene, pane: ExcelPane | PythonPane): VNode | undefined {
  const picture = pictureOf(scene, pane.picture ?? "");
  return picture && pictureView(picture);
}

function tables(scene: Scene, shows: readonly Shown[], label: string, picture?: VNode): VNode {
  const looks = shows.map((shown) => tableOf(scene, shown.table).look);
  const named = new Set(looks).size < looks.length;
  return h(
    "div",
    { class: "fp-tables", "aria-label": label, role: "group" },
    picture,
    shows.map((shown, at) => tableView(scene, shown, { at, named })),
  );
}
