"""Run as a program of its own: code that is meant to stop in, what Python says as it stops out.

Reads JSON from standard input, a list of {"code", "script"}, and writes a list of {"says", "lines"}: kind and
message, and the whole traceback as Python prints it, without the lines of marks under the code.
Code that runs to its end gives {}. It imports nothing of fingerpost, so that its messages are Python's own.
"""

import codeop
import io
import json
import linecache
import sys
import traceback
import warnings

# How a notebook reads a cell: more may still come, which is why it says "incomplete input".
_AS_A_CELL: int = codeop.PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]  # not in the stubs


def said(code: str, script: str) -> dict[str, object]:
    """Return what Python says to `code` as a notebook's cell or, with its name in `script`, as a file."""
    name = script or "<cell>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    try:
        program = compile(code, name, "exec", 0 if script else _AS_A_CELL, dont_inherit=True)
        exec(program, {"__name__": "__main__"})  # noqa: S102 - our own course source
    except Exception as stopped:  # noqa: BLE001 - whatever it is, it is what the page quotes
        told = traceback.TracebackException.from_exception(stopped)
        told.stack = traceback.StackSummary.from_list([one for one in told.stack if one.filename == name])
        message = stopped.msg if isinstance(stopped, SyntaxError) else str(stopped)
        lines = [line for line in "".join(told.format()).splitlines() if set(line) - set(" ~^")]
        return {"says": f"{type(stopped).__name__}: {message}", "lines": lines}
    return {}


def main() -> None:
    """Answer everything that was asked, nothing of which may print between the answers."""
    warnings.simplefilter("ignore")
    asked, answers = json.load(sys.stdin), sys.stdout
    sys.stdout = io.StringIO()
    told = [said(one["code"], one["script"]) for one in asked]
    json.dump(told, answers)


if __name__ == "__main__":
    main()
