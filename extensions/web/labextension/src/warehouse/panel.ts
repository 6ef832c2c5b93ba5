// The panel itself: a thin layer of elements over the view, and the keys that walk it.

import { draw } from "@fingerpost/player/dom";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { Way } from "./code.ts";
import { type Dictionary, type Table, Trouble, type Warehouse } from "./dictionary.ts";
import { revealed, START, type State, searching, searchingCodes, toggled } from "./state.ts";
import { findAt, panelView } from "./view.ts";

/** What can be done with a table; `insert` returns what to tell the reader. */
export interface Does {
  look(table: Table): void;
  insert(way: Way, table: Table): string;
}

export class WarehousePanel extends Widget {
  readonly #warehouse: Warehouse;
  readonly #does: Does;
  readonly #root = document.createElement("section");
  #dictionary: Dictionary | undefined;
  #trouble = "";
  #state: State = START;
  #isAsking = false;

  constructor(warehouse: Warehouse, does: Does) {
    super();
    this.#warehouse = warehouse;
    this.#does = does;
    this.#root.className = "fp-wh";
    this.#root.setAttribute("aria-label", "Warehouse");
    this.node.append(this.#root);
    this.#root.addEventListener("click", (event) => this.#clicked(event));
    this.#root.addEventListener("input", (event) => this.#typed(event));
    this.#root.addEventListener("keydown", (event) => this.#pressed(event));
  }

  protected override onAfterAttach(_: Message): void {
    if (this.isVisible) {
      void this.#load();
    }
  }

  /** Looks at the warehouse anew: it may have been built meanwhile. */
  protected override onAfterShow(_: Message): void {
    void this.#load();
  }

  protected override onActivateRequest(_: Message): void {
    this.#root.querySelector<HTMLElement>("#fp-wh-search")?.focus();
  }

  async #load(): Promise<void> {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    this.#draw();
    try {
      this.#dictionary = await this.#warehouse.dictionary();
      this.#trouble = "";
    } catch (trouble) {
      this.#dictionary = undefined;
      this.#trouble = trouble instanceof Trouble ? trouble.message : String(trouble);
    }
    this.#isAsking = false;
    this.#draw();
  }

  #draw(): void {
    if (!this.isDisposed) {
      draw(this.#root, panelView(this.#dictionary, this.#trouble, this.#state));
    }
  }

  #now(state: State): void {
    this.#state = state;
    this.#draw();
  }

  #clicked(event: Event): void {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    const { open, find, act, table } = pressed?.dataset ?? {};
    if (open !== undefined) {
      this.#now(toggled(this.#state, open));
    } else if (find !== undefined) {
      this.#reveal(Number(find));
    } else if (act !== undefined) {
      this.#act(act, table);
    }
  }

  #act(act: string, name: string | undefined): void {
    const table = this.#dictionary?.tables.find((one) => one.name === name);
    if (act === "again") {
      void this.#load();
    } else if (act === "all-finds") {
      this.#now({ ...this.#state, showsAllFinds: true });
    } else if (table && act === "look") {
      this.#does.look(table);
    } else if (table) {
      this.#now({ ...this.#state, said: { table: table.name, words: this.#does.insert(act as Way, table) } });
    }
  }

  #reveal(place: number): void {
    const found = this.#dictionary && findAt(this.#dictionary, this.#state, place);
    if (this.#dictionary && found) {
      const [state, key] = revealed(this.#dictionary, this.#state, found);
      this.#now(state);
      const row = this.#rows().find((one) => one.dataset["open"] === key);
      row?.scrollIntoView({ block: "start" });
      row?.focus();
    }
  }

  #typed(event: Event): void {
    if (event.target instanceof HTMLInputElement) {
      const { value, dataset } = event.target;
      const key = dataset["codes"];
      this.#now(key === undefined ? searching(this.#state, value) : searchingCodes(this.#state, key, value));
    }
  }

  #rows(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>("[data-row]")];
  }

  /** Arrows walk the lines, as in a tree; right opens and goes in, left closes and goes out. */
  #pressed(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const rows = this.#rows();
    const next = target.hasAttribute("data-row")
      ? this.#walked(key, target, rows)
      : target.id === "fp-wh-search" && key === "ArrowDown"
        ? rows[0]
        : undefined;
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  #walked(key: string, row: HTMLElement, rows: readonly HTMLElement[]): HTMLElement | undefined {
    const at = rows.indexOf(row);
    const isOpen = row.getAttribute("aria-expanded") === "true";
    const opens = row.dataset["open"];
    if (opens !== undefined && (key === "ArrowRight" ? !isOpen : key === "ArrowLeft" && isOpen)) {
      this.#now(toggled(this.#state, opens));
      return row;
    }
    const outer = row.closest(".fp-wh-inside")?.parentElement?.querySelector<HTMLElement>("[data-row]");
    const moves: Readonly<Record<string, HTMLElement | null | undefined>> = {
      ArrowDown: rows[at + 1],
      ArrowUp: rows[at - 1] ?? this.#root.querySelector<HTMLElement>("#fp-wh-search"),
      ArrowRight: rows[at + 1],
      ArrowLeft: outer,
      Home: rows[0],
      End: rows[rows.length - 1],
    };
    return moves[key] ?? undefined;
  }
}
