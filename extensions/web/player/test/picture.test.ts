import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureView } from "../src/picture.ts";
import type { Picture, Scene } from "../src/scene.ts";
import { begin } from "../src/state.ts";
import { allAsText } from "../src/text.ts";
import { view } from "../src/view.ts";
import { findAll, h, textOf } from "../src/vnode.ts";
import { SCENE } from "./scenes.ts";

const BARS: Picture = {
  name: "bars",
  alt: "Bars: rows for each PLACE. U4 is largest with 2.",
  table: "sizes",
  width: 480,
  height: 320,
  shapes: [
    { kind: "rect", numbers: [10, 20, 200, 30], tone: "yours" },
    { kind: "circle", numbers: [5, 6, 4], tone: "B" },
    { kind: "line", numbers: [1, 2, 3, 4], tone: "faint" },
    { kind: "area", numbers: [0, 0, 9, 0, 9, 9], tone: "A" },
    { kind: "text", numbers: [7, 8], tone: "label", text: "U4", anchor: "end", turn: -35 },
  ],
};

const drawn = pictureView(BARS);
const one = (tag: string) => findAll(drawn, (node) => node.tag === tag)[0]?.attrs ?? {};

test("a picture is one image, called by what it shows", () => {
  assert.equal(one("svg")["role"], "img");
  assert.equal(one("svg")["aria-label"], BARS.alt);
  assert.equal(one("svg")["viewBox"], "0 0 480 320");
});

test("each shape stands where Python laid it", () => {
  assert.deepEqual(
    ["x", "y", "width", "height"].map((name) => one("rect")[name]),
    ["10", "20", "200", "30"],
  );
  assert.equal(one("circle")["r"], "4");
  assert.equal(one("polyline")["points"], "1 2 3 4");
  assert.equal(one("polygon")["points"], "0 0 9 0 9 9");
  assert.equal(one("text")["transform"], "rotate(-35 7 8)");
  assert.equal(textOf(drawn), "U4");
});

test("a letter is a pile's colour, a word a meaning", () => {
  assert.equal(one("circle")["class"], "fp-tone-B fp-pile-B");
  assert.equal(one("rect")["class"], "fp-tone-yours");
});

test("a step shows its picture before its tables, and readers of text hear it", () => {
  const [first, ...others] = SCENE.steps;
  assert.ok(first);
  const scene: Scene = {
    ...SCENE,
    steps: [{ ...first, python: { ...first.python, picture: "bars" } }, ...others],
    pictures: [BARS],
  };
  const shown = h("div", {}, view(scene, begin(scene, 0, {}), "fp"));
  assert.equal(findAll(shown, (node) => node.attrs["aria-label"] === BARS.alt).length, 1);
  assert.ok(textOf(allAsText(scene, "fp")).includes(`Chart: ${BARS.alt}`));
});
