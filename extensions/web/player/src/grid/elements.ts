// The elements of a grid: its headings, its filters, and rows to be filled.

import type { GridColumn } from "./columns.ts";

const NARROWEST = 7;
const WIDEST = 34;

/** How wide each column is, in letters: its longest cell or its heading, with room for the sign of its order. */
export function columnWidths(columns: readonly GridColumn[]): string {
  return columns
    .map(({ name, characters, dtype }) => {
      const letters = Math.max(name.length + 2, characters + 1, dtype.length, NARROWEST);
      return `calc(${Math.min(letters, WIDEST)}ch + 1rem)`;
    })
    .join(" ");
}

export function headings(columns: readonly GridColumn[], meaning: string): HTMLElement {
  const head = element("div", "fp-grid-head", { role: "rowgroup" });
  const names = element("div", "fp-grid-row fp-grid-names", { role: "row", "aria-rowindex": "1" });
  const filters = element("div", "fp-grid-row", { role: "row", "aria-rowindex": "2" });
  columns.forEach((column, at) => {
    const place = { "aria-colindex": String(at + 1) };
    const heading = element("div", `fp-grid-cell${column.kind === "number" ? " fp-grid-number" : ""}`, {
      ...place,
      role: "columnheader",
      "aria-sort": "none",
      "aria-describedby": meaning,
      tabindex: "-1",
    });
    heading.append(element("b", "", {}, column.name), element("span", "fp-grid-dtype", {}, column.dtype));
    names.append(heading);
    const field = element("input", "fp-grid-filter", {
      type: "text",
      "aria-label": `Filter ${column.name}`,
      placeholder: "filter",
      autocomplete: "off",
      tabindex: "-1",
    });
    const cell = element("div", "fp-grid-cell", { ...place, role: "gridcell" });
    cell.append(field);
    filters.append(cell);
  });
  head.append(names, filters);
  return head;
}

/** A row to be filled: every cell has its text node, so that scrolling changes characters and no elements. */
export function rowElement(columns: readonly GridColumn[]): HTMLElement {
  const row = element("div", "fp-grid-row", { role: "row" });
  columns.forEach(({ kind }, at) => {
    const cell = element("div", `fp-grid-cell${kind === "number" ? " fp-grid-number" : ""}`, {
      role: "gridcell",
      "aria-colindex": String(at + 1),
      tabindex: "-1",
    });
    cell.append(document.createTextNode(""));
    row.append(cell);
  });
  return row;
}

/** Makes a cell of `rowElement` say `text`, or that it is blank; what it says already costs nothing. */
export function fillCell(cell: HTMLElement, text: string | undefined): void {
  const said = cell.firstChild as Text;
  const isBlank = text === undefined;
  if (said.data !== (text ?? "")) {
    said.data = text ?? "";
  }
  if (cell.classList.contains("fp-grid-blank") !== isBlank) {
    cell.classList.toggle("fp-grid-blank", isBlank);
  }
}

function element(
  tag: string,
  name: string,
  attributes: Readonly<Record<string, string>>,
  text = "",
): HTMLElement {
  const made = document.createElement(tag);
  if (name) {
    made.className = name;
  }
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.textContent = text;
  return made;
}
