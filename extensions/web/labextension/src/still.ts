// A walkthrough drawn from the notebook's own file: no kernel, no Python, and nothing that runs from it.

import { mount, type Place, type Player } from "@fingerpost/player";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { SCENE_MIME } from "./outputs.ts";

type Scene = Parameters<typeof mount>[1];

export class StillWalkthrough extends Widget implements IRenderMime.IRenderer {
  #player: Player | undefined;

  get place(): Place | undefined {
    return this.#player?.place;
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const place = this.place;
    this.#player?.dispose();
    const scene = model.data[SCENE_MIME] as unknown as Scene;
    this.#player = mount(this.node, scene, place);
  }

  override dispose(): void {
    this.#player?.dispose();
    this.#player = undefined;
    super.dispose();
  }
}
