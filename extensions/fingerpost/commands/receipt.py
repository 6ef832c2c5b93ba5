"""`fingerpost receipt …`: proof of what was handed in, and when it arrived."""

from pathlib import Path

import click

_FILE = click.Path(path_type=Path)


@click.group("receipt", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Prove what was handed in, and when it was received.

    Example: fingerpost receipt verify receipts/03-count-group-pivot-1.json 03-count-group-pivot.ipynb
    """


@command.command(
    "verify", epilog="Example: fingerpost receipt verify receipts/03-count-1.json 03-count.ipynb"
)
@click.argument("file", type=_FILE)
@click.argument("notebook", type=_FILE)
def verify_command(file: Path, notebook: Path) -> None:
    """Say whether the receipt FILE is whole and NOTEBOOK is what was received.

    Anybody can prove the content. In the course root the seal is looked at too; a receipt made at hand-in
    has none, and is compared there with what was collected.
    """
    from fingerpost.grading.receipts.making import (  # noqa: PLC0415 - keeps `--help` quick
        receipt_key,
        receipts_of,
    )
    from fingerpost.grading.receipts.receipt import (  # noqa: PLC0415 - keeps `--help` quick
        read_receipt,
        verify,
    )
    from fingerpost.grading.run.course_root import (  # noqa: PLC0415 - keeps `--help` quick
        NotACourseRootError,
        find_course_root,
    )

    try:
        root = find_course_root(Path.cwd())
    except NotACourseRootError:
        root = None
    key = receipt_key(root) if root else None
    given = receipts_of(root, read_receipt(file).assignment) if root else ()
    click.echo(verify(file, notebook, key, given))


@command.command("fetch", epilog="Example: fingerpost receipt fetch")
@click.option(
    "--to", type=_FILE, default=Path("receipts"), help="Folder to keep them in.  [default: receipts]"
)
def fetch_command(to: Path) -> None:
    """Fetch the sealed receipts of your own hand-ins from the exchange, once your tutor has collected them.

    One without a seal was written into the same folder as you handed in.
    """
    from fingerpost.grading.receipts.exchanging import fetch_receipts  # noqa: PLC0415 - keeps `--help` quick

    for file in fetch_receipts(to):
        click.echo(f"Receipt: {file}")


@command.command("make", epilog="Example: fingerpost receipt make 03-count-group-pivot")
@click.argument("assignment")
@click.option("--to", type=_FILE, default=Path("receipts"), help="Folder to write to.  [default: receipts]")
def make_command(assignment: str, to: Path) -> None:
    """Give receipts for all that stands in submitted/ for ASSIGNMENT, however it came there.

    `nbgrader collect` gives them by itself; this is for work that came by another way.
    """
    from fingerpost.grading.gradebook.holding import file_name  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.receipts.making import make_receipt  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.run.course_root import (  # noqa: PLC0415 - keeps `--help` quick
        find_course_root,
        open_course_root,
    )
    from fingerpost.grading.run.records import write_whole  # noqa: PLC0415 - keeps `--help` quick

    course = open_course_root(find_course_root(Path.cwd()))
    name = str(course.coursedir.course_id)
    for learner, folder in course.hand_ins(assignment).items():
        receipt = make_receipt(course.root, name, assignment, learner, folder)
        file = to / file_name(learner) / f"{file_name(assignment)}-{receipt.number}.json"
        write_whole(file, receipt.to_text())
        click.echo(f"{learner}: {file}")
