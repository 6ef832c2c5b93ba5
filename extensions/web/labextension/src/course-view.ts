// The Course panel as elements, from what the server says; what they do is told in `Does`.

import type { Act, Answer, Course, Done, Module } from "./course-server.ts";
import { element } from "./element.ts";

/** What the panel's controls ask for; `module` is a module's name. */
export interface Does {
  act(module: string, act: Act): void;
  log(told: { module: string; minutes: number; text: string }): void;
  command(name: string): void;
  again(): void;
}

/** Beside the words, for those who look and do not read: how far a module is. */
const MARKS: Readonly<Record<string, string>> = {
  new: "○",
  started: "◐",
  checked: "◐",
  "handed-in": "●",
  feedback: "★",
  trouble: "!",
};

const PLAIN = "jp-mod-styled fp-course-button";
const FIRST = `${PLAIN} jp-mod-accept`;

function button(label: string, key: string, click: () => void, kind = PLAIN): HTMLButtonElement {
  const made = element("button", { type: "button", class: kind, "data-key": key }, label);
  made.addEventListener("click", click);
  return made;
}

/** The one next step, at the top; or that there is none. */
export function nextStep(course: Course, does: Does): HTMLElement {
  const { next } = course;
  return element(
    "section",
    { class: "fp-course-next" },
    element("h2", {}, "Your next step"),
    element("p", {}, next ? named(next) : course.done),
    next && button(next.label, "next", () => does.act(next.module, next), FIRST),
    course.trouble !== "" && element("p", { class: "fp-course-trouble" }, course.trouble),
    course.note !== "" && element("p", { class: "fp-course-note" }, course.note),
  );
}

function named(module: { readonly id: string; readonly title: string }): string {
  return module.id ? `${module.id} ${module.title}` : module.title;
}

/** Every module in course order; those in `open` are unfolded. */
export function modules(course: Course, open: ReadonlySet<string>, does: Does): HTMLElement {
  const list = element("ol", { class: "fp-course-modules" });
  for (const module of course.modules) list.append(row(module, open.has(module.module), does));
  return element("section", {}, element("h2", {}, "Modules"), list);
}

function row(module: Module, open: boolean, does: Does): HTMLLIElement {
  const acts = module.acts.map((act, at) =>
    button(act.label, `${module.module} ${at}`, () => does.act(module.module, act)),
  );
  const state = element(
    "span",
    { class: "fp-course-state", "data-state": module.state },
    element("span", { "aria-hidden": "true" }, `${MARKS[module.state] ?? "○"} `),
    module.said,
  );
  return element(
    "li",
    {},
    element(
      "details",
      { "data-module": module.module, ...(open ? { open: "" } : {}) },
      element("summary", { "data-key": module.module }, element("strong", {}, named(module)), " ", state),
      module.checked !== "" && element("p", {}, `All tasks checked: ${module.checked}`),
      element("div", { class: "fp-course-acts" }, ...acts),
    ),
  );
}

/** What came of the last button, or the one sentence that says why nothing did. */
export function outcome(answer: Answer): HTMLElement {
  if (answer.failed !== undefined) return element("p", { class: "fp-course-trouble" }, answer.failed);
  return answer.done ? told(answer.done) : element("div", {});
}

/** The same in one text, to be spoken: what came of it, each task's points, and what else is not folded away. */
export function outcomeWords(answer: Answer): string {
  const { failed, done } = answer;
  if (failed !== undefined) return failed;
  if (!done) return "";
  const tasks = done.tasks.map((task) => `${task.title}: ${task.score}.`);
  return [done.said, ...tasks, ...done.lines.filter((line) => !line.includes("\n"))].join(" ");
}

function told(done: Done): HTMLElement {
  const tasks = done.tasks.map((task) =>
    element(
      "details",
      { class: task.is_full ? "fp-course-task fp-course-full" : "fp-course-task" },
      element("summary", {}, `${task.title}: ${task.score}`),
      element("p", { class: "fp-course-lines" }, task.said),
    ),
  );
  const lines = done.lines.map(folded);
  return element("div", {}, element("p", {}, element("strong", {}, done.said)), ...tasks, ...lines);
}

/** A line as it is; more of them folded under the first, so that a long list does not push the modules away. */
function folded(line: string): HTMLElement {
  const [head, ...rest] = line.split("\n");
  if (rest.length === 0) return element("p", {}, line);
  return element(
    "details",
    {},
    element("summary", {}, head),
    element("p", { class: "fp-course-lines" }, rest.join("\n")),
  );
}

/** The log: hours so far, the form for more, the last entries. The form stays what it is while the rest changes. */
export class LogView {
  readonly node: HTMLElement;
  readonly #sum = element("p", {});
  readonly #last = element("ul", { class: "fp-course-log" });
  readonly #module = element("select", { id: "fp-log-module", class: "jp-mod-styled" });
  readonly #minutes = element("input", {
    id: "fp-log-minutes",
    class: "jp-mod-styled",
    type: "number",
    min: "1",
    max: "1440",
    required: "",
  });
  readonly #text = element("input", {
    id: "fp-log-text",
    class: "jp-mod-styled",
    type: "text",
    maxlength: "500",
  });

  constructor(does: Does) {
    const form = element(
      "form",
      {},
      element("label", { for: "fp-log-module" }, "Module"),
      this.#module,
      element("label", { for: "fp-log-minutes" }, "Minutes"),
      this.#minutes,
      element("label", { for: "fp-log-text" }, "What you did"),
      this.#text,
      element("button", { type: "submit", class: PLAIN, "data-key": "log" }, "Log this time"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      does.log({ module: this.#module.value, minutes: this.#minutes.valueAsNumber, text: this.#text.value });
    });
    const fold = element(
      "details",
      { "data-module": "log" },
      element("summary", {}, "Log time, and what you did last"),
    );
    fold.append(form, this.#last);
    this.node = element(
      "section",
      { class: "fp-course-time" },
      element("h2", {}, "Your log"),
      this.#sum,
      fold,
    );
  }

  shows(course: Course): void {
    this.#sum.textContent = `${hours(course.log.minutes)} logged.`;
    const chosen = this.#module.value || (course.next?.id ?? "");
    const listed = course.modules.filter((module) => module.id !== "");
    this.#module.replaceChildren(
      ...listed.map((module) => element("option", { value: module.id }, named(module))),
    );
    this.#module.value = chosen;
    this.#last.replaceChildren(
      ...course.log.last.map((entry) => {
        const minutes = entry.minutes ? `${entry.minutes} minutes, ` : "";
        const what = [entry.kind, entry.text].filter(Boolean).join(": ");
        return element("li", {}, `${entry.when}: ${minutes}module ${entry.module}, ${what}`);
      }),
    );
  }

  /** After the time is in the log: the next entry is another. */
  empties(): void {
    this.#minutes.value = "";
    this.#text.value = "";
  }
}

export function hours(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [whole ? `${whole} h` : "", rest || !whole ? `${rest} min` : ""];
  return parts.filter(Boolean).join(" ");
}

/** One's own work as a zip, and back. */
export function work(does: Does): HTMLElement {
  return element(
    "section",
    {},
    element("h2", {}, "Your work"),
    element(
      "div",
      { class: "fp-course-acts" },
      button("Take my work home", "home", () => does.command("fingerpost:take-home")),
      button("Bring my work back", "back", () => does.command("fingerpost:bring-back")),
    ),
  );
}
