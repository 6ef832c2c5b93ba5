// The player in a page without a notebook: each <script type="application/json" data-fingerpost-scene>
// gives way to the player of the scene it holds.

import { mount } from "./mount.ts";
import type { Scene } from "./scene.ts";

for (const script of document.querySelectorAll("script[data-fingerpost-scene]")) {
  const host = document.createElement("div");
  script.replaceWith(host);
  mount(host, JSON.parse(script.textContent) as Scene);
}
