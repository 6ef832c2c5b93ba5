// The first-run tour: four steps, shown once, left by Esc. A dialog of the browser's own, which keeps the focus.

import { Voice } from "@fingerpost/player/voice";
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import css from "./course.css";
import { element } from "./element.ts";
import { wear } from "./styles.ts";

const TOUR = "fingerpost:tour";
const PLUGIN = "@fingerpost/labextension:tour";
const SEEN = "seen";
const POINTED_AT = "fp-tour-target";

interface Step {
  readonly title: string;
  readonly text: string;
  /** What is pointed at, where it is there. */
  readonly target: string;
}

export const STEPS: readonly Step[] = [
  {
    title: "Your next step is on the left",
    text: "The Course panel lists your modules in order and says how far each is. The button at its top always leads to what comes next.",
    target: '.lm-TabBar-tab[data-id="fingerpost-course"]',
  },
  {
    title: "Lessons open in the middle",
    text: "A lesson is a page of cells. Click into one, press Shift and Enter together, and it runs; the next one waits.",
    target: "#jp-main-dock-panel",
  },
  {
    title: "Every task has a check",
    text: "Run the check below a task as often as you like. It says what it saw in your answer, why, and what to try next.",
    target: "#jp-main-dock-panel",
  },
  {
    title: "Nothing gets lost",
    text: "Your notebooks are saved every 30 seconds, and earlier copies are kept in your folder. The File menu has Take my work home. This tour is in the Help menu.",
    target: "#jp-MainMenu",
  },
];

/** Shows the tour; resolves when it is at its end or was skipped. */
export function showTour(): Promise<void> {
  const voice = new Voice("fp-unseen");
  const title = element("h2", { id: "fp-tour-title", tabindex: "-1" });
  const text = element("p", { id: "fp-tour-text" });
  const place = element("span", { class: "fp-tour-place" });
  const back = element("button", { type: "button", class: "jp-mod-styled" }, "Back");
  const next = element("button", { type: "button", class: "jp-mod-styled jp-mod-accept" });
  const skip = element("button", { type: "button", class: "jp-mod-styled" }, "Skip the tour");
  const dialog = element(
    "dialog",
    { class: "fp-tour", "aria-labelledby": title.id, "aria-describedby": text.id },
    title,
    text,
    element("div", { class: "fp-tour-foot" }, place, skip, back, next),
    voice.node,
  );
  let at = 0;
  const shows = (step: number): void => {
    at = step;
    const { title: head, text: said, target } = STEPS[at] as Step;
    title.textContent = head;
    text.textContent = said;
    place.textContent = `${at + 1} of ${STEPS.length}`;
    back.disabled = at === 0;
    next.textContent = at === STEPS.length - 1 ? "Done" : "Next";
    pointAt(target);
  };
  // the first step is the dialog's own name and description, which are spoken as it opens
  const goes = (step: number): void => {
    shows(step);
    voice.say(`${place.textContent}. ${title.textContent}. ${text.textContent}`);
  };
  back.addEventListener("click", () => {
    goes(at - 1);
    if (at === 0) next.focus();
  });
  next.addEventListener("click", () => (at === STEPS.length - 1 ? dialog.close() : goes(at + 1)));
  skip.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  shows(0);
  dialog.showModal();
  next.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      pointAt("");
      voice.dispose();
      dialog.remove();
      resolve();
    });
  });
}

function pointAt(target: string): void {
  for (const one of document.querySelectorAll(`.${POINTED_AT}`)) one.classList.remove(POINTED_AT);
  if (target !== "") document.querySelector(target)?.classList.add(POINTED_AT);
}

async function openCourse(app: JupyterFrontEnd): Promise<void> {
  if (app.commands.hasCommand("fingerpost:course")) await app.commands.execute("fingerpost:course");
}

export const tour: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: "A tour of four steps, shown once, when someone opens JupyterLab for the first time.",
  autoStart: true,
  optional: [ISettingRegistry],
  activate: (app: JupyterFrontEnd, registry: ISettingRegistry | null): void => {
    wear(css);
    app.commands.addCommand(TOUR, { label: "Show the tour", execute: () => showTour() });
    if (registry === null) return; // with nowhere to remember it, it would come at every start
    void app.restored.then(async () => {
      const settings = await registry.load(PLUGIN);
      if (settings.get(SEEN).composite === true) return;
      await openCourse(app);
      await showTour();
      await openCourse(app); // with the keyboard on the next step's button, which is there by now
      await settings.set(SEEN, true);
    });
  },
};
