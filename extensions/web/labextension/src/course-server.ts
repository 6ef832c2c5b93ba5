// What the server says of the course, and how it is asked.

import { ServerConnection } from "@jupyterlab/services";

/** Something that can be done: `open` opens `path` in JupyterLab, every other word is the server's work. */
export interface Act {
  readonly act: string;
  readonly label: string;
  readonly path: string;
}

/** A module's name in requests, its number ("" for work beside the course) and title. */
interface Named {
  readonly module: string;
  readonly id: string;
  readonly title: string;
}

export interface Module extends Named {
  readonly state: string;
  readonly said: string;
  readonly checked: string;
  readonly acts: readonly Act[];
}

export interface Entry {
  readonly when: string;
  readonly module: string;
  readonly kind: string;
  readonly minutes: number;
  readonly text: string;
}

/** The course as it stands for the learner. `note` says what the place does not allow, `trouble` what is wrong. */
export interface Course {
  readonly place: string;
  readonly note: string;
  readonly trouble: string;
  readonly done: string;
  readonly next: (Act & Named) | null;
  readonly modules: readonly Module[];
  readonly log: { readonly minutes: number; readonly last: readonly Entry[] };
}

export interface CheckedTask {
  readonly title: string;
  readonly score: string;
  readonly is_full: boolean;
  readonly said: string;
}

/** What came of a button: a sentence, lines beneath it, tasks with their messages, a file to open. */
export interface Done {
  readonly said: string;
  readonly lines: readonly string[];
  readonly tasks: readonly CheckedTask[];
  readonly opens: string;
}

/** An answer: the state, where it could be had; what was done; or one sentence that says why not. */
export interface Answer {
  readonly state?: Course;
  readonly done?: Done;
  readonly failed?: string;
}

const SILENT =
  "JupyterLab's server does not answer just now, so the course cannot be shown or changed. What is saved is safe.";

/** Asks for the state, or with `told` for something to be done; never rejects: trouble is a sentence. */
export async function ask(settings: ServerConnection.ISettings, told?: object): Promise<Answer> {
  const how =
    told === undefined ? { cache: "no-store" as const } : { method: "POST", body: JSON.stringify(told) };
  try {
    const address = `${settings.baseUrl}fingerpost/api/course`;
    const answer = await ServerConnection.makeRequest(address, how, settings);
    if (answer.ok) return (await answer.json()) as Answer;
    const refused = (await answer.json().catch(() => ({}))) as { message?: string };
    return { failed: refused.message ?? SILENT };
  } catch {
    return { failed: SILENT };
  }
}
