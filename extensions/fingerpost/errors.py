"""The root of every error we raise on purpose."""


class FingerpostError(Exception):
    """What happened, where, what was expected and what to do next, as one or two plain sentences.

    The command line and notebooks print it without a traceback; a command ends with `exit_status`: 1
    when something in the input is wrong, 2 when the command was used wrongly.
    """

    exit_status = 1

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints in place of a traceback: the sentence."""
        return [str(self)]


class WrongUseError(FingerpostError):
    """The command was asked for something that does not exist or cannot be combined."""

    exit_status = 2
