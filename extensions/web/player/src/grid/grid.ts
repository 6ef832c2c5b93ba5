// A table of any length: the rows on screen are elements, all others are numbers in buffers.

import type { GridColumn } from "./columns.ts";
import { columnWidths, fillCell, headings, rowElement } from "./elements.ts";
import { FILTERS, HEADINGS, moved, type Size, type Spot, within } from "./focus.ts";
import { rowsSeen, type Sorted } from "./order.ts";
import { firstRowAt, fitting, heightOf, type Measures, scrollTopOf } from "./scrolling.ts";

const ROW_HEIGHT = 24;
const MOST_ROWS_ON_SCREEN = 15;
/** The lines above the first row, as assistive technology counts them: headings and filters. */
const HEAD_LINES = 2;

let made = 0;

export class Grid {
  readonly #columns: readonly GridColumn[];
  readonly #rows: number;
  readonly #root: HTMLElement;
  readonly #grid = document.createElement("div");
  readonly #head: HTMLElement;
  readonly #scroll = document.createElement("div");
  /** As high as all rows are; the rows on screen stick to its visible part. */
  readonly #window = document.createElement("div");
  readonly #screen = document.createElement("div");
  readonly #line = document.createElement("p");
  readonly #meaning = document.createElement("p");
  readonly #over = new AbortController();
  readonly #resized = new ResizeObserver(() => this.#hint());
  readonly #filters = new Map<number, string>();
  readonly #lines: HTMLElement[] = [];
  #seen: Uint32Array;
  #sorted: Sorted | undefined;
  #spot: Spot = { row: HEADINGS, column: 0 };
  #stop: HTMLElement | undefined;
  #first = -1;
  #waiting = 0;

  constructor(root: HTMLElement, columns: readonly GridColumn[], rows: number) {
    made += 1;
    this.#root = root;
    this.#columns = columns;
    this.#rows = rows;
    this.#seen = rowsSeen(columns, rows, this.#filters, undefined);
    this.#meaning.id = `fp-grid-meaning-${made}`;
    this.#head = headings(columns, this.#meaning.id);
    this.#build();
    this.#listen();
    this.#show();
    this.#resized.observe(this.#scroll);
  }

  dispose(): void {
    this.#over.abort();
    this.#resized.disconnect();
    cancelAnimationFrame(this.#waiting);
    this.#root.replaceChildren();
  }

  #build(): void {
    this.#line.className = "fp-grid-line";
    this.#line.setAttribute("role", "status");
    this.#meaning.className = "fp-grid-meaning";
    this.#scroll.className = "fp-grid-scroll";
    this.#grid.className = "fp-grid-all";
    this.#grid.setAttribute("role", "grid");
    this.#grid.setAttribute("aria-label", `Table of ${this.#columns.length} columns`);
    this.#grid.setAttribute("aria-colcount", String(this.#columns.length));
    this.#grid.style.setProperty("--fpg-columns", columnWidths(this.#columns));
    this.#window.append(this.#screen);
    this.#window.setAttribute("role", "presentation");
    this.#screen.className = "fp-grid-screen";
    this.#screen.setAttribute("role", "rowgroup");
    this.#grid.append(this.#head, this.#window);
    this.#scroll.append(this.#grid);
    this.#root.append(this.#line, this.#scroll, this.#meaning);
  }

  #listen(): void {
    const { signal } = this.#over;
    this.#scroll.addEventListener("scroll", () => this.#soon(() => this.#draw()), { passive: true, signal });
    this.#root.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.#root.addEventListener("input", (event) => this.#typed(event), { signal });
    this.#root.addEventListener("focusin", (event) => this.#focused(event), { signal });
    this.#root.addEventListener("pointerover", (event) => this.#explain(columnOf(event.target)), { signal });
    // capture on the window, as the player has it: hosts take keys before an element's own listener
    window.addEventListener("keydown", (event) => this.#pressed(event), { capture: true, signal });
  }

