// A scene as JSON: the shapes that extensions/fingerpost/walkthroughs/scene.schema.json describes.

export const SCHEMA_VERSION = 1;

export type Cell = string | number | boolean | null;
export type ColumnKind = "text" | "number" | "date" | "truth";
export type Language = "pandas" | "sql" | "altair";
export type Look = "sheet" | "pivot" | "frame" | "piles";
export type MarkKind = "read" | "match" | "drop" | "group" | "duplicate" | "coerce" | "error" | "result";
export type Span = readonly [start: number, end: number];

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly dtype?: string;
}

export interface Row {
  readonly id: string;
  readonly cells: readonly Cell[];
  readonly members?: readonly string[];
  /** What each cell is, where cells of one column differ. */
  readonly kinds?: readonly ColumnKind[];
}

export interface Table {
  readonly name: string;
  readonly caption: string;
  readonly look: Look;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly anchor?: string;
  readonly label?: string;
  readonly holding?: string;
  readonly has_total?: boolean;
}

/** One shape of a picture; what `numbers` mean depends on `kind`, as the schema's Python side says. */
export interface Shape {
  readonly kind: "rect" | "line" | "circle" | "area" | "text";
  readonly numbers: readonly number[];
  readonly tone: string;
  readonly text?: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly turn?: number;
}

/** A chart: `alt` says it in words, `table` names the table of its numbers. */
export interface Picture {
  readonly name: string;
  readonly alt: string;
  readonly table: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export interface Mark {
  readonly kind: MarkKind;
  readonly rows: readonly string[];
  readonly columns?: readonly string[];
  readonly word?: string;
  readonly letter?: string;
}

export interface Shown {
  readonly table: string;
  readonly marks?: readonly Mark[];
  readonly waiting?: readonly string[];
  readonly waiting_word?: string;
}

export interface Code {
  readonly language: Language;
  readonly text: string;
  readonly spans?: readonly Span[];
}

export interface Formula {
  readonly cell: string;
  readonly text: string;
  readonly spans?: readonly Span[];
}

export interface ExcelPane {
  readonly formula: Formula | null;
  /** What stands over the pane where it shows something else than Excel. */
  readonly title?: string;
  readonly shows: readonly Shown[];
  readonly fields?: readonly (readonly [area: string, field: string])[];
  readonly picture?: string;
}

export interface PythonPane {
  readonly codes: readonly Code[];
  readonly shows: readonly Shown[];
  readonly together?: boolean;
  readonly to_take?: boolean;
  readonly picture?: string;
}

/** One choice, a number, or the ids of rows in their table's order. */
export type Answer = string | number | readonly string[];

export function same(one: Answer | undefined, other: Answer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export interface Choice {
  readonly value: Answer;
  readonly label: string;
  readonly reason: string;
  readonly misconception?: string;
}

export interface Prediction {
  readonly id: string;
  readonly question: string;
  readonly choices: readonly Choice[];
  readonly answer: Answer;
  readonly kind?: "choice" | "number" | "rows";
  /** The table whose rows are asked for. */
  readonly table?: string;
  /** Why any other answer is not so. */
  readonly otherwise?: string;
}

export interface Option {
  readonly value: Setting;
  readonly label: string;
}

export type Setting = string | number;

/** What a reader may change while Python listens: one of the options, or free text where there are none. */
export interface Control {
  readonly id: string;
  readonly label: string;
  readonly value: Setting;
  readonly options?: readonly Option[];
}

export type Choices = Readonly<Record<string, Setting>>;

export interface Step {
  readonly name: string;
  readonly sentence: string;
  readonly excel: ExcelPane;
  readonly python: PythonPane;
  readonly scope: string;
  readonly notes?: readonly string[];
  readonly prediction?: Prediction;
  readonly controls?: readonly Control[];
}

export interface Scene {
  readonly schema_version: number;
  readonly id: string;
  readonly title: string;
  readonly tables: readonly Table[];
  readonly steps: readonly Step[];
  readonly pictures?: readonly Picture[];
}

/** The table a step shows; a scene that Python made always has it. */
export function tableOf(scene: Scene, name: string): Table {
  const found = scene.tables.find((table) => table.name === name);
  if (!found) {
    throw new Error(`The walkthrough '${scene.id}' has no table '${name}'.`);
  }
  return found;
}
