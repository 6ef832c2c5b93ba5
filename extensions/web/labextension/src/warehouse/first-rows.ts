// A tab that shows the first rows of a table in our own grid, read once and kept nowhere.

import { showRows } from "@fingerpost/player/rows";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { element } from "../element.ts";
import type { Way } from "./code.ts";
import { type FirstRows, type Table, Trouble, type Warehouse } from "./dictionary.ts";
import type { Does } from "./panel.ts";
import { rowsOf } from "./words.ts";

const WAYS: Readonly<Record<Way, string>> = { pandas: "Insert as pandas", sql: "Insert as SQL" };

export class FirstRowsTab extends Widget {
  readonly #warehouse: Warehouse;
  readonly #table: Table;
  readonly #insert: Does["insert"];
  readonly #said = element("p", { role: "status" });
  readonly #done = element("p", { role: "status" });
  readonly #place = element("div", {});
  #clear: (() => void) | undefined;

  constructor(warehouse: Warehouse, table: Table, insert: Does["insert"]) {
    super();
    this.#warehouse = warehouse;
    this.#table = table;
    this.#insert = insert;
    this.addClass("fp-wh-rows");
    this.title.label = table.name;
    this.title.caption = `First rows of ${table.name}`;
    this.title.iconClass = "fp-wh-icon";
    this.title.closable = true;
    this.#build();
    void this.#load();
  }

  override dispose(): void {
    this.#clear?.();
    super.dispose();
  }

  protected override onActivateRequest(_: Message): void {
    this.node.focus();
  }

  #build(): void {
    const { name, label, one_row_is } = this.#table;
    const acts = Object.entries(WAYS).map(([way, words]) =>
      buttonFor(words, () => {
        this.#done.textContent = this.#insert(way as Way, this.#table);
      }),
    );
    const about = `${label}. One row is ${one_row_is}. Every child here is invented.`;
    const root = element(
      "section",
      { class: "fp-wh", "aria-label": `First rows of ${name}` },
      element("h2", {}, name),
      element("p", {}, about),
      element("div", { class: "fp-wh-acts" }, ...acts),
      this.#done,
      this.#said,
      this.#place,
    );
    this.node.tabIndex = -1;
    this.node.append(root);
  }

  async #load(): Promise<void> {
    this.#said.textContent = "Reading …";
    try {
      const found = await this.#warehouse.firstRows(this.#table.name);
      if (!this.isDisposed) {
        this.#show(found);
      }
    } catch (trouble) {
      this.#sayTrouble(trouble instanceof Trouble ? trouble.message : String(trouble));
    }
  }

  #show({ columns, rows, held }: FirstRows): void {
    const isAll = rows.length === held;
    this.#said.textContent = isAll
      ? `All ${rowsOf(held)}.`
      : `The first ${rows.length} of ${rowsOf(held)}. To work with all of them, insert the table into a notebook.`;
    this.#place.replaceChildren();
    this.#clear = showRows(this.#place, columns, rows);
  }

  #sayTrouble(sentence: string): void {
    this.#said.textContent = "";
    const said = element("p", { class: "fp-wh-trouble", role: "alert" }, sentence);
    const again = buttonFor("Look again", () => void this.#load());
    this.#place.replaceChildren(said, again);
  }
}

function buttonFor(words: string, pressed: () => void): HTMLButtonElement {
  const button = element("button", { type: "button" }, words);
  button.addEventListener("click", pressed);
  return button;
}
