// Shows walkthroughs wherever JupyterLab shows outputs. It draws text and nothing else, so it is safe in
// notebooks that are not trusted.

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { SCENE_MIME, StillWalkthrough } from "./still.ts";

const extension: IRenderMime.IExtension = {
  id: "@fingerpost/labextension:walkthrough",
  description: "Plays walkthroughs from the notebook's file, with no kernel.",
  rendererFactory: {
    safe: true,
    mimeTypes: [SCENE_MIME],
    createRenderer: () => new StillWalkthrough(),
  },
  dataType: "json",
};

export default extension;
