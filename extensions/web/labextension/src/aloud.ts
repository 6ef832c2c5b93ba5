// Says aloud what a cell that was run shows, where it is ours: JupyterLab goes on to the next cell and leaves outputs
// unspoken. It hears them as the kernel sends them, so a notebook that is opened, or scrolled, says nothing.

import { Voice } from "@fingerpost/player/voice";
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import css from "./course.css";
import { type Message, saidOf } from "./outputs.ts";
import { wear } from "./styles.ts";

export const aloud: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:aloud",
  description: "Says feedback, questions and walkthroughs aloud when their cell has run, for screen readers.",
  autoStart: true,
  activate: (app: JupyterFrontEnd): void => {
    wear(css);
    const voice = new Voice("fp-unseen fp-aloud");
    document.body.append(voice.node);
    const parse = (html: string): ParentNode => new DOMParser().parseFromString(html, "text/html");
    app.docRegistry.addWidgetExtension("Notebook", {
      createNew: (_panel, context) => {
        const hears = (_: unknown, message: Message): void => {
          const said = saidOf(message, parse);
          if (said !== "") voice.say(said);
        };
        context.sessionContext.iopubMessage.connect(hears);
      },
    });
  },
};
