import assert from "node:assert/strict";
import { test } from "node:test";
import { Notebooks } from "../src/warehouse/notebooks.ts";
import { EPISODES } from "./dictionary.ts";

type App = ConstructorParameters<typeof Notebooks>[0];
type Heard = (shell: unknown, change: { newValue: unknown }) => void;

/** A notebook as Lab has it, of code cells with these sources, the first of them active. */
function notebook(path: string, ...sources: string[]) {
  const cells = sources.map((source) => ({ cell_type: "code", getSource: () => source }));
  const insertCell = (at: number, { cell_type, source }: { cell_type: string; source: string }) =>
    cells.splice(at, 0, { cell_type, getSource: () => source });
  const content = {
    activeCellIndex: 0,
    model: { sharedModel: { cells, insertCell } } as object | null,
    deselectAll: () => undefined,
    scrollToItem: async () => undefined,
  };
  const context = { path, isReady: true };
  return { id: path, isAttached: true, isVisible: false, context, content, cells };
}

/** An application with these widgets in its main area; `comes` puts one in front. */
function application(...widgets: object[]) {
  const activated: string[] = [];
  let comes: (widget: object) => void = () => undefined;
  const shell = {
    currentChanged: { connect: (heard: Heard) => (comes = (newValue) => heard(shell, { newValue })) },
    widgets: () => widgets,
    activateById: (id: string) => activated.push(id),
  };
  const notebooks = new Notebooks({ shell } as unknown as App);
  return {
    insert: () => notebooks.insert("pandas", EPISODES),
    comes: (one: object) => comes(one),
    activated,
  };
}

test("with no notebook open, a sentence says what to do and nothing else happens", () => {
  const { insert, activated } = application({
    id: "a page",
    context: { path: "Start here.md" },
    content: {},
  });
  assert.match(insert(), /^No notebook is open\. Open one/);
  assert.deepEqual(activated, []);
});

test("a notebook that is still being read says to wait, and stays as it is", () => {
  const unread = notebook("03.ipynb", "a = 1");
  unread.context.isReady = false;
  const { insert } = application(unread);
  assert.match(insert(), /still being opened/);
  unread.context.isReady = true;
  unread.content.model = null;
  assert.match(insert(), /still being opened/);
  assert.equal(unread.cells.length, 1);
});

test("the cell comes below the active one, is active itself, and its notebook is in front", () => {
  const one = notebook("lessons/03.ipynb", "a = 1", "b = 2");
  const { insert, activated } = application(one);
  assert.match(insert(), /ssda903\.episodes is in a new cell of 03\.ipynb\. Press Shift\+Enter/);
  assert.deepEqual(
    one.cells.map((cell) => cell.getSource().slice(0, 6)),
    ["a = 1", "# Purp", "b = 2"],
  );
  assert.equal(one.content.activeCellIndex, 1);
  assert.deepEqual(activated, ["lessons/03.ipynb"]);
});

test("of several, it is the one last worked in, though a page of another kind came to the front since", () => {
  const [first, second] = [notebook("1.ipynb", ""), notebook("2.ipynb", "")];
  const { insert, comes } = application(first, second);
  comes(second);
  comes({ id: "rows", content: {} });
  assert.match(insert(), /of 2\.ipynb/);
  second.isAttached = false;
  assert.match(insert(), /of 1\.ipynb/);
});

test("before one was worked in, it is the one that is seen", () => {
  const [first, second] = [notebook("1.ipynb", ""), notebook("2.ipynb", "")];
  second.isVisible = true;
  assert.match(application(first, second).insert(), /of 2\.ipynb/);
});

test("an empty notebook gets its first cell", () => {
  const empty = notebook("new.ipynb");
  application(empty).insert();
  assert.equal(empty.cells.length, 1);
});
