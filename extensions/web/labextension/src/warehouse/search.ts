// What a reader's words find: tables, columns and codes, by name or by meaning. No browser here.

import type { Dictionary } from "./dictionary.ts";

export interface Find {
  readonly kind: "table" | "column" | "code";
  readonly table: string;
  readonly column: string;
  readonly code: string;
  readonly label: string;
  /** In how many other tables the same column, or a column of the same codes, stands. */
  readonly elsewhere: number;
}

type Same = Dictionary["same"];

interface Candidate extends Find {
  readonly names: readonly string[];
  readonly context: string;
  readonly isFirst: boolean;
}

/** A candidate made ready to be compared: small letters, and words once for all that is typed. */
interface Ready {
  readonly one: Candidate;
  readonly own: readonly string[];
  readonly said: readonly string[];
  readonly around: readonly string[];
}

const known = new WeakMap<Dictionary, readonly Ready[]>();

/** How well something fits, the best first; `context` is what one row of its table is. */
const CODE_EXACT = 8;
const EXACT = 7;
const STARTS = 6;
const HOLDS = 5;
const WORDS = 4;
const WORDS_IN_CONTEXT = 3;
const KIN = 2;
const KIN_IN_CONTEXT = 1;
/** So many letters in common make two words kin: "placement" and "placed", "ceased" and "ceasing". */
const STEM = 5;

/** Everything that fits, the best first; the beginner's tables come before others that fit as well. */
export function find(dictionary: Dictionary, typed: string): Find[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (!wanted) {
    return [];
  }
  const ready = known.get(dictionary) ?? candidates(dictionary).map(readyOf);
  known.set(dictionary, ready);
  const found = ready
    .map((one) => ({ one: one.one, fit: fitOf(one, wanted, dictionary.same) }))
    .filter(({ fit }) => fit > 0);
  found.sort((a, b) => rankOf(b.one, b.fit) - rankOf(a.one, a.fit));
  return found.map(({ one: { kind, table, column, code, label, elsewhere } }) => ({
    ...{ kind, table, column, code, label, elsewhere },
  }));
}

/** Of what fits by name, a beginner's table comes before its equals; by meaning, before what fits a step better. */
function rankOf({ isFirst }: Candidate, fit: number): number {
  return 2 * fit + (isFirst ? (fit <= WORDS ? 3 : 1) : 0);
}

function candidates(dictionary: Dictionary): Candidate[] {
  const first = new Set(dictionary.first);
  const ordered = [...dictionary.tables].sort((a, b) => placeOf(a.name) - placeOf(b.name));
  function placeOf(name: string): number {
    return first.has(name) ? dictionary.first.indexOf(name) : dictionary.first.length;
  }
  const tables = ordered.map(
    (table): Candidate => ({
      ...{ kind: "table", table: table.name, column: "", code: "", elsewhere: 0 },
      label: table.label,
      names: [table.name, table.name.slice(table.name.indexOf(".") + 1)],
      context: table.one_row_is,
      isFirst: first.has(table.name),
    }),
  );
  const columns = new Map<string, Candidate>();
  const homes = new Map<string, Candidate>();
  for (const table of ordered) {
    for (const { name, label, codeset } of table.columns) {
      const own: Candidate = {
        ...{ kind: "column", table: table.name, column: name, code: "", elsewhere: 0, label, names: [name] },
        context: `${table.name} ${table.one_row_is}`,
        isFirst: first.has(table.name),
      };
      keepFirst(columns, name, own);
      if (codeset) {
        keepFirst(homes, codeset, own);
      }
    }
  }
  const codes = [...homes].flatMap(([codeset, home]) =>
    (dictionary.codesets[codeset] ?? []).map(
      ({ code, label }): Candidate => ({ ...home, kind: "code", code, label, names: [code] }),
    ),
  );
  return [...tables, ...columns.values(), ...codes];
}

/** Keeps the first of its key, and counts the others. */
function keepFirst(held: Map<string, Candidate>, key: string, one: Candidate): void {
  const before = held.get(key);
  held.set(key, before ? { ...before, elsewhere: before.elsewhere + 1 } : one);
}

function readyOf(one: Candidate): Ready {
  const said = [...one.names, one.label].flatMap(wordsOf);
  const around = one.kind === "code" ? said : [...said, ...wordsOf(one.context)];
  return { one, own: one.names.map((name) => name.toLocaleLowerCase()), said, around };
}

function fitOf({ one, own, said, around }: Ready, wanted: string, same: Same): number {
  if (own.includes(wanted)) {
    return one.kind === "code" ? CODE_EXACT : EXACT;
  }
  if (own.some((name) => name.startsWith(wanted))) {
    return STARTS;
  }
  if (own.some((name) => wanted.length > 1 && name.includes(wanted))) {
    return HOLDS;
  }
  const asked = wordsOf(wanted);
  const all = (words: readonly string[], fits: (word: string, other: string) => boolean) =>
    asked.length > 0 && asked.every((word) => words.some((other) => fits(word, other)));
  const begins = (word: string, other: string) =>
    other.startsWith(word) || same.some((words) => words.includes(word) && words.includes(other));
  const isKin = (word: string, other: string) =>
    begins(word, other) || (word.length >= STEM && other.startsWith(word.slice(0, STEM)));
  return all(said, begins)
    ? WORDS
    : all(around, begins)
      ? WORDS_IN_CONTEXT
      : all(said, isKin)
        ? KIN
        : all(around, isKin)
          ? KIN_IN_CONTEXT
          : 0;
}

/** The words of a text or a name in small letters; `ReferralSource` is two of them. */
function wordsOf(text: string): string[] {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLocaleLowerCase();
  return apart.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
