// What a reader may change: fields to choose from while Python listens, their values as words while it does not.

import type { Choices, Control, Scene } from "./scene.ts";
import { h, type VNode } from "./vnode.ts";

export const NOBODY_LISTENS = "In a notebook, run the cell with live=True to change these.";

/** What Python makes of the reader's changes: whether it listens at all, and what it last said. */
export interface Listener {
  readonly listens: boolean;
  readonly said: string;
}

export function controlBar(controls: readonly Control[], listener: Listener, id: string): VNode {
  const { listens, said } = listener;
  const each = controls.map((control) =>
    listens ? field(control, `${id}-try-${control.id}`) : asWords(control),
  );
  return h(
    "div",
    { class: "fp-tries", role: "group", "aria-label": "What you can change", key: "tries" },
    each,
    h("p", { class: "fp-heard" }, listens ? said : NOBODY_LISTENS),
  );
}

function field(control: Control, id: string): VNode {
  const named = { class: "fp-button fp-input", id, "data-control": control.id };
  const value = String(control.value);
  const options = control.options?.map((option) =>
    h("option", { value: JSON.stringify(option.value), key: option.value }, option.label),
  );
  return h(
    "span",
    { class: "fp-try", key: control.id },
    h("label", { for: id }, control.label),
    options
      ? h("select", { ...named, value: JSON.stringify(control.value) }, options)
      : h("input", { ...named, type: "text", value, autocomplete: "off" }),
  );
}

function asWords(control: Control): VNode {
  return h("span", { class: "fp-field", key: control.id }, `${control.label} `, h("b", {}, labelOf(control)));
}

/** A control's value as the reader sees it. */
export function labelOf(control: Control): string {
  const chosen = control.options?.find((option) => option.value === control.value);
  return chosen?.label ?? String(control.value);
}

/** Every control's value now, with one of them changed: all that Python needs to tell the scene anew. */
export function choicesWith(scene: Scene, id: string, value: Choices[string]): Choices {
  const controls = scene.steps.flatMap((step) => step.controls ?? []);
  const now = Object.fromEntries(controls.map((control) => [control.id, control.value]));
  return { ...now, [id]: value };
}

/** The control in words: its label, what it stands at, and what else it could be. */
export function controlInWords(control: Control): string {
  const others = (control.options ?? []).map((option) => option.label).join(", ");
  return `You can change ${control.label}: ${labelOf(control)}${others ? ` (of ${others})` : ""}.`;
}
