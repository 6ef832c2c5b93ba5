// Motion from identity: a row that stays travels from its old place to its new one, and its cells to their
// columns where these stand in another order; rows travel into the row that stands for them, and out of it
// again. Authors state before and after only.

const MOVE: KeyframeAnimationOptions = { duration: 350, easing: "ease-in-out" };

export interface Place {
  readonly box: DOMRect;
  readonly element: HTMLElement;
  readonly holds: readonly string[];
  /** The pane that it scrolls in, which cuts off what is not inside. */
  readonly pane: Element | null;
  /** Where the tables of its side begin. */
  readonly tables: DOMRect | undefined;
  readonly cells: readonly Cell[];
}

/** A cell of a row: its column and what it says, and how far from the row's own edge it begins. */
interface Cell {
  readonly name: string;
  readonly left: number;
  readonly element: HTMLElement;
}

export type Places = ReadonlyMap<string, Place>;

export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Where every row with an identity is now. */
export function placesIn(root: Element): Places {
  const places = new Map<string, Place>();
  for (const element of root.querySelectorAll<HTMLElement>("[data-id]")) {
    const side = element.closest(".fp-excel") ? "excel" : "python";
    const holds = element.dataset["holds"]?.split(" ") ?? [];
    const box = element.getBoundingClientRect();
    places.set(free(places, `${side} ${element.dataset["id"]}`), {
      box,
      element,
      holds: holds.map((id) => `${side} ${id}`),
      pane: element.closest("[data-scrolls]"),
      tables: element.closest(".fp-tables")?.getBoundingClientRect(),
      cells: cellsOf(element, box.left),
    });
  }
  return places;
}

function cellsOf(row: HTMLElement, edge: number): readonly Cell[] {
  return [...row.querySelectorAll<HTMLElement>("[data-column]")].map((element) => ({
    name: `${element.dataset["column"]}: ${element.textContent}`,
    left: element.getBoundingClientRect().left - edge,
    element,
  }));
}

/** The key of a row; one that stands in several places at once has a number behind it from the second on. */
function free(places: ReadonlyMap<string, Place>, id: string): string {
  let key = id;
  for (let nth = 2; places.has(key); nth += 1) {
    key = `${id} ${nth}`;
  }
  return key;
}

/** Ends what still moves: a row in flight would be measured where it flies. */
export function settle(root: Element): void {
  for (const flight of root.getAnimations({ subtree: true })) {
    flight.cancel();
  }
}

/** Starts the animations that lead from the places before to those now; `layer` carries travellers. */
export function move(left: Places, root: Element, layer: HTMLElement): void {
  layer.replaceChildren();
  const now = placesIn(root);
  const before = carried(left, now);
  const holderBefore = holders(before);
  const arrivals = [...now].map(([id, place]) => {
    const [side, row] = id.split(" ", 2);
    const itself = before.get(id) ?? before.get(`${side} ${row}`);
    const from = itself ?? holderBefore.get(`${side} ${row}`);
    return { place, from: from?.box, appears: !before.has(id), had: itself?.cells ?? [] };
  });
  const cutting = new Set(
    arrivals.filter(({ place, from }) => isCutOff(place, from)).map((one) => one.place.pane),
  );
  for (const { place, from, appears, had } of arrivals) {
    if (!from) {
      place.element.animate([{ opacity: 0 }, { opacity: 1 }], MOVE);
    } else if (place.pane && cutting.has(place.pane)) {
      arrive(place, from, layer);
    } else {
      travel(place, from, appears);
      cross(place.cells, had);
    }
  }
  const holderNow = holders(now);
  for (const [id, gone] of before) {
    if (!now.has(id)) {
      sendOff(gone, holderNow.get(id)?.box ?? gone.box, layer);
    }
  }
}

