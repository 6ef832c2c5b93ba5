// Cards in JupyterLab's launcher that lead into the course, before those that start something empty.

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ILauncher } from "@jupyterlab/launcher";
import css from "./course.css";
import { wear } from "./styles.ts";

const START = "fingerpost:start-here";
const START_PAGE = "Start here.md";
const CATEGORY = "Course";

/** Before Notebook, which has 0. */
const FIRST = -1;

/** What stands there, where the plugin that does it is not switched off. */
const CARDS = [START, "fingerpost:course", "fingerpost:take-home"];

export const launcherCards: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:launcher-cards",
  description: "Cards in the launcher: Start here, your next step, take my work home.",
  autoStart: true,
  optional: [ILauncher],
  activate: (app: JupyterFrontEnd, launcher: ILauncher | null): void => {
    if (launcher === null) return;
    wear(css);
    app.commands.addCommand(START, {
      label: "Start here",
      caption: "What is in your folder, and where help is",
      iconClass: "fp-lab-icon fp-lab-icon-start",
      execute: () =>
        app.commands.execute("docmanager:open", { path: START_PAGE, factory: "Markdown Preview" }),
    });
    // the other plugins have their commands once JupyterLab stands; it does not stand before this has returned
    void app.restored.then(() => {
      for (const [rank, command] of CARDS.entries()) {
        if (app.commands.hasCommand(command)) {
          launcher.add({ command, category: CATEGORY, rank, categoryRank: FIRST });
        }
      }
    });
  },
};
