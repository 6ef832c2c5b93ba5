// What each mark looks like beside its colour: an icon, a word, and a class for its outline.

import type { Mark, MarkKind, Shown, Step } from "./scene.ts";
import { h, type VNode } from "./vnode.ts";

interface Sign {
  readonly word: string;
  /** Paths on a 16 by 16 grid, drawn as lines. */
  readonly icon: string;
}

export const SIGNS: Readonly<Record<MarkKind, Sign>> = {
  read: { word: "being looked at", icon: "M1 8q7-8 14 0q-7 8-14 0zM8 6a2 2 0 1 1 0 4a2 2 0 1 1 0-4z" },
  match: { word: "agrees", icon: "M2 9l4 4 8-10" },
  drop: { word: "left out", icon: "M2 8h12M5 4l6 8" },
  group: { word: "pile", icon: "M2 4l6-3 6 3-6 3zM2 8l6 3 6-3M2 12l6 3 6-3" },
  duplicate: { word: "the same again", icon: "M2 2h8v8H2zM6 10v4h8V6h-4" },
  coerce: { word: "type changed", icon: "M1 8h11M9 4l4 4-4 4" },
  error: { word: "stops here", icon: "M8 2v8M8 13v1" },
  result: { word: "the answer", icon: "M2 2h12v12H2zM5 8l2 2 4-4" },
};

export function icon(kind: MarkKind): VNode {
  return drawing(SIGNS[kind].icon);
}

export function drawing(path: string): VNode {
  return h("svg", { class: "fp-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, h("path", { d: path }));
}

/** The marks on a whole row, or on one of its cells. */
export function marksOn(shown: Shown, row: string, column?: string): readonly Mark[] {
  return (shown.marks ?? []).filter((mark) => {
    const named = mark.columns ?? [];
    const meant = column === undefined ? named.length === 0 : named.includes(column);
    return meant && mark.rows.includes(row);
  });
}

export function classOf(marks: readonly Mark[]): string {
  return marks
    .map((mark) => ` fp-m fp-m-${mark.kind}${mark.letter ? ` fp-pile-${mark.letter}` : ""}`)
    .join("");
}

/** A row's marks at its end: letter or icon, and the word, unseen where `inWords` is false. */
export function tags(marks: readonly Mark[], inWords = true): readonly VNode[] {
  return marks.map((mark) => {
    const sign = mark.letter ? h("b", { class: "fp-letter" }, mark.letter) : icon(mark.kind);
    const seen = inWords && mark.word !== undefined;
    return h(
      "span",
      { class: `fp-tag fp-tag-${mark.kind}${mark.letter ? ` fp-pile-${mark.letter}` : ""}` },
      sign,
      h("span", { class: seen ? "fp-word" : "fp-hidden" }, ` ${wordOf(mark)}`),
    );
  });
}

export function wordOf(mark: Mark): string {
  return mark.word ?? SIGNS[mark.kind].word;
}

/** What the marks of a step mean: each kind with each word it is used with, once. */
export function legend(step: Step): VNode {
  const marks = [...step.excel.shows, ...step.python.shows].flatMap((shown) => shown.marks ?? []);
  const signs = new Map(marks.map((mark) => [`${mark.kind} ${wordOf(mark)}`, mark]));
  const items = [...signs].map(([key, mark]) =>
    h("li", { class: `fp-tag fp-tag-${mark.kind}`, key }, icon(mark.kind), h("span", {}, wordOf(mark))),
  );
  return h("ul", { class: "fp-legend", "aria-label": "What the marks mean" }, items);
}
