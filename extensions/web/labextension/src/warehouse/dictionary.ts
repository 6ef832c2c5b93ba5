// What the server says of the warehouse, and how it is asked: two addresses that only read.

import type { RowHead, Value } from "@fingerpost/player/rows";
import type { JupyterFrontEnd } from "@jupyterlab/application";

export interface Column extends RowHead {
  readonly codeset: string;
  readonly sensitivity: string;
}

export interface Table {
  readonly name: string;
  readonly label: string;
  readonly one_row_is: string;
  readonly rows: number | null;
  readonly query: string;
  readonly columns: readonly Column[];
}

/** `from` and `to` are ISO days, "" where there is no limit. */
export interface Code {
  readonly code: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** See server/warehouse_panel/dictionary.py. */
export interface Dictionary {
  readonly warehouse: string;
  readonly trouble: string;
  readonly first: readonly string[];
  /** Words that mean the same to those who search. */
  readonly same: readonly (readonly string[])[];
  readonly schemas: readonly { readonly name: string; readonly label: string }[];
  readonly tables: readonly Table[];
  readonly codesets: Readonly<Record<string, readonly Code[]>>;
}

export interface FirstRows {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  readonly held: number;
}

/** Something that could not be had, as one sentence with what to do. */
export class Trouble extends Error {}

const SILENT =
  "JupyterLab's server does not answer. If you started it in a window of its own, look whether that still runs; " +
  "then load this page again.";
const UNKNOWN =
  "The server does not know the warehouse's page. Stop JupyterLab, start it with fingerpost start, then load " +
  "this page again.";

type Settings = JupyterFrontEnd["serviceManager"]["serverSettings"];

export class Warehouse {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  dictionary(): Promise<Dictionary> {
    return this.#asks<Dictionary>("dictionary");
  }

  firstRows(table: string): Promise<FirstRows> {
    return this.#asks<FirstRows>(`first-rows?table=${encodeURIComponent(table)}`);
  }

  async #asks<T>(page: string): Promise<T> {
    const { baseUrl, fetch, init, token } = this.#settings;
    const headers: Record<string, string> = token ? { Authorization: `token ${token}` } : {};
    const answer = await fetch(`${baseUrl}fingerpost/warehouse/${page}`, { ...init, headers }).catch(() => {
      throw new Trouble(SILENT);
    });
    const told = await answer.json().catch(() => undefined);
    if (!answer.ok || told === undefined) {
      throw new Trouble(
        answer.status === 503 || answer.status === 404 ? (told?.message ?? UNKNOWN) : UNKNOWN,
      );
    }
    return told as T;
  }
}
