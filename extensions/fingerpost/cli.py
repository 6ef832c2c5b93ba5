"""`fingerpost …`: one table of commands, each group imported only when it is asked for."""

import sys
from importlib import import_module

import click

from fingerpost.errors import FingerpostError

COMMANDS = {
    "start": ("fingerpost.commands.start", "Build what is missing and open JupyterLab at Start here."),
    "warehouse": ("fingerpost.commands.warehouse", "Build the invented data, or write it as returns."),
    "course": ("fingerpost.commands.course", "Build the course, or check your own notebook."),
    "timetable": ("fingerpost.commands.timetable", "Plan study around return windows, and record hours."),
    "translate": ("fingerpost.commands.translate", "Turn an Excel formula into pandas and SQL."),
    "grade": ("fingerpost.commands.grade", "Mark what a cohort handed in, behind walls."),
    "gradebook": ("fingerpost.commands.gradebook", "Copies of the gradebook, due dates, extensions."),
    "update": ("fingerpost.commands.update", "Bring your lessons up to date; what you wrote stays."),
    "receipt": ("fingerpost.commands.receipt", "Prove what was handed in, and when it arrived."),
    "share": ("fingerpost.commands.share", "Make a copy of a notebook that may leave the machine."),
    "hub": ("fingerpost.commands.hub", "Make a cohort's JupyterHub ready, and look it over."),
    "doctor": ("fingerpost.commands.doctor", "Say what is installed, what is wrong and what to type."),
}


class _LazyGroup(click.Group):
    """A group whose commands live in modules named after them, as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def _fingerpost() -> None:
    """From Excel to Python on invented children's services data.

    Example: fingerpost start
    """


def main() -> None:
    """Run one command; a known trouble prints its sentence and sets the exit status."""
    try:
        _fingerpost(prog_name="fingerpost")
    except FingerpostError as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(trouble.exit_status)
