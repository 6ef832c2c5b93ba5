"""The package that doubles every start is gone, and stays gone."""

import subprocess
import sys
from importlib.util import find_spec


def test_slow_validator_is_not_installed() -> None:
    assert find_spec("rfc3987_syntax") is None
    assert find_spec("lark") is None


def test_altair_starts_without_the_slow_validator() -> None:
    look = "import sys, altair; print('rfc3987_syntax' in sys.modules, 'lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
