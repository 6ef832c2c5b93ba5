"""Which level is reached with which walls, refusal without, and what happens when a wall does not go up."""

import os
import struct
from pathlib import Path

import pytest
from fingerpost.grading.engine import supervisor
from fingerpost.grading.sandbox import confine
from fingerpost.grading.sandbox.confine import Walls
from fingerpost.grading.sandbox.kernel import MACHINES, LockError
from fingerpost.grading.sandbox.levels import (
    BUBBLEWRAP,
    FULL,
    STRONG,
    TRUSTED,
    NoSandboxError,
    settled_level,
    survey,
)
from fingerpost.grading.sandbox.limits import Limits
from fingerpost.grading.sandbox.namespaces import hidden_from_others
from fingerpost.grading.sandbox.seccomp import program


@pytest.mark.parametrize(
    ("hidden", "level"),
    [
        ((), FULL),
        (("namespaces",), STRONG),
        (("bubblewrap",), FULL),
        (("landlock",), BUBBLEWRAP),
        (("landlock", "namespaces"), BUBBLEWRAP),
        (("landlock", "bubblewrap"), ""),
        (("seccomp",), ""),
        (("linux",), ""),
    ],
)
def test_level_follows_from_the_walls_there_are(hidden: tuple[str, ...], level: str) -> None:
    ground = survey(frozenset(hidden))
    assert ground.level == level
    assert set(hidden) <= set(ground.missing)


@pytest.mark.parametrize("walls", [("landlock", "bubblewrap"), ("seccomp",), ("linux",)])
def test_missing_walls_are_refused_in_a_sentence_that_names_them(walls: tuple[str, ...]) -> None:
    with pytest.raises(NoSandboxError, match=rf"missing: .*{'.*'.join(walls)}.*so nothing was run.*--trust"):
        settled_level(hidden=frozenset(walls))


def test_trust_is_asked_for_by_the_tutor_alone_and_recorded() -> None:
    assert settled_level(trust=True, hidden=frozenset({"seccomp"})) == TRUSTED
    assert settled_level(trust=True) == FULL, "trust never lowers what the machine can do"


_STEPS = ("lock_files", "lock_calls", "lock_resources", "no_new_privileges", "drop_capabilities")


@pytest.mark.parametrize(
    ("level", "step"),
    [(STRONG, step) for step in _STEPS] + [(BUBBLEWRAP, step) for step in _STEPS if step != "lock_files"],
)
def test_nothing_runs_where_a_wall_does_not_go_up(
    step: str, level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LockError("not on this machine")

    ran = tmp_path / "ran"
    monkeypatch.setattr(confine, step, refuse)
    monkeypatch.setattr(supervisor, "serve", lambda *_: ran.touch())
    walls = Walls(level, (str(tmp_path),), str(tmp_path), {}, Limits())
    child = os.fork()
    if child == 0:
        supervisor._be_learner(None, walls, *os.pipe())  # type: ignore[arg-type]  # serve is ours here
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == supervisor.LOCKS_FAILED
    assert not ran.exists()


@pytest.mark.parametrize("machine", MACHINES)
def test_filter_has_an_answer_for_every_way_to_a_socket_or_a_process(machine: str) -> None:
    of = MACHINES[machine]
    for name in ("socket", "connect", "bind", "execve", "ptrace", "mount", "unshare", "io_uring_setup"):
        assert _answer(program(of, 7), of.audit_arch, of.numbers[name]) == 0x50001, name
    assert _answer(program(of, 7), of.audit_arch, of.numbers["clone"], 17) == 0x50001
    assert _answer(program(of, 7), of.audit_arch, of.numbers["clone"], 0x10000) == 0x7FFF0000
    assert _answer(program(of, 7), of.audit_arch, of.numbers["clone3"]) == 0x50026
    assert _answer(program(of, 7), of.audit_arch, of.numbers["kill"], 8) == 0x50001
    assert _answer(program(of, 7), of.audit_arch, of.numbers["kill"], 7) == 0x7FFF0000
    assert _answer(program(of, 7), of.audit_arch, of.numbers["fchmod"]) == 0x50000
    assert _answer(program(of, 7), of.audit_arch, 600) == 0x7FFF0000


@pytest.mark.parametrize("machine", MACHINES)
def test_filter_kills_calls_in_another_machines_numbering(machine: str) -> None:
    of = MACHINES[machine]
    assert _answer(program(of, 7), of.audit_arch ^ 0x10, of.numbers["fchmod"]) == 0x80000000
    assert _answer(program(of, 7), of.audit_arch, 0x40000000) == 0x80000000


def test_folder_that_others_may_not_pass_is_found(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    closed, inside = tmp_path / "closed", tmp_path / "closed" / "a" / "b"
    inside.mkdir(parents=True)
    closed.chmod(0o700)
    found = hidden_from_others([inside])
    assert found[0] in (closed, *closed.parents)
    assert all(not folder.stat().st_mode & 0o001 for folder in found)


def _answer(lines: bytes, arch: int, number: int, first: int = 0) -> int:
    """Return what a filter says to a call: the kernel's own machine of a few instructions, by hand."""
    held = struct.pack("=IIQ6Q", number, arch, 0, first, 0, 0, 0, 0, 0)
    code = [struct.unpack_from("=HBBI", lines, at) for at in range(0, len(lines), 8)]
    at, kept = 0, 0
    while True:
        operation, yes, no, value = code[at]
        at += 1
        if operation == 0x06:
            return int(value)
        if operation == 0x20:
            kept = struct.unpack_from("=I", held, value)[0]
        elif operation == 0x54:
            kept &= value
        else:
            holds = {0x15: kept == value, 0x35: kept >= value, 0x45: bool(kept & value)}[operation]
            at += yes if holds else no
