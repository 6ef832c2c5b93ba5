// The first rows of a table, drawn from the notebook's own file: no kernel, and text alone, so it is safe anywhere.

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";

export const TABLE_MIME = "application/vnd.fingerpost.table.v1+json";

/** See walkthroughs/table/shown.py. */
interface FirstRows {
  readonly columns: readonly { readonly name: string; readonly kind: string }[];
  readonly rows: readonly (readonly string[])[];
  readonly line: string;
}

export class StillTable extends Widget implements IRenderMime.IRenderer {
  constructor() {
    super();
    this.addClass("jp-RenderedHTMLCommon"); // Lab's own look for a table in an output
    this.addClass("fp-still-table");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const { columns, rows, line } = model.data[TABLE_MIME] as unknown as FirstRows;
    const table = document.createElement("table");
    const heads = table.createTHead().insertRow();
    for (const { name } of columns) {
      const head = document.createElement("th");
      head.scope = "col";
      head.textContent = name;
      heads.append(head);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const drawn = body.insertRow();
      row.forEach((text, at) => {
        const cell = drawn.insertCell();
        cell.textContent = text;
        cell.style.textAlign = columns[at]?.kind === "number" ? "right" : "left";
      });
    }
    const said = document.createElement("p");
    said.textContent = line;
    this.node.replaceChildren(table, said);
  }
}
