// Puts a player into an element and takes it out again.

import { typedNumber } from "./ask.ts";
import { choicesWith, type Listener } from "./controls.ts";
import { draw } from "./dom.ts";
import { type Inside, meaningOf } from "./keys.ts";
import { isStill, move, placesIn, settle } from "./motion.ts";
import css from "./player.css";
import { hintAtScrolling, reserveRoom } from "./room.ts";
import {
  type Answer,
  type Choices,
  type Language,
  SCHEMA_VERSION,
  type Scene,
  type Setting,
  tableOf,
} from "./scene.ts";
import { type Seen, spoken } from "./spoken.ts";
import { type Action, type Answers, begin, openQuestion, reduce, type State, stepOf } from "./state.ts";
import { view } from "./view.ts";
import { h } from "./vnode.ts";
import { Voice } from "./voice.ts";

/** Where a reader is: enough to go on from there in another player of the same scene. */
export interface Place {
  readonly step: number;
  readonly answers: Answers;
}

export interface Options extends Partial<Place> {
  readonly onStep?: (step: number) => void;
  readonly onAnswers?: (answers: Answers) => void;
  /** Asks Python for the scene that these choices make; without it the reader changes nothing. */
  readonly onChoices?: (choices: Choices) => void;
}

export interface Player {
  readonly place: Place;
  goto(step: number): void;
  /** Goes on in `scene`, made of what the reader chose; `trouble` says why it is not, where it is not. */
  retell(scene: Scene, trouble: string): void;
  dispose(): void;
}

const PATIENCE_MS = 8000;
const NO_ANSWER = "Python does not answer. Run the cell again, then change it here.";

/** The page's players so far: anywidget gives each live one its own copy of this module, and no two may share an id. */
const page = globalThis as typeof globalThis & { fingerpostPlayers?: number };

/** Draws `scene` in `host` until `dispose` is called, which leaves no listener, timer or element behind. */
export function mount(host: HTMLElement, scene: Scene, options: Options = {}): Player {
  if (scene.schema_version !== SCHEMA_VERSION) {
    return refuse(host, scene);
  }
  return new Mounted(host, scene, options);
}

function refuse(host: HTMLElement, scene: Scene): Player {
  const said =
    `This walkthrough was made by another version of fingerpost (scene ${scene.schema_version}, ` +
    `player ${SCHEMA_VERSION}). Run the cell again, or reload the page.`;
  draw(host, [h("p", { role: "status" }, said)]);
  return {
    place: { step: 0, answers: {} },
    goto: () => undefined,
    retell: () => undefined,
    dispose: () => host.replaceChildren(),
  };
}

