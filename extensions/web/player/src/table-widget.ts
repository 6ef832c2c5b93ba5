// The table in a notebook: it asks Python for the columns, and draws them when they arrive.

import { columnsFrom, type Head } from "./grid/columns.ts";
import { Grid } from "./grid/grid.ts";
import css from "./grid/table.css";

const PATIENCE_MS = 20_000;

interface Model {
  get(name: "rows"): number;
  send(content: { ask: "columns" }): void;
  on(event: "msg:custom", heard: Heard): void;
  off(event: "msg:custom", heard: Heard): void;
}

type Heard = (content: { columns?: readonly Head[] }, buffers: readonly DataView[]) => void;

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  performance.mark("fingerpost:table");
  const style = document.createElement("style");
  const root = document.createElement("section");
  style.textContent = css;
  root.className = "fp-grid";
  root.setAttribute("aria-label", "Table");
  const say = (text: string) => {
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = text;
    root.replaceChildren(line);
  };
  say(`Loading ${model.get("rows").toLocaleString("en-GB")} rows …`);
  el.append(style, root);
  const late = setTimeout(() => say("Python does not answer. Run the cell again."), PATIENCE_MS);

  let grid: Grid | undefined;
  const heard: Heard = ({ columns }, buffers) => {
    if (columns && !grid) {
      clearTimeout(late);
      root.replaceChildren();
      grid = new Grid(root, columnsFrom(columns, buffers), model.get("rows"));
      requestAnimationFrame(() => performance.measure("fingerpost:table", "fingerpost:table"));
    }
  };
  model.on("msg:custom", heard);
  model.send({ ask: "columns" });

  return () => {
    clearTimeout(late);
    model.off("msg:custom", heard);
    grid?.dispose();
    style.remove();
    root.remove();
  };
}

export default { render };
