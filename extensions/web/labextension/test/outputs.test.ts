import assert from "node:assert/strict";
import { test } from "node:test";
import { SCENE_MIME, saidOf } from "../src/outputs.ts";

const SHOWN = { title: "Pivot in slow motion", steps: [{}, {}, {}] };
const message = (msg_type: string, data: object) => ({ header: { msg_type }, content: { data } });
const never = (): ParentNode => {
  throw new Error("nothing of ours is in it");
};

test("a walkthrough that a cell shows is named, with its number of steps", () => {
  for (const kind of ["execute_result", "display_data"]) {
    assert.equal(
      saidOf(message(kind, { [SCENE_MIME]: SHOWN, "text/html": "<details></details>" }), never),
      "Walkthrough: Pivot in slow motion, 3 steps.",
    );
  }
});

test("what is not ours, or is not shown, is left to JupyterLab", () => {
  assert.equal(saidOf(message("execute_result", { "text/html": "<table></table>" }), never), "");
  assert.equal(saidOf(message("comm_msg", { [SCENE_MIME]: SHOWN }), never), "");
  assert.equal(saidOf({ header: { msg_type: "status" }, content: { execution_state: "idle" } }, never), "");
});