  /** Says that more columns stand to the right: a scroll bar may show only while it is used. */
  #hint(): void {
    this.#root.toggleAttribute("data-scrolls", this.#scroll.scrollWidth > this.#scroll.clientWidth + 1);
  }

  #soon(act: () => void): void {
    cancelAnimationFrame(this.#waiting);
    this.#waiting = requestAnimationFrame(act);
  }

  get #measures(): Measures {
    const rows = this.#seen.length;
    return { rows, rowHeight: ROW_HEIGHT, room: MOST_ROWS_ON_SCREEN * ROW_HEIGHT };
  }

  get #size(): Size {
    return { rows: this.#seen.length, columns: this.#columns.length, page: fitting(this.#measures) };
  }

  /** After a change of what is seen: from the top again, with the number of rows said. */
  #show(): void {
    const shown = this.#seen.length.toLocaleString("en-GB");
    const all = this.#rows.toLocaleString("en-GB");
    this.#line.textContent = shown === all ? `${all} rows` : `${shown} of ${all} rows`;
    this.#grid.setAttribute("aria-rowcount", String(this.#seen.length + HEAD_LINES));
    this.#window.style.height = `${heightOf(this.#measures)}px`;
    this.#scroll.scrollTop = 0;
    this.#spot = within(this.#spot, this.#size);
    this.#first = -1;
    this.#draw();
  }

  #draw(): void {
    const first = firstRowAt(this.#scroll.scrollTop, this.#measures);
    if (first !== this.#first) {
      this.#first = first;
      const count = Math.min(this.#seen.length, fitting(this.#measures));
      while (this.#lines.length < count) {
        const line = rowElement(this.#columns);
        this.#lines.push(line);
        this.#screen.append(line);
      }
      this.#lines.forEach((line, at) => {
        this.#fill(line, at < count ? first + at : undefined);
      });
      this.#markSpot();
    }
  }

  #fill(line: HTMLElement, place: number | undefined): void {
    const row = place === undefined ? undefined : this.#seen[place];
    line.hidden = row === undefined;
    if (row !== undefined && place !== undefined) {
      line.setAttribute("aria-rowindex", String(place + 1 + HEAD_LINES));
      this.#columns.forEach((column, at) => {
        fillCell(line.children[at] as HTMLElement, column.text(row));
      });
    }
  }

  #clicked(event: Event): void {
    const spot = this.#spotOf(event.target);
    if (spot && spot.row !== FILTERS) {
      this.#goto(spot);
      if (spot.row === HEADINGS) {
        this.#sortBy(spot.column);
      }
    }
  }

  #typed(event: Event): void {
    const column = columnOf(event.target);
    if (event.target instanceof HTMLInputElement && column !== undefined) {
      this.#filters.set(column, event.target.value);
      this.#soon(() => this.#look());
    }
  }

  #sortBy(column: number): void {
    const now = this.#sorted?.column === column ? this.#sorted.direction : undefined;
    const next = now === undefined ? "ascending" : now === "ascending" ? "descending" : undefined;
    this.#sorted = next && { column, direction: next };
    [...(this.#head.firstElementChild?.children ?? [])].forEach((heading, at) => {
      heading.setAttribute("aria-sort", at === column ? (next ?? "none") : "none");
    });
    this.#look();
  }

  #look(): void {
    this.#seen = rowsSeen(this.#columns, this.#rows, this.#filters, this.#sorted);
    this.#show();
  }

  #focused(event: Event): void {
    const spot = this.#spotOf(event.target);
    if (spot) {
      this.#spot = spot;
      this.#markSpot();
      this.#explain(spot.column);
    }
  }

  #explain(column: number | undefined): void {
    const found = column === undefined ? undefined : this.#columns[column];
    if (found) {
      const meaning = found.meaning || `no entry in the dictionary; pandas calls it ${found.dtype}`;
      this.#meaning.textContent = `${found.name}: ${meaning}`;
    }
  }

  #pressed(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLElement) || !this.#grid.contains(target) || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Escape") {
      event.stopImmediatePropagation();
      target.blur();
      return;
    }
    const inField = target instanceof HTMLInputElement;
    const spot = inField && !leavesField(event.key) ? undefined : this.#moved(event);
    if (spot) {
      event.preventDefault();
      this.#goto(spot);
    } else if (!inField && (event.key === "Enter" || event.key === " ") && this.#spot.row === HEADINGS) {
      event.preventDefault();
      this.#sortBy(this.#spot.column);
    }
    if (spot || (event.key !== "Tab" && !event.ctrlKey)) {
      event.stopImmediatePropagation();
    }
  }

  #moved(event: KeyboardEvent): Spot | undefined {
    return event.shiftKey ? undefined : moved(event.key, event.ctrlKey, this.#spot, this.#size);
  }

  /** Takes the focus to a spot, scrolling to it where it is not on screen. */
  #goto(spot: Spot): void {
    const last = this.#first + fitting(this.#measures) - 1;
    if (spot.row >= 0 && (spot.row < this.#first || spot.row > last)) {
      const first = spot.row < this.#first ? spot.row : spot.row - fitting(this.#measures) + 1;
      this.#scroll.scrollTop = scrollTopOf(first, this.#measures);
      this.#draw();
    }
    this.#spot = spot;
    this.#markSpot();
    this.#elementAt(spot)?.focus({ preventScroll: spot.row >= 0 });
    this.#elementAt(spot)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** One element of the grid is reached by Tab: the one where the reader was. */
  #markSpot(): void {
    const shown = this.#elementAt(this.#spot) ?? this.#elementAt({ row: HEADINGS, column: 0 });
    if (shown !== this.#stop) {
      this.#stop?.setAttribute("tabindex", "-1");
      shown?.setAttribute("tabindex", "0");
      this.#stop = shown;
    }
  }

  #elementAt({ row, column }: Spot): HTMLElement | undefined {
    const head = this.#head.children[row === HEADINGS ? 0 : 1];
    const line = row < 0 ? head : this.#lines[row - this.#first];
    const cell = line instanceof HTMLElement && !line.hidden ? line.children[column] : undefined;
    return (row === FILTERS ? cell?.querySelector<HTMLElement>("input") : (cell as HTMLElement)) ?? undefined;
  }

  #spotOf(target: EventTarget | null): Spot | undefined {
    const column = columnOf(target);
    const line = target instanceof Element ? target.closest('[role="row"]') : null;
    if (!line || column === undefined) {
      return undefined;
    }
    const inHead = this.#head.contains(line);
    const place = inHead ? [...this.#head.children].indexOf(line) : this.#lines.indexOf(line as HTMLElement);
    return { row: inHead ? place + HEADINGS : this.#first + place, column };
  }
}

/** Up, down and the page keys lead out of a filter; all others are the field's own. */
function leavesField(key: string): boolean {
  return key === "ArrowUp" || key === "ArrowDown";
}

function columnOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest("[aria-colindex]") : null;
  return cell ? Number(cell.getAttribute("aria-colindex")) - 1 : undefined;
}
