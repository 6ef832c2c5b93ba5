// File menu: take one's work home as a zip, and bring it back. The server makes and reads the zip.

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";

const TAKE_HOME = "fingerpost:take-home";
const BRING_BACK = "fingerpost:bring-back";

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
  description: "Take my work home, bring my work back: two entries in the File menu.",
  autoStart: true,
  activate: (app: JupyterFrontEnd): void => {
    app.commands.addCommand(TAKE_HOME, {
      label: "Take my work home",
      caption: "Save everything and download it as one zip",
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
  },
};
