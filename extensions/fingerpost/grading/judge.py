"""The one pure function that gives a mark: values and data in, points and words out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.grading.asked import ChartAsked
from fingerpost.grading.attempt import Attempt
from fingerpost.grading.charts import ChartRead
from fingerpost.grading.differences import DIFFERS, difference
from fingerpost.grading.keyed import Key, Keyed
from fingerpost.grading.message import Message
from fingerpost.grading.misfit import Misfit
from fingerpost.grading.normalise import Reading, read, read_reference
from fingerpost.grading.task import Slip, Task
from fingerpost.grading.values import Wire, capture
from fingerpost.grading.verdict import Stage, Verdict, clamped

HOME = "A"
"""The authority every learner has; what is said with numbers is said about it alone."""

ONLY_SEEN = "These checks passed; others run when you hand in."
MATCHES = "That is right, here and on data you have not seen."


@dataclass(frozen=True)
class Taken:
    """A task's values as they were right after its cell ran under one authority, and how the cell ran."""

    values: Mapping[str, Wire]
    attempt: Attempt = field(default_factory=Attempt)


@dataclass(frozen=True)
class _Found:
    """What was found about an answer under one authority; no code means nothing to say."""

    readings: Mapping[str, Reading]
    """What could be read, by name: every name asked, or fewer."""
    code: str = ""
    message: Message = field(default_factory=Message)
    rows: tuple[Mapping[str, object], ...] = ()
    slip: Slip | None = None


def judge(
    task: Task,
    values: Mapping[str, Taken],
    data: Mapping[str, Any],
    reference: Mapping[str, Mapping[str, Wire]] | None = None,
) -> Verdict:
    """Return the mark and the message of one answer.

    Args:
        task: what is asked, with its slips.
        values: by authority, what the learner's names held; authority A first and always.
        data: by authority, the Data that slips read.
        reference: by authority, the right values by name (`reference_values` makes them). Without it this
            is a self-check: at most the seen points.

    The seen points: half for the asked shape, half when no slip is recognised on A. The hidden points: when
    the answer agrees with the reference on every authority; where several names are asked, by the share of
    names that do; a slip recognised on every one may keep some.
    """
    here = _look(task, values[HOME], data.get(HOME))
    if reference is None:
        return _verdict(task, here, seen=_seen_points(task, here), hidden=0.0, stage="check")
    found, right = _compare(task, here, reference[HOME])
    seen = _seen_points(task, found)
    for letter in reference:
        if letter == HOME or not right:
            continue
        taken = values.get(letter, Taken({}))
        there = _look(task, taken, data.get(letter))
        off, right_there = _compare(task, there, reference[letter])
        right &= right_there
        if off.code and not found.code:
            found = _not_elsewhere(task, here, off, taken)
    if not found.code:
        found = replace(found, message=Message(MATCHES))
    share = task.hidden * len(right) / len(task.asks)
    hidden = max(share, _kept(task, found.slip, values, data, reference))
    return _verdict(task, found, seen=seen, hidden=hidden, stage="mark")


def slip_of(task: Task, taken: Taken, data: Any) -> Slip | None:  # noqa: ANN401 - Data, or a test's own
    """Return the slip that speaks of an answer under one authority, if one does."""
    return _look(task, taken, data).slip


def _kept(
    task: Task,
    slip: Slip | None,
    values: Mapping[str, Taken],
    data: Mapping[str, Any],
    reference: Mapping[str, Mapping[str, Wire]],
) -> float:
    """Return the hidden points that a slip keeps: none unless it is made everywhere, as by a rule."""
    if slip is None or not slip.keeps:
        return 0.0
    made = (slip_of(task, values.get(letter, Taken({})), data.get(letter)) for letter in reference)
    return slip.keeps if all(one is not None and one.code == slip.code for one in made) else 0.0


