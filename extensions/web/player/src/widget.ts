// The player in a notebook: anywidget calls `render` with the Python side's model.

import { mount } from "./mount.ts";
import type { Choices, Scene } from "./scene.ts";
import type { Answers } from "./state.ts";

interface Model {
  get(name: "scene"): Scene;
  get(name: "step"): number;
  get(name: "answers"): Answers;
  get(name: "trouble"): string;
  get(name: "hears"): boolean;
  set(name: string, value: number | Answers | Choices): void;
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
    ...(model.get("hears") ? { onChoices: (choices: Choices) => send("choices", choices) } : {}),
  });
  const stepSet = () => player.goto(model.get("step"));
  model.on("change:step", stepSet);
  const retold = () => player.retell(model.get("scene"), model.get("trouble"));
  model.on("change:told", retold);

  function send(name: string, value: number | Answers | Choices): void {
    model.set(name, value);
    model.save_changes();
  }

  return () => {
    model.off("change:step", stepSet);
    model.off("change:told", retold);
    player.dispose();
  };
}

export default { render };
