// Motion against a page of boxes: only what it asks of elements is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { move, placesIn } from "../src/motion.ts";

interface Flight {
  readonly id: string;
  readonly frames: readonly Record<string, unknown>[];
}

class Box {
  readonly dataset: Record<string, string>;
  textContent = "a row";

  constructor(
    readonly flights: Flight[],
    readonly id: string,
    readonly left: number,
    holds = "",
    readonly pane: { left: number; right: number } | null = null,
    readonly top = 0,
    readonly cells: readonly Box[] = [],
  ) {
    this.dataset = holds ? { id, holds } : { id };
  }

  closest(selector: string): object | null {
    const { pane } = this;
    const box = { ...pane, top: 0, bottom: 0 };
    if (selector === ".fp-tables") {
      return { getBoundingClientRect: () => ({ top: this.top }) };
    }
    return pane && selector === "[data-scrolls]"
      ? Object.assign(pane, { getBoundingClientRect: () => box })
      : null;
  }

  querySelectorAll(selector: string): readonly Box[] {
    return selector === "[data-column]" ? this.cells : [];
  }

  getBoundingClientRect(): Record<"x" | "y" | "left" | "right" | "top" | "bottom", number> {
    const { left, top } = this;
    return { x: left, y: top, left, right: left + 5, top, bottom: top };
  }

  animate(frames: readonly Record<string, unknown>[]): object {
    this.flights.push({ id: this.id, frames });
    return {};
  }
}

class Layer {
  readonly children: unknown[] = [];
  replaceChildren = (): void => void this.children.splice(0);
  getBoundingClientRect = () => ({ left: 0, top: 0 });
  append = (child: unknown): void => void this.children.push(child);
}

class MovedRect {
  constructor(
    readonly left: number,
    readonly top: number,
  ) {}
}

function flightsFrom(before: Box[], after: Box[]): { flights: Flight[]; layer: Layer } {
  const flights = (after[0] ?? before[0])?.flights ?? [];
  const layer = new Layer();
  const page = (boxes: Box[]) => ({ querySelectorAll: () => boxes }) as unknown as Element;
  const copies = { createElement: () => Object.assign(new Box(flights, "copy", 0), { style: {} }) };
  Object.assign(globalThis, { document: copies, DOMRect: MovedRect });
  move(placesIn(page(before)), page(after), layer as unknown as HTMLElement);
  return { flights, layer };
}

test("a row that stays travels from its old place", () => {
  const made: Flight[] = [];
  const { flights } = flightsFrom([new Box(made, "row-0", 10)], [new Box(made, "row-0", 60)]);
  assert.deepEqual(
    flights.map((flight) => [flight.id, flight.frames[0]?.["transform"]]),
    [["row-0", "translate(-50px, 0px)"]],
  );
});

test("a row that has not moved is left alone", () => {
  const made: Flight[] = [];
  assert.deepEqual(flightsFrom([new Box(made, "row-0", 10)], [new Box(made, "row-0", 10)]).flights, []);
});

test("rows whose tables were pushed down by longer words do not fly after them", () => {
  const made: Flight[] = [];
  const before = [new Box(made, "row-0", 10, "", null, 40), new Box(made, "row-1", 10, "", null, 40)];
  const after = [new Box(made, "row-0", 10, "", null, 90), new Box(made, "row-1", 60, "", null, 90)];
  const { flights } = flightsFrom(before, after);
  assert.deepEqual(
    flights.map((flight) => [flight.id, flight.frames[0]?.["transform"]]),
    [["row-1", "translate(-50px, 0px)"]],
  );
});

test("a row comes out of the row that stood for it", () => {
  const made: Flight[] = [];
  const { flights } = flightsFrom([new Box(made, "pile-0", 100, "row-0")], [new Box(made, "row-0", 10)]);
  assert.equal(flights[0]?.frames[0]?.["transform"], "translate(90px, 0px)");
});

test("rows that are gone fly, as copies, to the row that stands for them now", () => {
  const made: Flight[] = [];
  const before = [new Box(made, "row-0", 10), new Box(made, "row-1", 20)];
  const { flights, layer } = flightsFrom(before, [new Box(made, "pile-0", 100, "row-0 row-1")]);
  assert.equal(layer.children.length, 2);
  const ends = flights
    .filter((flight) => flight.id === "copy")
    .map((flight) => flight.frames[1]?.["transform"]);
  assert.deepEqual(ends, ["translate(90px, 0px)", "translate(80px, 0px)"]);
});

