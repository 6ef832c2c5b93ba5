// Motion from identity: a row that stays travels from its old place to its new one; rows travel into
// the row that stands for them, and out of it again. Authors state before and after only.

const MOVE: KeyframeAnimationOptions = { duration: 350, easing: "ease-in-out" };

export interface Place {
  readonly box: DOMRect;
  readonly element: HTMLElement;
  readonly holds: readonly string[];
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
    places.set(free(places, `${side} ${element.dataset["id"]}`), {
      box: element.getBoundingClientRect(),
      element,
      holds: holds.map((id) => `${side} ${id}`),
    });
  }
  return places;
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
export function move(before: Places, root: Element, layer: HTMLElement): void {
  layer.replaceChildren();
  const now = placesIn(root);
  const holderBefore = holders(before);
  for (const [id, place] of now) {
    const [side, row] = id.split(" ", 2);
    const from = before.get(id) ?? before.get(`${side} ${row}`) ?? holderBefore.get(`${side} ${row}`);
    if (from) {
      travel(place, from.box, !before.has(id));
    } else {
      place.element.animate([{ opacity: 0 }, { opacity: 1 }], MOVE);
    }
  }
  const holderNow = holders(now);
  for (const [id, gone] of before) {
    if (!now.has(id)) {
      sendOff(gone, holderNow.get(id)?.box ?? gone.box, layer);
    }
  }
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

/** A row that is gone flies, as a copy, to the row that now stands for it; with none it fades where it was. */
function sendOff(gone: Place, target: DOMRect, layer: HTMLElement): void {
  const copy = document.createElement("div");
  const base = layer.getBoundingClientRect();
  copy.className = "fp-traveller";
  const cells = [...gone.element.querySelectorAll(".fp-cell")].map((cell) => cell.textContent);
  copy.textContent = cells.length ? cells.join("  ") : gone.element.textContent;
  copy.style.left = `${gone.box.left - base.left}px`;
  copy.style.top = `${gone.box.top - base.top}px`;
  layer.append(copy);
  const end = `translate(${target.left - gone.box.left}px, ${target.top - gone.box.top}px)`;
  const flight = copy.animate(
    [
      { transform: "none", opacity: 1 },
      { transform: end, opacity: 0 },
    ],
    MOVE,
  );
  flight.onfinish = () => copy.remove();
  flight.oncancel = () => copy.remove();
}
