// Shows walkthroughs and the first rows of tables wherever JupyterLab shows outputs. It draws text and nothing else, so it is safe in
// notebooks that are not trusted.

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { SCENE_MIME } from "./outputs.ts";
import { StillWalkthrough } from "./still.ts";
import { StillTable, TABLE_MIME } from "./still-table.ts";

/** Before HTML, which is 50, and after the widget manager, -10: hosts without our plugin show live widgets. */
const RANK = 0;

const walkthrough: IRenderMime.IExtension = {
  id: "@fingerpost/labextension:walkthrough",
  description: "Plays walkthroughs from the notebook's file, with no kernel.",
  rendererFactory: {
    safe: true,
    mimeTypes: [SCENE_MIME],
    createRenderer: () => new StillWalkthrough(),
  },
  rank: RANK,
  dataType: "json",
};

const table: IRenderMime.IExtension = {
  id: "@fingerpost/labextension:table",
  description: "Shows the first rows of a table from the notebook's file, with no kernel.",
  rendererFactory: {
    safe: true,
    mimeTypes: [TABLE_MIME],
    createRenderer: () => new StillTable(),
  },
  rank: RANK,
  dataType: "json",
};

export default [walkthrough, table];
