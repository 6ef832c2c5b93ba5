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

export function meaningOf(press: Press, inScrollingPane: boolean): Meaning {
  if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) {
    return { kind: "pass" };
  }
  const action = STEPS[press.key];
  if (action) {
    return inScrollingPane ? { kind: "keep" } : { kind: "step", action };
  }
  if (press.key === "Escape") {
    return { kind: "leave" };
  }
  return { kind: press.key === "Enter" || press.key.length === 1 ? "keep" : "pass" };
}
