// What a key press means while focus is inside the player.

import type { Action } from "./state.ts";

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * - `step`: the player acts, the page and the host do not.
 * - `leave`: focus goes out of the player.
 * - `keep`: the browser acts as usual (a button is pressed, a pane scrolls), the host does not: in a
 *   notebook's command mode Enter would open the cell and "d d" delete it.
 * - `pass`: not ours.
 */
export type Meaning =
  | { readonly kind: "step"; readonly action: Action }
  | { readonly kind: "leave" | "keep" | "pass" };

const STEPS: Readonly<Record<string, Action>> = {
  ArrowRight: { type: "next" },
  ArrowDown: { type: "next" },
  ArrowLeft: { type: "back" },
  ArrowUp: { type: "back" },
  Home: { type: "first" },
  End: { type: "last" },
};

/** Where the focus is: a pane that scrolls and a field want the arrow keys for themselves. */
export type Inside = "player" | "pane" | "field";

export function meaningOf(press: Press, inside: Inside): Meaning {
  const typed = inside === "field" && press.key.length === 1;
  if (press.ctrlKey || press.metaKey || press.altKey || (press.shiftKey && !typed)) {
    return { kind: "pass" };
  }
  const action = STEPS[press.key];
  if (action) {
    return inside === "player" ? { kind: "step", action } : { kind: "keep" };
  }
  if (press.key === "Escape") {
    return { kind: "leave" };
  }
  if (inside === "field") {
    return { kind: press.key === "Tab" ? "pass" : "keep" };
  }
  return { kind: press.key === "Enter" || press.key.length === 1 ? "keep" : "pass" };
}
