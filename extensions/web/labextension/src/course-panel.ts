// The Course panel: modules with their state, the one next step, fetch, check, hand in, feedback, log.

import { Voice } from "@fingerpost/player/voice";
import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import { Widget } from "@lumino/widgets";
import css from "./course.css";
import { type Act, type Answer, ask, type Course } from "./course-server.ts";
import { type Does, LogView, modules, nextStep, outcome, outcomeWords, work } from "./course-view.ts";
import { element } from "./element.ts";
import { wear } from "./styles.ts";

export const COURSE = "fingerpost:course";
export const PANEL = "fingerpost-course";

/** Above JupyterLab's file browser, which has 100. */
const RANK = 90;

/** What is said while the server works, for those that take a while. */
const BUSY: Readonly<Record<string, string>> = {
  check: "Your notebook runs from top to bottom; this can take a minute.",
  "hand-in": "Handing in.",
  fetch: "Fetching.",
  feedback: "Fetching your feedback.",
};

export class CoursePanel extends Widget {
  readonly #app: JupyterFrontEnd;
  readonly #open = new Set<string>();
  readonly #said = element("div", { class: "fp-course-said" });
  readonly #voice = new Voice("fp-unseen");
  readonly #changing = element("div", {});
  readonly #log: LogView;
  #shown = "";
  #isAsking = false;
  #isStale = false;
  #isBusy = false;

  constructor(app: JupyterFrontEnd) {
    super();
    this.#app = app;
    this.id = PANEL;
    this.addClass("fp-course");
    this.title.caption = "Course";
    this.title.iconClass = "fp-lab-icon fp-lab-icon-course";
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", "Course");
    this.node.tabIndex = -1;
    document.body.append(this.#voice.node); // beside the panel: a place that is drawn anew would be spoken again
    this.#log = new LogView(this.#does);
    this.#changing.addEventListener("toggle", this.#folded, { capture: true });
    app.serviceManager.contents.fileChanged.connect(this.#changed, this);
    document.addEventListener("visibilitychange", this.#returned);
  }

  readonly #does: Does = {
    act: (module, act) => void this.#act(module, act),
    log: async (told) => {
      const answer = await this.#asks({ act: "log", ...told }, "");
      if (answer?.done) this.#log.empties();
    },
    command: (name) => void this.#app.commands.execute(name),
    again: () => void this.refresh(),
  };

  /** Asks the server anew; while it is asked, further wishes become one. */
  async refresh(): Promise<void> {
    if (this.#isAsking) {
      this.#isStale = true;
      return;
    }
    this.#isAsking = true;
    do {
      this.#isStale = false;
      this.#shows(await ask(this.#app.serviceManager.serverSettings));
    } while (this.#isStale && !this.isDisposed);
    this.#isAsking = false;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#app.serviceManager.contents.fileChanged.disconnect(this.#changed, this);
    document.removeEventListener("visibilitychange", this.#returned);
    this.#voice.dispose();
    super.dispose();
  }

  protected override onAfterShow(): void {
    void this.refresh();
  }

  protected override onActivateRequest(): void {
    (this.node.querySelector<HTMLElement>('[data-key="next"]') ?? this.node).focus();
  }

  #changed(): void {
    if (this.isVisible) void this.refresh();
  }

  readonly #returned = (): void => {
    if (document.visibilityState === "visible") this.#changed();
  };

  readonly #folded = (event: Event): void => {
    const fold = event.target as HTMLDetailsElement;
    const name = fold.dataset["module"];
    if (name === undefined) return;
    if (fold.open) this.#open.add(name);
    else this.#open.delete(name);
  };

  /** Draws what changed, and nothing where nothing did: what someone unfolded, typed or stands on stays. */
  #shows(answer: Answer): void {
    if (this.isDisposed) return;
    if (answer.state === undefined) {
      this.#tells(answer);
      if (this.#shown === "") this.#draws(undefined);
      return;
    }
    const now = JSON.stringify(answer.state);
    if (now === this.#shown) return;
    if (this.#shown === "") {
      this.#said.replaceChildren();
      if (answer.state.next) this.#open.add(answer.state.next.module);
    }
    this.#shown = now;
    this.#draws(answer.state);
  }

  #tells(answer: Answer): void {
    this.#said.replaceChildren(outcome(answer));
    this.#voice.say(outcomeWords(answer));
  }

  #draws(course: Course | undefined): void {
    const stood = (document.activeElement as HTMLElement | null)?.dataset["key"];
    if (course === undefined) {
      const again = element(
        "button",
        { type: "button", class: "jp-mod-styled", "data-key": "again" },
        "Try again",
      );
      again.addEventListener("click", this.#does.again);
      this.#changing.replaceChildren(again);
      this.node.replaceChildren(this.#said, this.#changing);
      return;
    }
    const next = nextStep(course, this.#does);
    this.#changing.replaceChildren(modules(course, this.#open, this.#does));
    this.#log.shows(course);
    this.node.replaceChildren(next, this.#said, this.#changing, this.#log.node, work(this.#does));
    if (stood !== undefined) this.#stands(stood);
  }

  #stands(key: string): void {
    const found = [...this.node.querySelectorAll<HTMLElement>("[data-key]")];
    (found.find((one) => one.dataset["key"] === key) ?? this.node).focus();
  }

  async #act(module: string, act: Act): Promise<void> {
    if (act.act === "open") {
      await this.#app.commands.execute("docmanager:open", { path: act.path });
      return;
    }
    const answer = await this.#asks({ act: act.act, module }, BUSY[act.act] ?? "");
    if (answer?.done?.opens) await this.#app.commands.execute("docmanager:open", { path: answer.done.opens });
  }

  /** Saves what is open, asks, and says what came of it; one button at a time. */
  async #asks(told: object, meanwhile: string): Promise<Answer | undefined> {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    this.node.setAttribute("aria-busy", "true");
    this.#said.replaceChildren(meanwhile);
    this.#voice.say(meanwhile);
    try {
      await this.#app.commands.execute("docmanager:save-all");
      const answer = await ask(this.#app.serviceManager.serverSettings, told);
      if (answer.state !== undefined) this.#shows({ state: answer.state });
      this.#tells(answer);
      return answer;
    } finally {
      this.#isBusy = false;
      this.node.removeAttribute("aria-busy");
    }
  }
}

export const coursePanel: JupyterFrontEndPlugin<void> = {
  id: "@fingerpost/labextension:course-panel",
  description:
    "The Course panel: modules with their state, the next step, fetch, check, hand in, feedback, log.",
  autoStart: true,
  optional: [ILabShell, ILayoutRestorer],
  activate: (app: JupyterFrontEnd, shell: ILabShell | null, restorer: ILayoutRestorer | null): void => {
    if (shell === null) return; // Notebook 7 has no panels at the side
    wear(css);
    const panel = new CoursePanel(app);
    shell.add(panel, "left", { rank: RANK });
    restorer?.add(panel, PANEL);
    app.commands.addCommand(COURSE, {
      label: "Your next step",
      caption: "Open the Course panel: your modules, and what comes next",
      iconClass: "fp-lab-icon fp-lab-icon-course",
      execute: () => shell.activateById(PANEL),
    });
  },
};
