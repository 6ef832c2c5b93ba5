// The notebook that a reader works in, though the keyboard stands in the panel; and a new cell in it.

import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Widget } from "@lumino/widgets";
import { type Around, cellFor, type Way } from "./code.ts";
import type { Table } from "./dictionary.ts";

interface SharedCell {
  readonly cell_type: string;
  getSource(): string;
}

/** The part of a notebook we need; its own package would pull in most of JupyterLab. */
interface Notebook extends Widget {
  readonly context: { readonly path: string; readonly isReady: boolean };
  readonly content: Widget & {
    activeCellIndex: number;
    readonly model: { readonly sharedModel: Shared } | null;
    deselectAll(): void;
    scrollToItem(index: number): Promise<void>;
  };
}

interface Shared {
  readonly cells: readonly SharedCell[];
  insertCell(index: number, cell: object): unknown;
}

const NONE_OPEN =
  "No notebook is open. Open one, click the cell under which the code should stand, then choose this again.";
const NOT_READY = "The notebook is still being opened. Wait until you see its cells, then choose this again.";

export class Notebooks {
  readonly #app: JupyterFrontEnd;
  #last: Notebook | undefined;

  constructor(app: JupyterFrontEnd) {
    this.#app = app;
    app.shell.currentChanged?.connect((_, { newValue }) => {
      this.#last = asNotebook(newValue) ?? this.#last;
    });
  }

  /** Puts a cell that reads `table` below the active one and makes it active; says what was done, or why not. */
  insert(way: Way, table: Table): string {
    const notebook = this.#inFront();
    const shared = notebook?.content.model?.sharedModel;
    if (!notebook) {
      return NONE_OPEN;
    }
    if (!shared || !notebook.context.isReady) {
      return NOT_READY;
    }
    const { content, context } = notebook;
    const place = Math.min(content.activeCellIndex + 1, shared.cells.length);
    const source = cellFor(way, table, around(shared.cells, place));
    shared.insertCell(place, { cell_type: "code", source, metadata: { trusted: true } });
    content.deselectAll();
    content.activeCellIndex = place;
    this.#app.shell.activateById(notebook.id);
    void content.scrollToItem(place);
    const name = context.path.slice(context.path.lastIndexOf("/") + 1);
    return `${table.name} is in a new cell of ${name}. Press Shift+Enter to run it.`;
  }

  /** The one last worked in, while it is open; else one that is seen; else any. */
  #inFront(): Notebook | undefined {
    if (this.#last?.isAttached) {
      return this.#last;
    }
    const open = [...this.#app.shell.widgets("main")].flatMap((widget) => asNotebook(widget) ?? []);
    return open.find((notebook) => notebook.isVisible) ?? open[0];
  }
}

function asNotebook(widget: Widget | null): Notebook | undefined {
  const seen = widget as Partial<Notebook> | null;
  const isOne = seen?.context?.path?.endsWith(".ipynb") && seen.content && "activeCellIndex" in seen.content;
  return isOne ? (widget as Notebook) : undefined;
}

function around(cells: readonly SharedCell[], place: number): Around {
  const sources = cells.map((cell) => (cell.cell_type === "code" ? cell.getSource() : ""));
  return { above: sources.slice(0, place), all: sources };
}
