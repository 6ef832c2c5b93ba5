"""An error message on a page is what the installed versions say; one typed by hand is refused."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from fingerpost.courseware import quoting
from fingerpost.courseware.cells import CourseSourceFaultError
from fingerpost.courseware.compile import compile_assignment, compile_lesson
from fingerpost.courseware.quoting import CodeDidNotStopError, said_in, with_errors

STOPS = '[misspelt]\ncode = "{}[\'Decom\']"\nkind = "KeyError"\n'


@pytest.fixture
def page(module: Path) -> Path:
    """A page beside an errors.toml with one word."""
    (module / "errors.toml").write_text(STOPS, encoding="utf-8")
    return module / "sheet.md"


def _say(module: Path, text: str) -> None:
    (module / "errors.toml").write_text(text, encoding="utf-8")


def test_word_becomes_what_python_says(page: Path) -> None:
    assert with_errors(page, "It says {{error:misspelt}}.") == "It says KeyError: 'Decom'."


def test_pattern_of_an_entry_quotes_a_part_of_it(page: Path) -> None:
    assert with_errors(page, "A `{{error:misspelt:kind}}`.") == "A `KeyError`."


def test_traceback_is_line_by_line_the_one_that_python_prints(module: Path, tmp_path: Path) -> None:
    code = "\ndef total():\n    return episodes\ntotal()\n"
    _say(module, f"[lost]\nscript = \"monthly.py\"\ncode = '''\n{code}'''\n")
    (tmp_path / "monthly.py").write_text(code, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "monthly.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    printed = ran.stderr.replace(str(tmp_path / "monthly.py"), "monthly.py").splitlines()
    parts = said_in(module)["lost"].parts
    assert [parts[str(n)] for n in range(1, len(parts))] == [
        line for line in printed if set(line) - set(" ^~")
    ]
    assert parts[""] == "NameError: name 'episodes' is not defined"


def test_cell_is_read_as_a_notebook_reads_it(module: Path) -> None:
    _say(module, '[cell]\ncode = "round("\n[file]\nscript = "a.py"\ncode = "round("\n')
    said = {word: told.parts[""] for word, told in said_in(module).items()}
    assert said["cell"] == "SyntaxError: incomplete input"
    assert said["file"] != said["cell"]


def test_message_of_many_lines_is_quoted_by_its_first(module: Path) -> None:
    _say(module, "[x]\ncode = \"raise ValueError('first\\\\nsecond')\"\n")
    assert said_in(module)["x"].parts[""] == "ValueError: first"


def test_code_that_prints_does_not_disturb_what_is_read(module: Path) -> None:
    _say(module, '[x]\ncode = "print(1)\\n1 / 0"\n')
    assert said_in(module)["x"].parts[""] == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('code = "1 + 1"', "'x' runs to its end"),
        ('code = "{}[\'Decom\']"\nkind = "NameError"', "looks for 'NameError', and Python says: KeyError"),
        ('code = "raise SystemExit(3)"', "could not be run"),
    ],
)
def test_code_that_gives_no_such_message_is_refused(module: Path, entry: str, words: str) -> None:
    _say(module, f"[x]\n{entry}\n")
    with pytest.raises(CodeDidNotStopError, match=words):
        said_in(module)


def test_code_that_never_ends_is_given_up(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quoting, "_MOST_SECONDS", 0.2)
    _say(module, '[x]\ncode = "while True: pass"\n')
    with pytest.raises(CodeDidNotStopError, match=r"is still running after 0\.2 s"):
        said_in(module)


@pytest.mark.parametrize("text", ["[x]\n", "x = 1\n", "[x\n"])
def test_file_that_cannot_be_read_is_named(module: Path, text: str) -> None:
    _say(module, text)
    with pytest.raises(CourseSourceFaultError, match=r"errors\.toml:1: it cannot be read"):
        said_in(module)


@pytest.mark.parametrize(
    "typed",
    [
        "It says KeyError: 'Decom'.",
        "`BinderException: Binder Error: Referenced column`",
        "It says Parser Error: syntax error at or near.",
        "Traceback (most recent call last):",
        "name 'episodes' is not defined",
        "*truth value of a Series is ambiguous*",
        "*Merge keys are not unique*",
        "`SyntaxError: …`",
        "Elsewhere it reads *was never closed*.",
        'UserWarning: Parsing dates in "%d/%m/%Y"',
    ],
)
def test_message_typed_by_hand_is_refused_with_its_line(page: Path, typed: str) -> None:
    with pytest.raises(CourseSourceFaultError, match=r"sheet\.md:8: .*typed by hand") as told:
        with_errors(page, f"One.\n{typed}\n", line=7)
    assert "{{error:word}}" in str(told.value)


@pytest.mark.parametrize(
    "plain",
    ["A `KeyError` means that there is no such column.", "Look at the error: is it a name?", "By error, 3."],
)
def test_kind_of_an_error_alone_is_a_word_like_any_other(page: Path, plain: str) -> None:
    assert with_errors(page, plain) == plain


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("{{error:unknown}}", "no code stops for {{error:unknown}}"),
        ("{{error:misspelt:9}}", "asks for what is not there"),
    ],
)
def test_word_or_part_that_is_not_there_is_named(page: Path, asked: str, words: str) -> None:
    with pytest.raises(CourseSourceFaultError) as told:
        with_errors(page, asked)
    assert words in str(told.value)


def test_lesson_and_assignment_are_compiled_with_their_messages(page: Path) -> None:
    for name in ("lesson.py", "assignment.py"):
        text = (page.parent / name).read_text(encoding="utf-8")
        (page.parent / name).write_text(
            text.replace("# # Count", "# # Count\n# {{error:misspelt}}"), encoding="utf-8"
        )
    for notebook in (compile_lesson(page.parent), compile_assignment(page.parent)):
        assert "KeyError: 'Decom'" in nbformat.writes(notebook)


def test_lesson_with_a_message_typed_by_hand_is_refused_at_its_line(module: Path) -> None:
    text = (module / "lesson.py").read_text(encoding="utf-8")
    (module / "lesson.py").write_text(
        text.replace("# # Count", "# # Count\n#\n# KeyError: 'x'"), encoding="utf-8"
    )
    with pytest.raises(CourseSourceFaultError, match=r"lesson\.py:4: "):
        compile_lesson(module)
