// A chart that Python laid out, as SVG: every number it draws stands in a table beside it.

import type { Picture, Scene, Shape, Step } from "./scene.ts";
import { h, type VNode } from "./vnode.ts";

/** The picture of that name; a scene that Python made always has it. */
export function pictureOf(scene: Scene, name: string): Picture | undefined {
  return scene.pictures?.find((picture) => picture.name === name);
}

/** The pictures of a step, Excel's first. */
export function picturesOf(scene: Scene, step: Step): Picture[] {
  return [step.excel.picture, step.python.picture].flatMap((name) => pictureOf(scene, name ?? "") ?? []);
}

export function pictureView({ alt, width, height, shapes }: Picture): VNode {
  const svg = h(
    "svg",
    { class: "fp-svg", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt },
    shapes.map(shapeView),
  );
  return h("div", { class: "fp-shown fp-picture", key: "picture" }, svg);
}

function shapeView({ kind, numbers, tone, text, anchor, turn }: Shape): VNode {
  const named = `fp-tone-${tone}${tone.length === 1 ? ` fp-pile-${tone}` : ""}`;
  const [x = 0, y = 0, wide = 0, high = 0] = numbers;
  const points = numbers.join(" ");
  switch (kind) {
    case "rect":
      return h("rect", { class: named, x, y, width: wide, height: high });
    case "circle":
      return h("circle", { class: named, cx: x, cy: y, r: wide });
    case "line":
      return h("polyline", { class: `fp-drawn-line ${named}`, points });
    case "area":
      return h("polygon", { class: `fp-drawn-area ${named}`, points });
    case "text":
      return h(
        "text",
        {
          class: named,
          x,
          y,
          "text-anchor": anchor,
          transform: turn ? `rotate(${turn} ${x} ${y})` : undefined,
        },
        text,
      );
  }
}
