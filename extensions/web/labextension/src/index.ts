// The plugins. In notebooks a walkthrough or table is exchanged for its live widget when the kernel has it; see live.ts.

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { aloud } from "./aloud.ts";
import { coursePanel } from "./course-panel.ts";
import { launcherCards } from "./launcher-cards.ts";
import { type Kind, LiveOutput } from "./live.ts";
import { SCENE_MIME } from "./outputs.ts";
import { waitForWidgets } from "./patience.ts";
import { StillWalkthrough } from "./still.ts";
import { StillTable, TABLE_MIME } from "./still-table.ts";
import { tour } from "./tour.ts";
import { warehousePanel } from "./warehouse-panel.ts";
import { work } from "./work.ts";

/** Before the widget manager's own, which would show "Loading widget…" for ever without a kernel. */
const RANK = -20;

/** A million rows are some seconds on their way, and a busy page draws late; nothing is seen to wait meanwhile. */
const PATIENCE_MS = 60_000;

const KINDS: Readonly<Record<string, Kind>> = {
  [SCENE_MIME]: { still: () => new StillWalkthrough(), appears: ".fp-walk", patienceMs: PATIENCE_MS },
  [TABLE_MIME]: { still: () => new StillTable(), appears: '.fp-grid [role="grid"]', patienceMs: PATIENCE_MS },
};

/** The part of a notebook we need; its own package would pull in most of JupyterLab. */
interface NotebookPanel {
  readonly content: { readonly rendermime: IRenderMimeRegistry };
}

const plugin: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:live-walkthroughs",
  description: "Exchanges a walkthrough or a table for its live widget when a kernel has it.",
  autoStart: true,
  activate: (app: JupyterFrontEnd): void => {
    waitForWidgets();
    app.docRegistry.addWidgetExtension("Notebook", {
      createNew: (panel, context) => {
        const { rendermime } = (panel as unknown as NotebookPanel).content;
        const host = {
          session: context.sessionContext,
          createRenderer: (mimeType: string) => rendermime.createRenderer(mimeType),
        };
        for (const [mimeType, kind] of Object.entries(KINDS)) {
          const createRenderer = () => new LiveOutput(host, kind);
          rendermime.addFactory({ safe: true, mimeTypes: [mimeType], createRenderer }, RANK);
        }
      },
    });
  },
};

export default [plugin, aloud, work, coursePanel, launcherCards, tour, warehousePanel];