test("a row that is filtered out fades where it was", () => {
  const made: Flight[] = [];
  const before = [new Box(made, "row-0", 10), new Box(made, "row-1", 20)];
  const { flights, layer } = flightsFrom(before, [new Box(made, "row-0", 10)]);
  assert.equal(layer.children.length, 1);
  assert.deepEqual(flights[0]?.frames[1], { transform: "translate(0px, 0px)", opacity: 0 });
});

test("a row that stands in two places comes from its one place before", () => {
  const made: Flight[] = [];
  const after = [new Box(made, "row-0", 60), new Box(made, "row-0", 110)];
  const { flights } = flightsFrom([new Box(made, "row-0", 10)], after);
  assert.deepEqual(
    flights.map((flight) => flight.frames[0]?.["transform"]),
    ["translate(-50px, 0px)", "translate(-100px, 0px)"],
  );
});

test("a row that is new appears in place", () => {
  const made: Flight[] = [];
  const { flights } = flightsFrom([], [new Box(made, "row-9", 10)]);
  assert.deepEqual(flights[0]?.frames, [{ opacity: 0 }, { opacity: 1 }]);
});

test("a row that its scrolling pane would cut off comes as a copy, and all of its table with it", () => {
  const made: Flight[] = [];
  const pane = { left: 100, right: 200 };
  const before = [new Box(made, "row-0", 10), new Box(made, "row-1", 150)];
  const after = [new Box(made, "row-0", 110, "", pane), new Box(made, "row-1", 120, "", pane)];
  const { flights, layer } = flightsFrom(before, after);
  assert.equal(layer.children.length, 2);
  const ends = flights.filter(({ id }) => id === "copy").map(({ frames }) => frames[1]);
  assert.deepEqual(ends, [
    { transform: "translate(100px, 0px)", opacity: 1 },
    { transform: "translate(-30px, 0px)", opacity: 1 },
  ]);
  const rows = flights.filter(({ id }) => id !== "copy");
  assert.ok(rows.every(({ frames }) => frames[0]?.["opacity"] === 0 && frames.at(-1)?.["opacity"] === 1));
});

function cell(made: Flight[], column: string, says: string, left: number): Box {
  const box = new Box(made, column, left);
  box.dataset["column"] = column;
  box.textContent = says;
  return box;
}

function rowOf(made: Flight[], left: number, ...cells: Box[]): Box {
  return new Box(made, "row-0", left, "", null, 0, cells);
}

test("cells cross to the columns of their names where these stand in another order", () => {
  const made: Flight[] = [];
  const before = rowOf(made, 10, cell(made, "PLACE", "U4", 10), cell(made, "CHILD", "1004", 50));
  const more = [cell(made, "PLACE", "U4", 60), cell(made, "WEEKS", "NaN", 90)];
  const after = rowOf(made, 10, cell(made, "CHILD", "1004", 10), ...more);
  const { flights } = flightsFrom([before], [after]);
  assert.deepEqual(flights.find(({ id }) => id === "WEEKS")?.frames[0], { opacity: 0 });
  assert.deepEqual(
    flights.filter(({ id }) => id !== "WEEKS").map(({ id, frames }) => [id, frames[0]?.["transform"]]),
    [
      ["CHILD", "translate(40px, 0px)"],
      ["PLACE", "translate(-50px, 0px)"],
    ],
  );
});

test("cells in the same order stay in their row, however wide their columns have become", () => {
  const made: Flight[] = [];
  const before = rowOf(made, 10, cell(made, "CHILD", "1004", 10), cell(made, "PLACE", "U4", 50));
  const after = rowOf(made, 10, cell(made, "CHILD", "1004", 10), cell(made, "PLACE", "U4", 90));
  assert.deepEqual(flightsFrom([before], [after]).flights, []);
});

test("cells that say something else under their headings cross nothing: they were pasted by place", () => {
  const made: Flight[] = [];
  const before = rowOf(made, 10, cell(made, "PLACE", "U4", 10), cell(made, "CHILD", "1004", 50));
  const after = rowOf(made, 10, cell(made, "CHILD", "U4", 10), cell(made, "PLACE", "1004", 60));
  assert.deepEqual(flightsFrom([before], [after]).flights, []);
});

test("a row that stays inside its scrolling pane travels itself", () => {
  const made: Flight[] = [];
  const pane = { left: 100, right: 200 };
  const { flights, layer } = flightsFrom(
    [new Box(made, "row-0", 110, "", pane)],
    [new Box(made, "row-0", 150, "", pane)],
  );
  assert.equal(layer.children.length, 0);
  assert.equal(flights[0]?.frames[0]?.["transform"], "translate(-40px, 0px)");
});