def _compare(task: Task, found: _Found, reference: Mapping[str, Wire]) -> tuple[_Found, set[str]]:
    """Return what is to be said beside the reference, and the names that agree with it."""
    right: set[str] = set()
    first: _Found | None = None
    for asked in task.asks:
        if asked.name not in found.readings or (isinstance(asked, ChartAsked) and found.slip):
            continue  # a chart may draw the right rows in a way that misleads
        off = difference(found.readings[asked.name], read_reference(reference[asked.name], asked), asked)
        if off is None:
            right.add(asked.name)
        elif first is None:
            rows = _rows({asked.name: found.readings[asked.name]}, off.keys)
            first = _Found(found.readings, DIFFERS, off.message, rows)
    if len(right) == len(task.asks):
        return _Found(found.readings), right
    if first is not None and found.slip is not None and not found.rows:
        found = replace(found, rows=first.rows)  # the slip names no rows; these differ from what is asked
    return (found if found.code or first is None else first), right


def reference_values(task: Task, made: object) -> dict[str, Wire]:
    """Return a reference's result as values by name; a task that asks for several names makes a dict."""
    if len(task.asks) == 1 and not (isinstance(made, Mapping) and set(made) == set(task.names)):
        return {task.asks[0].name: capture(made)}
    held = made if isinstance(made, Mapping) else {}
    return {name: capture(held[name]) if name in held else {"kind": "missing"} for name in task.names}


def _look(task: Task, taken: Taken, data: Any) -> _Found:  # noqa: ANN401 - Data, or a test's own
    """Return the answer as read, and the first slip or misfit there is to speak of."""
    readings: dict[str, Reading] = {}
    in_part: dict[str, Any] = {}
    misfit: Misfit | None = None
    for asked in task.asks:
        try:
            readings[asked.name] = read(taken.values.get(asked.name, {"kind": "missing"}), asked)
        except Misfit as found:
            misfit = misfit or found
            in_part |= {asked.name: found.reading} if found.reading is not None else {}
        except Exception:  # noqa: BLE001 - hostile bytes may break any parser; then the answer could not be read
            misfit = misfit or _could_not_be_read(asked.name)
    if slipped := _slipped(task, readings, in_part, taken, data):
        return slipped
    return _stopped(task, readings, taken, misfit) if misfit else _Found(readings)


def _could_not_be_read(name: str) -> Misfit:
    return Misfit(
        "VALUE-SHAPE",
        f"`{name}` could not be read.",
        "It holds a mixture that no table, number or text is made of.",
        f"Show `{name}` on a line of its own and look at what it holds.",
    )


def _slipped(
    task: Task,
    readings: Mapping[str, Reading],
    in_part: Mapping[str, Any],
    taken: Taken,
    data: Any,  # noqa: ANN401 - Data, or a test's own
) -> _Found | None:
    """Return the first slip that matches, with its facts in its words."""
    known = {**readings, **in_part}
    value: Any = next(iter(known.values()), None) if len(task.asks) == 1 else known
    for made in task.slips:
        if made.on == "value" and not known:
            continue
        facts = recognised(made, taken.attempt if made.on == "attempt" else value, data)
        if facts is not None:
            rows = _rows(known, facts.get("rows"))
            return _Found(readings, made.code, made.message.spoken(facts), rows, made)
    return None


def recognised(slip: Slip, value: Any, data: Any) -> Mapping[str, object] | None:  # noqa: ANN401 - what the slip reads
    """Return a slip's facts, or None; a slip that stumbles over an odd value has not recognised it."""
    try:
        facts = slip.recognise(value, data)
    except FingerpostError:
        raise  # data that cannot be read are no fault of the answer
    except Exception:  # noqa: BLE001 - an odd value must never cost a learner the other checks
        return None
    if isinstance(facts, Mapping):
        return facts
    return {} if facts else None


