// The player in a notebook: anywidget calls `render` with the Python side's model.

import { mount } from "./mount.ts";
import type { Scene } from "./scene.ts";
import type { Answers } from "./state.ts";

interface Model {
  get(name: "scene"): Scene;
  get(name: "step"): number;
  get(name: "answers"): Answers;
  set(name: string, value: number | Answers): void;
  save_changes(): void;
  on(event: string, heard: () => void): void;
  off(event: string, heard: () => void): void;
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const player = mount(el, model.get("scene"), {
    step: model.get("step"),
    answers: model.get("answers"),
    onStep: (step) => send("step", step),
    onAnswers: (answers) => send("answers", answers),
  });
  const stepSet = () => player.goto(model.get("step"));
  model.on("change:step", stepSet);

  function send(name: string, value: number | Answers): void {
    model.set(name, value);
    model.save_changes();
  }

  return () => {
    model.off("change:step", stepSet);
    player.dispose();
  };
}

export default { render };