/** The places before, moved with the tables of their side: words that became longer push all rows down at once. */
function carried(before: Places, now: Places): Places {
  const begins = new Map([...now].map(([id, { tables }]) => [sideOf(id), tables] as const));
  return new Map(
    [...before].map(([id, place]) => {
      const to = begins.get(sideOf(id));
      const down = to && place.tables ? to.top - place.tables.top : 0;
      const { x, y, width, height } = place.box;
      return [id, down ? { ...place, box: new DOMRect(x, y + down, width, height) } : place] as const;
    }),
  );
}

function sideOf(id: string): string {
  return id.slice(0, id.indexOf(" "));
}

function holders(places: Places): Map<string, Place> {
  return new Map([...places.values()].flatMap((place) => place.holds.map((id) => [id, place] as const)));
}

function travel(place: Place, from: DOMRect, appears: boolean): void {
  const right = from.left - place.box.left;
  const down = from.top - place.box.top;
  if (Math.abs(right) + Math.abs(down) < 1) {
    return;
  }
  const start = { transform: `translate(${right}px, ${down}px)`, opacity: appears ? 0 : 1 };
  place.element.animate([start, { transform: "none", opacity: 1 }], MOVE);
}

/**
 * Cells that say the same under the same heading cross to their columns, if these stand in another order; the
 * others wait until the way is free.
 */
function cross(cells: readonly Cell[], had: readonly Cell[]): void {
  const was = new Map(had.map((cell) => [cell.name, cell.left]));
  const stay = cells.filter((cell) => was.has(cell.name));
  const from = stay.map((cell) => was.get(cell.name) ?? 0);
  if (from.every((left, at) => at === 0 || left > (from[at - 1] ?? 0))) {
    return;
  }
  for (const { name, element } of cells) {
    if (!was.has(name)) {
      element.animate([{ opacity: 0 }, { opacity: 0, offset: 0.7 }, { opacity: 1 }], MOVE);
    }
  }
  stay.forEach((cell, at) => {
    const start = { transform: `translate(${(from[at] ?? 0) - cell.left}px, 0px)` };
    cell.element.animate([start, { transform: "none" }], MOVE);
  });
}

/** Whether a row that sets out there would be cut off by the pane that its table scrolls in. */
function isCutOff(place: Place, from: DOMRect | undefined): boolean {
  if (!place.pane || !from) {
    return false;
  }
  const room = place.pane.getBoundingClientRect();
  const beside = from.right <= room.left || from.left >= room.right;
  return beside || from.top < room.top - 1 || from.bottom > room.bottom + 1;
}

/** A row comes to its place as a copy, which no pane cuts off, and is seen itself once it is there. */
function arrive(place: Place, from: DOMRect, layer: HTMLElement): void {
  place.element.animate([{ opacity: 0 }, { opacity: 0, offset: 0.99 }, { opacity: 1 }], MOVE);
  const copy = fly({ ...place, box: from }, place.box, layer, 1);
  copy.style.maxWidth = `${place.pane?.clientWidth ?? 0}px`;
}

/** A row that is gone flies, as a copy, to the row that now stands for it; with none it fades where it was. */
function sendOff(gone: Place, target: DOMRect, layer: HTMLElement): void {
  fly(gone, target, layer, 0);
}

/** Returns the copy of a row that flies from its box to another, and is taken away there. */
function fly({ element, box }: Place, target: DOMRect, layer: HTMLElement, opacity: number): HTMLElement {
  const copy = document.createElement("div");
  const base = layer.getBoundingClientRect();
  copy.className = "fp-traveller";
  const cells = [...element.querySelectorAll(".fp-cell")].map((cell) => cell.textContent);
  copy.textContent = cells.length ? cells.join("  ") : element.textContent;
  copy.style.left = `${box.left - base.left}px`;
  copy.style.top = `${box.top - base.top}px`;
  layer.append(copy);
  const end = `translate(${target.left - box.left}px, ${target.top - box.top}px)`;
  const flight = copy.animate(
    [
      { transform: "none", opacity: 1 },
      { transform: end, opacity },
    ],
    MOVE,
  );
  flight.onfinish = () => copy.remove();
  flight.oncancel = () => copy.remove();
  return copy;
}
