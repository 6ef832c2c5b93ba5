// From where a reader has scrolled to which rows are on screen. No browser here.

/** Browsers draw no element higher than some 17 million pixels; a longer table scrolls more than a row a step. */
const TALLEST = 12_000_000;

export interface Measures {
  readonly rows: number;
  readonly rowHeight: number;
  readonly room: number;
}

/** How many whole rows fit. */
export function fitting({ rows, rowHeight, room }: Measures): number {
  return Math.max(1, Math.min(rows, Math.floor(room / rowHeight)));
}

/** The height that all rows are given to scroll through. */
export function heightOf({ rows, rowHeight }: Measures): number {
  return Math.min(TALLEST, rows * rowHeight);
}

export function firstRowAt(scrollTop: number, measures: Measures): number {
  const last = Math.max(0, measures.rows - fitting(measures));
  const way = Math.max(1, heightOf(measures) - fitting(measures) * measures.rowHeight);
  return Math.min(last, Math.max(0, Math.round((scrollTop / way) * last)));
}

/** Where to scroll so that `row` comes first. */
export function scrollTopOf(row: number, measures: Measures): number {
  const last = Math.max(1, measures.rows - fitting(measures));
  const way = Math.max(0, heightOf(measures) - fitting(measures) * measures.rowHeight);
  return Math.round((Math.min(row, last) / last) * way);
}
