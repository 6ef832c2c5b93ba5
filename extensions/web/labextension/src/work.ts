// File menu: take one's work home as a zip, bring it back, make a copy safe to share. The server does the work.

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";

const TAKE_HOME = "fingerpost:take-home";
const BRING_BACK = "fingerpost:bring-back";
const SHARE = "fingerpost:share";

/** The part of an open document we need. */
interface OpenDocument {
  readonly context?: { readonly path: string };
}

/** The path of the notebook in front, or nothing. */
function notebook(app: JupyterFrontEnd): string {
  const path = (app.shell.currentWidget as OpenDocument | null)?.context?.path ?? "";
  return path.endsWith(".ipynb") ? path : "";
}

function address(app: JupyterFrontEnd, page: string): string {
  return `${app.serviceManager.serverSettings.baseUrl}fingerpost/${page}`;
}

/** Has the browser save what an address sends, JupyterLab staying where it is. */
function download(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
}

export const work: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:work",
  description: "Take my work home, bring it back, make a copy safe to share: entries of the File menu.",
  autoStart: true,
  activate: (app: JupyterFrontEnd): void => {
    app.commands.addCommand(TAKE_HOME, {
      label: "Take my work home",
      caption: "Save everything and download it as one zip",
      iconClass: "fp-lab-icon fp-lab-icon-home",
      execute: async () => {
        await app.commands.execute("docmanager:save-all");
        download(address(app, "take-home"));
      },
    });
    app.commands.addCommand(BRING_BACK, {
      label: "Bring my work back",
      caption: "Choose a zip that Take my work home made",
      execute: () => {
        window.open(address(app, "bring-back"), "_blank", "noopener");
      },
    });
    app.commands.addCommand(SHARE, {
      label: "Make a copy that is safe to share",
      caption: "Save the notebook, and leave out of the copy what could point to a child",
      isEnabled: () => notebook(app) !== "",
      execute: async () => {
        const path = notebook(app);
        await app.commands.execute("docmanager:save");
        window.open(`${address(app, "share")}?path=${encodeURIComponent(path)}`, "_blank", "noopener");
      },
    });
  },
};
