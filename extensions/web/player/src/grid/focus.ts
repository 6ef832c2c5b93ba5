// Where the keyboard is in a grid, and where a key takes it: the ARIA grid pattern. No browser here.

/** Row -2 holds the headings, row -1 the filters, rows from 0 the cells. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

export const HEADINGS = -2;
export const FILTERS = -1;

type Move = (at: Spot, size: Size) => Spot;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  PageUp: ({ row, column }, { page }) => ({ row: row < 0 ? row : Math.max(0, row - page), column }),
  PageDown: ({ row, column }, { page }) => ({ row: Math.max(0, row) + page, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
  "Ctrl+Home": () => ({ row: 0, column: 0 }),
  "Ctrl+End": (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
};

/** The spot a key leads to, or nothing where the key moves nothing. */
export function moved(key: string, ctrl: boolean, at: Spot, size: Size): Spot | undefined {
  const move = MOVES[ctrl ? `Ctrl+${key}` : key];
  return move && within(move(at, size), size);
}

export function within(spot: Spot, { rows, columns }: Size): Spot {
  return {
    row: Math.max(HEADINGS, Math.min(spot.row, rows - 1)),
    column: Math.max(0, Math.min(spot.column, columns - 1)),
  };
}
