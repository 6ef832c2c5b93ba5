// A column as Python sends it: typed buffers, read one cell at a time. See walkthroughs/table/buffers.py.

export type Kind = "number" | "day" | "text";

export interface Head {
  readonly name: string;
  readonly kind: Kind;
  readonly dtype: string;
  readonly width: number;
  readonly characters: number;
  readonly meaning: string;
}

export interface GridColumn extends Head {
  /** The cell as it is read; undefined where it is blank. */
  text(row: number): string | undefined;
  /** What puts rows in order; NaN where blank. */
  readonly keys: ArrayLike<number>;
  /** The key that stands for a blank, where it is not NaN. */
  readonly blankKey: number;
  /** How many different texts there are, and each of them; numbers and days have none. */
  readonly texts?: { readonly count: number; at(code: number): string };
}

const BLANK_DAY = -(2 ** 31);
const DAY_MS = 86_400_000;

/** The columns of a table, from their heads and their buffers in order. */
export function columnsFrom(heads: readonly Head[], buffers: readonly DataView[]): GridColumn[] {
  let at = 0;
  return heads.map((head) => {
    const needed = head.kind === "text" ? 3 : 1;
    const own = buffers.slice(at, at + needed).map(aligned);
    at += needed;
    return READERS[head.kind](head, own);
  });
}

/** A copy that starts at a multiple of eight, as typed arrays want; a message's buffers start anywhere. */
function aligned(view: DataView): ArrayBuffer {
  return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
}

const READERS: Readonly<Record<Kind, (head: Head, buffers: readonly ArrayBuffer[]) => GridColumn>> = {
  number: (head, [numbers]) => {
    const keys = new Float64Array(numbers ?? new ArrayBuffer(0));
    const text = (row: number) => numberText(keys[row]);
    return { ...head, keys, blankKey: Number.NaN, text };
  },
  day: (head, [days]) => {
    const keys = new Int32Array(days ?? new ArrayBuffer(0));
    const text = (row: number) => dayText(keys[row] ?? BLANK_DAY);
    return { ...head, keys, blankKey: BLANK_DAY, text };
  },
  text: (head, [codes, bytes, ends]) => {
    const keys = codesOf(head.width, codes ?? new ArrayBuffer(0));
    const texts = textsOf(bytes ?? new ArrayBuffer(0), new Uint32Array(ends ?? new ArrayBuffer(0)));
    const blankKey = 2 ** (8 * head.width) - 1;
    const text = (row: number) => {
      const code = keys[row] ?? blankKey;
      return code === blankKey ? undefined : texts.at(code);
    };
    return { ...head, keys, blankKey, text, texts };
  },
};

function codesOf(width: number, codes: ArrayBuffer): ArrayLike<number> {
  return width === 1 ? new Uint8Array(codes) : width === 2 ? new Uint16Array(codes) : new Uint32Array(codes);
}

function textsOf(bytes: ArrayBuffer, ends: Uint32Array): { count: number; at(code: number): string } {
  const decoder = new TextDecoder();
  const all = new Uint8Array(bytes);
  const at = (code: number) => decoder.decode(all.subarray(code ? ends[code - 1] : 0, ends[code]));
  return { count: ends.length, at };
}

function numberText(value: number | undefined): string | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : String(Number(value.toPrecision(15)));
}

function dayText(day: number): string | undefined {
  return day === BLANK_DAY ? undefined : new Date(day * DAY_MS).toISOString().slice(0, 10);
}
