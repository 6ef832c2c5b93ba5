"""The steps of a lookup: what both sides show, and what each step marks. Trap steps stand where a trap is."""

from collections.abc import Callable
from typing import Literal

from fingerpost.walkthroughs.lookup import code, sentences
from fingerpost.walkthroughs.lookup.predictions import rows_after, rows_kept
from fingerpost.walkthroughs.lookup.tables import blank_id, first_met, left_id, merged_id, other_id
from fingerpost.walkthroughs.lookup.told import Told, Trap
from fingerpost.walkthroughs.said import Said, beside, marked
from fingerpost.walkthroughs.scene import (
    ExcelPane,
    Formula,
    Mark,
    Prediction,
    PythonPane,
    Shown,
    Step,
)


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps but the last: six, one of rows that met nothing, and one for each trap with room."""
    there = {None, *told.traps, *(("unmatched",) if told.alone else ())}
    return tuple(step(told) for needs, step in _STEPS if needs in there)


def _the_question(told: Told) -> Step:
    at = "_as_stored" if told.stored else ""
    excel = ExcelPane(code.of_key(told), (Shown(f"left_sheet{at}"), Shown(f"other_sheet{at}")))
    python = PythonPane(code.two_tables(told.names), (Shown(f"left_frame{at}"), Shown(f"other_frame{at}")))
    return _step(told, sentences.the_question(told), excel, python)


def _keys_as_text(told: Told) -> Step:
    """Show both tables as they are stored, the keys that become text marked."""
    stored = told.stored
    assert stored is not None  # noqa: S101 - the trap is told where keys became text
    key = (told.names.key,)
    mine = Mark("coerce", tuple(left_id(at) for at in range(len(told.left))), key, word="becomes text")
    theirs = Mark("coerce", tuple(other_id(at) for at in range(len(told.other))), key, word="becomes text")
    left, other = ((mine,) if stored.mine else (), (theirs,) if stored.theirs else ())
    lost = marked("error", (left_id(at) for at in range(len(told.left))), "not found", told.names.answer)
    excel = ExcelPane(
        code.of_vlookup(told), (Shown("looked_up_as_stored", lost), Shown("other_sheet_as_stored", other))
    )
    shows = (Shown("left_frame_as_stored", left), Shown("other_frame_as_stored", other))
    python = PythonPane(code.keys_as_text(told, stored), shows)
    return _step(told, sentences.keys_as_text(told, stored), excel, python)


def _excels_habit(told: Told) -> Step:
    answer = (told.names.answer,)
    found = Mark("result", tuple(left_id(at) for at in range(len(told.left))), answer)
    first = tuple(dict.fromkeys(other_id(at) for at in _firsts(told)))
    taken = (Mark("match", first, word="first found"),) if first else ()
    excel = _excel(code.of_vlookup(told), left=(found,), other=taken)
    python = PythonPane(code.two_tables(told.names), (Shown("left_frame"), Shown("other_frame")))
    return _step(told, sentences.excels_habit(told), excel, python)


def _rows_meet(told: Told) -> Step:
    excel = _excel(code.of_vlookup(told, said="VLOOKUP"))
    python = PythonPane(code.on_the_key(told.at_first), (_meeting(told),))
    return _step(told, sentences.rows_meet(told), excel, python, prediction=rows_after(told))


def _the_merge(told: Told) -> Step:
    again = tuple(merged_id(at, nth) for at in told.several for nth in range(len(told.pairs[at])))
    marks = (Mark("duplicate", again, word="the same row again"),) if again else ()
    on_sheet = marked("duplicate", map(other_id, told.twice), "there twice")
    excel = _excel(code.of_vlookup(told), other=on_sheet)
    result = "merged_whole" if "one_name" in told.traps and told.at_first != told.names else "merged"
    python = PythonPane(code.left_merge(told.at_first), (Shown(result, marks),))
    return _step(told, sentences.the_merge(told), excel, python)


def _one_name(told: Told) -> Step:
    """Show both columns of one name in the result, renamed by merge, and again as the code names them."""
    names = told.names
    rows = dict.fromkeys(left_id(at) for at, _ in told.unlike)
    both = marked("read", rows, "differ", names.take, names.answer)
    python = PythonPane(code.two_of_one_name(names), _without_and_with(told, names.take, names.answer))
    return _step(told, sentences.one_name(told), _excel(code.of_vlookup(told), left=both), python)


def _selecting(told: Told) -> Step:
    """Show the whole of the other table brought over, and again the columns that were asked for."""
    python = PythonPane(code.two_columns_alone(told.names), _without_and_with(told))
    return _step(told, sentences.selecting(told), _excel(code.of_vlookup(told)), python)


def _without_and_with(told: Told, *columns: str) -> tuple[Shown, ...]:
    """Return the merge that says nothing of names and the one that does; rows that differ are marked."""
    shared = told.shared
    assert shared is not None  # noqa: S101 - both traps are told where the tables share a column
    rows = [merged_id(at, nth) for at, nth in told.unlike]
    named = Shown("merged", marked("read", rows, "differ", *columns) if columns else ())
    if shared.refused:
        return (named,)
    return Shown("merged_whole", marked("read", rows, "differ", *shared.renamed)), named


def _seat_belt(told: Told) -> Step:
    twice = marked("error", map(other_id, told.twice), "stops here")
    excel = _excel(code.of_vlookup(told), other=marked("duplicate", map(other_id, told.twice), "there twice"))
    python = PythonPane(code.seat_belt(told.names), (Shown("left_frame"), Shown("other_frame", twice)))
    asked = None if told.alone else rows_kept(told)
    return _step(told, sentences.seat_belt(told), excel, python, prediction=asked)


def _no_match(told: Told) -> Step:
    alone = marked("read", map(left_id, told.alone), "met nothing")
    excel = _excel(code.of_vlookup(told), left=alone)
    codes, result = (
        (code.found_where(told.names), "marked") if told.can_mark else (code.left_merge(told.names), "merged")
    )
    python = PythonPane(codes, (Shown(result, alone),))
    return _step(told, sentences.no_match(told), excel, python, prediction=rows_kept(told))


def _inner(told: Told) -> Step:
    alone = marked("drop", map(left_id, told.alone), "left out")
    excel = _excel(code.of_vlookup(told), left=alone)
    python = PythonPane(code.inner_merge(told.names), (Shown("inner"),))
    return _step(told, sentences.inner(told), excel, python)


def _capitals(told: Told) -> Step:
    key = (told.names.key,)
    mine = Mark("coerce", tuple(left_id(at) for at in told.by_case), key, word="capitals differ")
    firsts = tuple(
        dict.fromkeys(other_id(met) for at in told.by_case if (met := first_met(told, at)) is not None)
    )
    theirs = (Mark("coerce", firsts, key, word="capitals differ"),) if firsts else ()
    excel = _excel(code.of_vlookup(told, at=told.by_case[0]), left=(mine,), other=theirs)
    shows = (Shown("left_frame", (mine,)), Shown("other_frame", theirs))
    return _step(told, sentences.capitals(told), excel, PythonPane(code.same_capitals(told.names), shows))


def _blanks(told: Told) -> Step:
    members = tuple(blank_id(at) for at in range(len(told.blanks)))
    shows = (Shown("blank_frame"), Shown("blank_meeting", (Mark("read", members, word="blank key"),)))
    excel = _excel(code.of_vlookup(told))
    python = PythonPane(code.without_blanks(told.names), shows, together=True)
    return _step(told, sentences.blanks(told), excel, python)


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, prediction: Prediction | None = None
) -> Step:
    return beside(said, excel, python, scope=sentences.scope(told), prediction=prediction)


def _excel(formula: Formula, *, left: tuple[Mark, ...] = (), other: tuple[Mark, ...] = ()) -> ExcelPane:
    """Return the sheet with VLOOKUP filled down, and the other table beside it."""
    return ExcelPane(formula, (Shown("looked_up", left), Shown("other_sheet", other)))


def _meeting(told: Told) -> Shown:
    """Return the rows that meet; the other table's rows that no one meets wait at the side."""
    met = {at for pairs in told.pairs for at in pairs}
    waiting = tuple(other_id(at) for at in range(len(told.other)) if at not in met)
    return Shown("meeting", waiting=waiting, waiting_word="met by no row")


def _firsts(told: Told) -> list[int]:
    return [met for at in range(len(told.left)) if (met := first_met(told, at)) is not None]


_STEPS: tuple[tuple[Trap | Literal["unmatched"] | None, Callable[[Told], Step]], ...] = (
    (None, _the_question),
    ("as_text", _keys_as_text),
    (None, _excels_habit),
    (None, _rows_meet),
    (None, _the_merge),
    ("one_name", _one_name),
    ("selecting", _selecting),
    (None, _seat_belt),
    ("unmatched", _no_match),
    (None, _inner),
    ("capitals", _capitals),
    ("blanks", _blanks),
)