def _stopped(task: Task, readings: Mapping[str, Reading], taken: Taken, misfit: Misfit) -> _Found:
    """Return why there is no readable value: an error, another spelling, or the misfit itself."""
    attempt = taken.attempt
    kinds = {name: taken.values.get(name, {}).get("kind", "missing") for name in task.names}
    lost = [name for name, kind in kinds.items() if kind == "missing"]
    if misfit.code != "VALUE-MISSING" or not lost:
        return _Found(readings, misfit.code, misfit.message)
    name = lost[0]
    if attempt.error:
        return _Found(readings, "CELL-STOPPED", _stop_message(name, attempt))
    other = next((had for had in attempt.names if had.casefold() == name.casefold()), "")
    if not other:
        return _Found(readings, misfit.code, misfit.message)
    spelt = Message(
        f"There is `{other}` and no `{name}`.",
        "Python reads capital and small letters as different names.",
        f"Copy the spelling `{name}` from the question.",
    )
    return _Found(readings, misfit.code, spelt)


def _stop_message(name: str, attempt: Attempt) -> Message:
    if attempt.error in {"KeyboardInterrupt", "TimeLimit"}:
        return Message(
            f"The cell was stopped before it had made `{name}`.",
            "It took longer than a cell may, most often because a loop has no end.",
            "Look for the line that repeats, and say when it should stop.",
        )
    told = f"{attempt.error}: {attempt.error_text}" if attempt.error_text else attempt.error
    kept = f"`{name}` is still what an earlier run made" if name in attempt.left else ""
    return Message(
        f"The cell stopped with {told[:160]}",
        f"Python stops at the first line it cannot run, so {kept or f'nothing was kept as `{name}`'}.",
        "Read the last line of the message under the cell; it says what stopped it.",
    )


def _not_elsewhere(task: Task, here: _Found, there: _Found, taken: Taken) -> _Found:
    """Return what may be said of an answer right on A alone: nothing about the other data."""
    if there.slip is not None:
        message = there.slip.message.about_hidden_data()
        return _Found(here.readings, there.slip.code, message, (), there.slip)
    lead = "This is right for the authority you have"
    if len(there.readings) < len(task.asks):
        stopped = f" with {taken.attempt.error}" if taken.attempt.error else ""
        saw = f"{lead}. On another authority's data the cell stopped{stopped}."
        why = "A code, a name or a month that one authority has may be absent in another."
    elif _is_same(task, here, there):
        saw = f"{lead}, but does not change when the data does."
        why = "A number or a code typed in by hand stays as it is when the data underneath change."
    else:
        saw = f"{lead}, and not for another one."
        why = "Something in the steps fits these data only: a code, a date or a row that others lack."
    step = "Work every number out from the data, and ask of each line: what if a code or a month has no rows?"
    return _Found(here.readings, "NOT-ELSEWHERE", Message(saw, why, step))


def _is_same(task: Task, here: _Found, there: _Found) -> bool:
    return all(
        difference(there.readings[asked.name], here.readings[asked.name], asked) is None
        for asked in task.asks
    )


def _rows(readings: Mapping[str, Reading], keys: object) -> tuple[Mapping[str, object], ...]:
    """Return up to five of the learner's own rows, those of the keys; none that show nothing."""
    chosen: tuple[Key, ...] = tuple(keys) if isinstance(keys, list | tuple | set) else ()
    for reading in readings.values():
        table = reading.points if isinstance(reading, ChartRead) else reading
        if isinstance(table, Keyed):
            return table.rows(chosen)
    return ()


def _seen_points(task: Task, found: _Found) -> float:
    """Return the seen points: for each name half for its shape, half when no slip speaks."""
    shape = len(found.readings) / len(task.asks)
    return task.seen * shape * (1.0 if found.slip is None else 0.5)


def _verdict(task: Task, found: _Found, *, seen: float, hidden: float, stage: Stage) -> Verdict:
    parts = (clamped(seen, task.seen), clamped(hidden, task.hidden))
    return Verdict(
        task=task.word,
        title=task.title,
        points=clamped(sum(parts), task.max_points),
        max_points=task.max_points,
        parts=parts,
        code=found.code,
        saw=found.message.saw,
        why=found.message.why,
        next_step=found.message.next_step,
        rows=found.rows if found.code else (),
        stage=stage,
        closing=ONLY_SEEN if stage == "check" and not found.code else "",
    )