class Mounted implements Player {
  #scene: Scene;
  readonly #options: Options;
  readonly #id: string;
  readonly #root = document.createElement("section");
  readonly #stage = document.createElement("div");
  readonly #layer = document.createElement("div");
  readonly #voice = new Voice("fp-hidden");
  readonly #over = new AbortController();
  readonly #resized: ResizeObserver;
  #state: State;
  #width = 0;
  #said = "";
  #late: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, scene: Scene, options: Options) {
    page.fingerpostPlayers = (page.fingerpostPlayers ?? 0) + 1;
    this.#scene = scene;
    this.#options = options;
    this.#id = `fp-${page.fingerpostPlayers}`;
    this.#state = begin(scene, options.step ?? 0, options.answers ?? {});
    this.#build(host);
    this.#listen();
    this.#resized = new ResizeObserver(() => this.#fit());
    this.#resized.observe(this.#root);
  }

  get place(): Place {
    return { step: this.#state.step, answers: this.#state.answers };
  }

  goto(step: number): void {
    if (step !== this.#state.step) {
      this.#become(reduce(this.#scene, this.#state, { type: "goto", step }));
    }
  }

  retell(scene: Scene, trouble: string): void {
    clearTimeout(this.#late);
    const seen = this.#seen;
    this.#scene = scene;
    this.#said = trouble;
    const before = isStill() ? undefined : placesIn(this.#stage);
    this.#become(reduce(scene, this.#state, { type: "retold" }), seen);
    if (before) {
      move(before, this.#stage, this.#layer);
    }
    measureRepaint("fingerpost:change", () => this.#reserve(true));
  }

  dispose(): void {
    clearTimeout(this.#late);
    this.#voice.dispose();
    this.#over.abort();
    this.#resized.disconnect();
    this.#root.remove();
  }

  #build(host: HTMLElement): void {
    const style = document.createElement("style");
    style.textContent = css;
    this.#root.className = "fp-walk";
    this.#root.toggleAttribute("data-live", this.#listener().listens);
    this.#root.setAttribute("aria-labelledby", `${this.#id}-title`);
    this.#layer.className = "fp-layer";
    this.#layer.setAttribute("aria-hidden", "true");
    this.#root.append(style, this.#stage, this.#layer, this.#voice.node);
    host.append(this.#root);
    this.#draw();
  }

  #listen(): void {
    const { signal } = this.#over;
    this.#root.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.#root.addEventListener("change", (event) => this.#changed(event), { signal });
    // capture on the window: Notebook 7 takes arrow keys before an element's own listener hears them
    window.addEventListener("keydown", (event) => this.#pressed(event), { capture: true, signal });
    // another player of this scene gives way to this one: the reader goes on where they were
    this.#root.addEventListener("fingerpost:place", (event) => this.#takeOver(event), { signal });
  }

  #takeOver(event: Event): void {
    const place = event instanceof CustomEvent ? (event.detail as Place | undefined) : undefined;
    if (place && place.step + Object.keys(place.answers).length > 0) {
      const answers = { ...this.#state.answers, ...place.answers };
      const there = reduce(this.#scene, { ...this.#state, answers }, { type: "goto", step: place.step });
      this.#become(there, { ...this.#seen, state: there }); // the reader has heard it from the other
    }
  }

  #clicked(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest("[data-act]") ?? null;
    const row = target?.closest<HTMLElement>(".fp-shown .fp-row[data-id]")?.dataset["id"];
    if (row && !button) {
      this.#pickInTable(row);
    }
    if (!(button instanceof HTMLElement) || !this.#root.contains(button)) {
      return;
    }
    const { act, value } = button.dataset;
    if (act === "copy") {
      void this.#copy();
      return;
    }
    const action = act === "lock" ? this.#typed() : actionOf(act ?? "", value ?? "");
    if (action) {
      this.#act(action);
    }
  }

  /** A row of a table is a way to choose it for those who point; its button above is everyone's. */
  #pickInTable(row: string): void {
    const question = openQuestion(stepOf(this.#scene, this.#state), this.#state.answers);
    const asked = question?.kind === "rows" ? tableOf(this.#scene, question.table ?? "").rows : [];
    if (asked.some((one) => one.id === row)) {
      this.#act({ type: "pick", row });
    }
  }

  #typed(): Action {
    const field = this.#root.querySelector<HTMLInputElement>(".fp-number-typed");
    return { type: "choose", value: typedNumber(field?.value ?? "") };
  }

  #changed(event: Event): void {
    const field = event.target;
    if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) {
      const id = field.dataset["control"];
      if (id) {
        const value = field instanceof HTMLSelectElement ? (JSON.parse(field.value) as Setting) : field.value;
        this.#askPython(choicesWith(this.#scene, id, value));
      }
    }
  }

  #askPython(choices: Choices): void {
    performance.mark("fingerpost:change");
    clearTimeout(this.#late);
    this.#late = setTimeout(() => {
      const seen = this.#seen;
      this.#said = NO_ANSWER;
      this.#draw();
      this.#speak(seen);
    }, PATIENCE_MS);
    this.#options.onChoices?.(choices);
  }

  #listener(): Listener {
    return { listens: Boolean(this.#options.onChoices), said: this.#said };
  }

  #pressed(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !this.#root.contains(target)) {
      return;
    }
    const meaning = meaningOf(event, insideOf(target));
    if (meaning.kind === "pass") {
      return;
    }
    event.stopImmediatePropagation();
    if (event.key === "Enter" && target.matches(".fp-number-typed")) {
      event.preventDefault(); // the field gives way to a button, which the same key would press
      this.#act(this.#typed());
    }
    if (meaning.kind === "keep") {
      return;
    }
    event.preventDefault();
    if (meaning.kind === "step") {
      this.#act(meaning.action);
    } else {
      leave(this.#root);
    }
  }

  #act(action: Action): void {
    performance.mark("fingerpost:step");
    this.#become(reduce(this.#scene, this.#state, action));
    if (this.#state.heldBack) {
      this.#root
        .querySelector<HTMLElement>('.fp-choices :is([data-answer], [data-act="choose"], [data-act="pick"])')
        ?.focus();
    }
    measureRepaint("fingerpost:step");
  }

  get #seen(): Seen {
    return { scene: this.#scene, state: this.#state, trouble: this.#said };
  }

  /** Says what has changed. Nothing is said of a first drawing: a notebook that is opened may hold several. */
  #speak(before: Seen): void {
    const words = spoken(before, this.#seen);
    if (words) {
      this.#voice.say(words);
    }
  }

  #become(next: State, seen = this.#seen): void {
    const { step, answers, language } = this.#state;
    this.#state = next;
    const before = isStill() ? undefined : placesIn(this.#stage);
    this.#draw();
    if (next.language !== language) {
      this.#reserve();
    }
    this.#speak(seen);
    if (before && next.step !== step) {
      move(before, this.#stage, this.#layer);
    }
    if (next.step !== step) {
      this.#options.onStep?.(next.step);
    }
    if (next.answers !== answers) {
      this.#options.onAnswers?.(next.answers);
    }
  }

  #draw(): void {
    settle(this.#stage);
    const held = this.#root.contains(document.activeElement);
    draw(this.#stage, view(this.#scene, this.#state, this.#id, this.#listener()));
    if (held && !this.#root.contains(document.activeElement)) {
      // what had the focus is gone with its step; without this the keys would be the host's again
      this.#root.querySelector<HTMLElement>('[data-act="next"]')?.focus({ preventScroll: true });
    }
    this.#root.dataset["step"] = String(this.#state.step + 1);
    this.#root.toggleAttribute("data-locked", Boolean(this.#open()));
    hintAtScrolling(this.#stage);
  }

  #open(): boolean {
    return openQuestion(stepOf(this.#scene, this.#state), this.#state.answers) !== undefined;
  }

  /** Makes room for the tallest step at this width, so that nothing below ever moves; on the narrowest, none. */
  #fit(): void {
    const width = this.#root.clientWidth;
    if (width !== this.#width && width > 0) {
      this.#width = width;
      settle(this.#stage);
      this.#reserve();
      hintAtScrolling(this.#stage);
      this.#root.dataset["ready"] = "1";
    }
  }

  #reserve(grows = false): void {
    reserveRoom(this.#root, this.#scene, this.#listener(), this.#state.language, grows);
  }

  async #copy(): Promise<void> {
    const step = stepOf(this.#scene, this.#state);
    const code = step.python.codes.find((found) => found.language === this.#state.language);
    if (code && (await copied(code.text))) {
      this.#become(reduce(this.#scene, this.#state, { type: "copied" }));
    }
  }
}

function insideOf(target: Element): Inside {
  return target.matches("select, input") ? "field" : target.matches("[data-scrolls]") ? "pane" : "player";
}

function actionOf(act: string, value: string): Action | undefined {
  switch (act) {
    case "back":
    case "next":
    case "first":
    case "last":
    case "text":
      return { type: act };
    case "language":
      return { type: act, language: value as Language };
    case "choose":
      return { type: act, value: JSON.parse(value) as Answer };
    case "pick":
      return { type: act, row: value };
    default:
      return undefined;
  }
}

/** Focus goes to what holds the player, so that a notebook's own keys work again. */
function leave(root: HTMLElement): void {
  const outside = root.parentElement?.closest<HTMLElement>("[tabindex]");
  if (outside) {
    outside.focus({ preventScroll: true });
  } else if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Measures from the mark to the task after the next frame, then does what can wait until all is seen. */
function measureRepaint(mark: string, then?: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure(mark, mark);
      channel.port1.close();
      then?.();
    };
    channel.port2.postMessage(0);
  });
}
