"""One thing that was looked at, and words that several looks share."""

import os
from dataclasses import dataclass

INSTALL = "make setup   (without make: python binder/prepare.py learner)"
START = "python -m fingerpost start"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it was found and, where something is wrong, what to type."""

    subject: str
    said: str
    remedy: str = ""

    @property
    def is_fine(self) -> bool:
        """Claim that nothing needs doing."""
        return not self.remedy


def setting(name: str, value: str) -> str:
    """Return what to type to set a variable for this window, in the words of this system's shell."""
    return f"set {name}={value}" if os.name == "nt" else f"export {name}={value}"
