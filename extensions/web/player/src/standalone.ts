// The player in a page without a notebook: each element marked data-fingerpost-walkthrough holds a scene
// as JSON and its storyboard, for readers without script; both give way to the player.

import { mount } from "./mount.ts";
import type { Scene } from "./scene.ts";

for (const host of document.querySelectorAll<HTMLElement>("[data-fingerpost-walkthrough]")) {
  const scene = host.querySelector('script[type="application/json"]');
  if (scene) {
    host.replaceChildren();
    mount(host, JSON.parse(scene.textContent) as Scene);
  }
}
