// The plugins. In notebooks a walkthrough is exchanged for its live widget when the kernel has it; see live.ts.

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { LiveWalkthrough } from "./live.ts";
import { SCENE_MIME } from "./still.ts";
import { work } from "./work.ts";

/** Before the widget manager's own, which would show "Loading widget…" for ever without a kernel. */
const RANK = -20;

/** The part of a notebook we need; its own package would pull in most of JupyterLab. */
interface NotebookPanel {
  readonly content: { readonly rendermime: IRenderMimeRegistry };
}

const plugin: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:live-walkthroughs",
  description: "Exchanges a walkthrough for its live widget when a kernel has it.",
  autoStart: true,
  activate: (app: JupyterFrontEnd): void => {
    app.docRegistry.addWidgetExtension("Notebook", {
      createNew: (panel, context) => {
        const { rendermime } = (panel as unknown as NotebookPanel).content;
        const host = {
          session: context.sessionContext,
          createRenderer: (mimeType: string) => rendermime.createRenderer(mimeType),
        };
        rendermime.addFactory(
          { safe: true, mimeTypes: [SCENE_MIME], createRenderer: () => new LiveWalkthrough(host) },
          RANK,
        );
      },
    });
  },
};

export default [plugin, work];
