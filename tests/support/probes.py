"""Attempts to get out of the sandbox, one mechanism each: cells that set `outcome` to 'open' or 'closed'.

Run as a program (`python probes.py LEVEL`) it opens a warm parent at that level, runs every probe in a
script of its own, and prints one JSON object. In bubblewrap, where a script takes seconds to start, probes
follow each other in one script as long as it lives.
"""

import contextlib
import json
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fingerpost.grading.engine.bare import open_bare_line
from fingerpost.grading.engine.bubble import Bubbles
from fingerpost.grading.engine.line import Line, StoppedError
from fingerpost.grading.engine.outputs import Allowance, Outputs
from fingerpost.grading.engine.warm import WarmParent
from fingerpost.grading.sandbox.levels import BUBBLEWRAP
from fingerpost.grading.sandbox.limits import Limits

_TRY = """
try:
{body}
    outcome = "open"
except (OSError, MemoryError, RuntimeError, KeyError) as refused:
    outcome = "closed"
except ValueError as refused:
    outcome = "closed" if "limit" in str(refused) else f"broken: {{{{refused!r}}}}"
except BaseException as refused:
    is_of_duckdb = type(refused).__module__.startswith(("duckdb", "_duckdb"))
    outcome = "closed" if is_of_duckdb else f"broken: {{{{refused!r}}}}"
"""


def _trying(body: str) -> str:
    return _TRY.format(body="\n".join(f"    {line}" for line in body.strip().splitlines()))


_CLONE = "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)\n"
_MUST_FAIL = "\nif result < 0: raise OSError(ctypes.get_errno(), 'refused')"

PROBES: dict[str, str] = {
    "tcp connect": _trying("import socket\nsocket.create_connection(('127.0.0.1', {tcp}), 2).send(b'x')"),
    "tcp listen": _trying("import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()"),
    "udp send": _trying(
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.sendto(b'x', ('127.0.0.1', {udp}))"  # noqa: E501 - a probe reads best on one line
    ),
    "unix socket by path": _trying(
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect({unix!r})\ns.send(b'x')"
    ),
    "abstract unix socket": _trying(
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect({abstract!r})\ns.send(b'x')"
    ),
    "netlink socket": _trying("import socket\nsocket.socket(socket.AF_NETLINK, socket.SOCK_RAW)"),
    "home secret": _trying("open({home!r}).read()"),
    "etc passwd": _trying("open('/etc/passwd').read()"),
    "passwd by sql": _trying(
        "import duckdb\nduckdb.sql(\"FROM read_csv('/etc/passwd', header=false, sep=':')\").fetchall()"
    ),
    "environment of the grader": _trying("open('/proc/{grader}/environ', 'rb').read()"),
    "environment of the parent": _trying(
        "import os\nopen(f'/proc/{{os.getppid()}}/environ', 'rb').read(1) or 1/0"
    ),
    "token in the own environment": _trying("import os\nos.environ['PROBE_TOKEN']"),
    "memory of the grader": _trying("open('/proc/{grader}/mem', 'rb').read(1)"),
    "list of processes": _trying(
        "import os\nif not [name for name in os.listdir('/proc') if name.isdigit()]: raise OSError('nobody in sight')"  # noqa: E501 - a probe reads best on one line
    ),
    "list of the stage": _trying("import os\nos.listdir({stage!r})"),
    "other authority's file": _trying("open({other!r}, 'rb').read(1)"),
    "other authority by hard link": _trying("import os\nos.link({other!r}, 'mine')\nopen('mine').read(1)"),
    "other authority by symbolic link": _trying(
        "import os\nos.symlink({other!r}, 'mine')\nopen('mine').read(1)"
    ),
    "write to own data": _trying("open({own!r}, 'ab').write(b'x')"),
    "truncate own data": _trying("import os\nos.truncate({own!r}, 0)"),
    "remove own data": _trying("import os\nos.remove({own!r})"),
    "rename own data": _trying("import os\nos.rename({own!r}, 'mine')"),
    "change mode of own data": (
        "import os\nbefore = os.stat({own!r}).st_mode\nwith __import__('contextlib').suppress(OSError):\n"
        "    os.chmod({own!r}, 0)\noutcome = 'closed' if os.stat({own!r}).st_mode == before else 'open'"
    ),
    "write to the package": _trying("import fingerpost\nopen(fingerpost.__file__, 'ab').write(b'')"),
    "write to temporary folder": _trying("open('/tmp/probe-litter', 'w').write('x')"),
    "write to shared memory": _trying("open('/dev/shm/probe-litter', 'w').write('x')"),
    "device of the disk": _trying("open('/dev/vda', 'rb').read(1)"),
    "fork": _trying("import os\nif os.fork() == 0:\n    os._exit(0)"),
    "vfork through subprocess": _trying("import subprocess\nsubprocess.run(['/bin/true'], check=True)"),
    "posix spawn": _trying("import os\nos.posix_spawn('/bin/true', ['true'], dict())"),
    "exec in place": _trying("import os\nos.execv('/bin/true', ['true'])"),
    "shell escape": _trying("get_ipython().getoutput('echo hello')"),
    "clone without thread": _trying(
        _CLONE + "result = libc.syscall(56 if os.uname().machine == 'x86_64' else 220, 17, 0, 0, 0, 0)\n"
        "if result == 0: libc._exit(0)" + _MUST_FAIL
    ),
    "clone3": _trying(
        _CLONE + "args = (ctypes.c_uint64 * 8)()\nargs[4] = 17\nresult = libc.syscall(435, args, 64)\n"
        "if result == 0: libc._exit(0)" + _MUST_FAIL
    ),
    "signal to the supervisor": _trying("import os\nos.kill(os.getppid() or 10**7, 0)"),
    "signal to the grader": _trying("import os\nos.kill({grader}, 0)"),
    "signal to everybody": _trying("import os\nos.kill(-1, 0)"),
    "pidfd": _trying("import os\nos.pidfd_open({grader})"),
    "ptrace": _trying(_CLONE + "result = libc.ptrace(16, {grader}, 0, 0)" + _MUST_FAIL),
    "read memory of the grader": _trying(
        _CLONE
        + "buffer = ctypes.create_string_buffer(8)\niov = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)\n"  # noqa: E501 - a probe reads best on one line
        "result = libc.process_vm_readv({grader}, iov, 1, iov, 1, 0)" + _MUST_FAIL
    ),
    "mount": _trying(_CLONE + "result = libc.mount(b'none', b'.', b'tmpfs', 0, None)" + _MUST_FAIL),
    "new user namespace": _trying(_CLONE + "result = libc.unshare(0x10000000)" + _MUST_FAIL),
    "change root": _trying("import os\nos.chroot('.')"),
    "become root": _trying("import os\nos.setuid(0)\nif os.getuid() != 0: raise OSError"),
    "io_uring": _trying(
        _CLONE + "result = libc.syscall(425, 8, ctypes.create_string_buffer(120))" + _MUST_FAIL
    ),
    "bpf": _trying(
        _CLONE + "result = libc.syscall(321 if os.uname().machine == 'x86_64' else 280, 0, 0, 0)" + _MUST_FAIL
    ),
    "userfaultfd": _trying(
        _CLONE + "result = libc.syscall(323 if os.uname().machine == 'x86_64' else 282, 1)" + _MUST_FAIL
    ),
    "key ring": _trying(
        _CLONE
        + "result = libc.syscall(250 if os.uname().machine == 'x86_64' else 219, 0, -3, 1)"
        + _MUST_FAIL
    ),
    "shared memory of System V": _trying(_CLONE + "result = libc.shmget(0, 4096, 0o1600)" + _MUST_FAIL),
    "message queue": _trying(
        _CLONE
        + "libc.mq_open.argtypes = None\nresult = libc.mq_open(b'/probe', 0o102, 0o600, None)"
        + _MUST_FAIL
    ),
    "type into the terminal": _trying("import fcntl\nfcntl.ioctl(0, 0x5412, b'x')"),
    "raise a limit": _trying("import resource\nresource.setrlimit(resource.RLIMIT_DATA, (10**12, 10**12))"),
    "limit of another process": _trying(
        "import resource\nresource.prlimit({grader}, resource.RLIMIT_NOFILE)"
    ),
    "three gigabytes of memory": _trying("held = bytearray(3 * 10**9)"),
    "three gigabytes shared": _trying("import mmap\nheld = mmap.mmap(-1, 3 * 10**9)"),
    "memory file": _trying("import os\nos.memfd_create('x')"),
    "three thousand threads": _trying(
        "import threading, time\nstop = threading.Event()\n"
        "try:\n    for _ in range(3000): threading.Thread(target=stop.wait, daemon=True).start()\n"
        "finally:\n    stop.set()"
    ),
    "file of a gigabyte": _trying(
        "with open('big', 'wb') as f:\n    for _ in range(1000): f.write(bytes(10**6))"
    ),
    "half a gigabyte in many files": _trying(
        "import time\nfor n in range(10):\n    with open(f'big{{n}}', 'wb') as f:\n"
        "        for _ in range(50): f.write(bytes(10**6))\ntime.sleep(1)"
    ),
    "thousand open files": _trying("held = [open('/dev/null') for _ in range(1000)]"),
    "core dump": "import resource\noutcome = 'open' if resource.getrlimit(resource.RLIMIT_CORE)[1] else 'closed'",  # noqa: E501 - a probe reads best on one line
    "frame of false length": (
        "import os\nfor fd in range(3, 30):\n    try:\n        os.write(fd, b'\\xff' * 64)\n    except OSError:\n        pass\n"  # noqa: E501 - a probe reads best on one line
        "outcome = 'closed'"
    ),
}
_IS_OPEN = """
import os
def _is_open(n):
    try:
        os.fstat(n)
    except OSError:
        return False
    return True
"""
PROBES["descriptors of the grader"] = (
    _IS_OPEN
    + "found = [n for n in range(256) if _is_open(n)]\noutcome = 'closed' if len(found) <= 6 else 'open'"
)

WORKING: dict[str, str] = {
    "pandas": "import pandas as pd\noutcome = int(pd.DataFrame(dict(a=[1, 2])).a.sum()) == 3",
    "duckdb": "import duckdb\noutcome = duckdb.sql('SELECT 41 + 1').fetchall()[0][0] == 42",
    "own data": "outcome = open({own!r}).read() == 'own'",
    "altair": (
        "import altair as alt, pandas as pd\n"
        "outcome = 'mark' in alt.Chart(pd.DataFrame(dict(a=[1]))).mark_bar().encode(x='a:Q').to_dict()"
    ),
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool:\n    outcome = sum(pool.map(abs, range(-9, 9))) == 81"
    ),
    "asyncio": "import asyncio\nasync def one(): return 1\nimport threading\nheld = []\n"
    "t = threading.Thread(target=lambda: held.append(asyncio.run(one())))\nt.start(); t.join()\noutcome = held == [1]",  # noqa: E501 - a probe reads best on one line
    "own files": "open('a.csv', 'w').write('x')\nimport shutil\nshutil.copy('a.csv', 'b.csv')\noutcome = open('b.csv').read() == 'x'",  # noqa: E501 - a probe reads best on one line
    "dates in London": "from zoneinfo import ZoneInfo\nfrom datetime import datetime\n"
    "outcome = datetime(2026, 6, 1, tzinfo=ZoneInfo('Europe/London')).utcoffset().seconds == 3600",
    "temporary file": "import tempfile\nwith tempfile.TemporaryFile() as f: f.write(b'x')\noutcome = True",
}


_PATIENCE_SECONDS = 30
_LITTER = (Path("/tmp/probe-litter"), Path("/dev/shm/probe-litter"))  # noqa: S108 - where probes try to write


class _Listeners:
    """Sockets of the grader's that nothing should reach."""

    def __init__(self, folder: Path) -> None:
        self.reached: list[str] = []
        self._held: list[object] = []
        self.abstract = f"\0fingerpost-probe-{os.getpid()}"
        self.path = str(folder / "socket")
        self.tcp = self._listen("tcp", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self.udp = self._listen("udp", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self._listen("unix", socket.AF_UNIX, socket.SOCK_STREAM, self.path)
        self._listen("abstract", socket.AF_UNIX, socket.SOCK_STREAM, self.abstract)

    def _listen(self, name: str, family: int, kind: int, address: Any) -> int:
        held = socket.socket(family, kind)
        held.bind(address)
        if kind == socket.SOCK_STREAM:
            held.listen()
        threading.Thread(target=self._wait, args=(name, held, kind), daemon=True).start()
        return int(held.getsockname()[1]) if family == socket.AF_INET else 0

    def _wait(self, name: str, held: socket.socket, kind: int) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._held.append(held.accept() if kind == socket.SOCK_STREAM else held.recv(10))
                self.reached.append(name)


CONTROL = (
    "tcp connect", "tcp listen", "udp send", "unix socket by path", "abstract unix socket", "home secret",
    "etc passwd", "passwd by sql", "list of processes", "other authority's file", "write to temporary folder",
    "fork", "vfork through subprocess", "posix spawn", "shell escape", "pidfd", "three gigabytes shared",
    "memory file", "write to shared memory", "clone without thread",
)  # fmt: skip
"""What an ordinary process may do: open without walls, so that 'closed' behind walls means the walls."""


def _each_alone(parent: WarmParent, scripts: Mapping[str, str], data: Path) -> dict[str, object]:
    """Return what came of each script in a process of its own; the heavy ones one after the other."""
    heavy = [name for name in scripts if "thousand" in name or "gigabyte" in name]
    light = [name for name in scripts if name not in heavy]
    with ThreadPoolExecutor(4) as pool:
        found = dict(zip(light, pool.map(lambda name: _one(parent, scripts[name], data), light), strict=True))
    return found | {name: _one(parent, scripts[name], data) for name in heavy}


_FRESH = "outcome = None\nimport os\nfor big in os.listdir('.'):\n    if 'big' in big: os.remove(big)\n"


def _one_after_another(bubbles: Bubbles, scripts: Mapping[str, str], data: Path) -> dict[str, object]:
    """Return what came of each script; they share a process until one of them costs it its life."""
    found: dict[str, object] = {}
    while len(found) < len(scripts):
        outputs = Outputs(Allowance(10**6), Allowance(10**6))
        with bubbles.open_line(data=data, files=(), authority="A", limits=Limits(cell_seconds=20)) as line:
            for name in [name for name in scripts if name not in found]:
                found[name] = _run(line, _FRESH + scripts[name], outputs)
                if found[name] == _ENDED:
                    break
    return {name: "closed" if outcome == _ENDED else outcome for name, outcome in found.items()}


_ENDED = "ended"


def _one(parent: WarmParent | Bubbles, source: str, data: Path) -> object:
    """Return what `outcome` held; 'closed' where the attempt cost the script its process."""
    limits = Limits(cell_seconds=20)
    outputs = Outputs(Allowance(10**6), Allowance(10**6))
    with parent.open_line(data=data, files=(), authority="A", limits=limits) as line:
        outcome = _run(line, source, outputs)
    return "closed" if outcome == _ENDED else outcome


def _run(line: Line, source: str, outputs: Outputs) -> object:
    try:
        taken = line.run(source, ("outcome",), 20, outputs)
    except StoppedError:
        return _ENDED
    return taken.values["outcome"].get(
        "value", taken.attempt.error_text or taken.attempt.error or "no outcome"
    )


def processes_of(parent: int) -> list[int]:
    """Return the processes that the warm parent and its runs have left."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            lines = status.read_text(encoding="utf-8").splitlines()
            ppid = next(int(line.split()[1]) for line in lines if line.startswith("PPid:"))
            if ppid == parent:
                found.append(int(status.parent.name))
    return found


def _staying(parent: int) -> list[int]:
    """Return the processes below this one that do not end by themselves."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while (left := processes_of(parent)) and time.monotonic() < give_up:
        time.sleep(0.05)
    return left


def main() -> None:
    """Run everything at one level and print what came of it."""
    level = sys.argv[1]
    os.environ["PROBE_TOKEN"] = "a secret of the grader's"  # noqa: S105 - invented
    folder = Path(tempfile.mkdtemp(prefix="probe-"))
    home, own, other = folder / "home.txt", folder / "own" / "A.txt", folder / "other" / "B.txt"
    for file, text in ((home, "secret"), (own, "own"), (other, "other")):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    folder.chmod(0o755)
    listeners = _Listeners(folder)
    parent = Bubbles() if level == BUBBLEWRAP else WarmParent(level)
    words = {
        "tcp": listeners.tcp, "udp": listeners.udp, "unix": listeners.path, "abstract": listeners.abstract,
        "home": str(home), "grader": os.getpid(), "stage": str(parent.stage.folder), "own": str(own),
        "other": str(other),
    }  # fmt: skip
    scripts = {name: source.format(**words) for name, source in {**PROBES, **WORKING}.items()}
    if isinstance(parent, Bubbles):
        outcomes = _one_after_another(parent, scripts, own.parent)
    else:
        outcomes = _each_alone(parent, scripts, own.parent)
    probes = {name: outcomes[name] for name in PROBES}
    working = {name: outcomes[name] for name in WORKING}
    reached = list(listeners.reached)
    litter = [str(path) for path in _LITTER if path.exists()]
    control = {}
    if level == "full":
        with open_bare_line(data=None, files=(), authority="A") as line:
            for name in CONTROL:
                control[name] = _run(line, scripts[name], Outputs(Allowance(10**6), Allowance(10**6)))
    user = _one(parent, "import os\noutcome = os.getuid()", own.parent)
    left = _staying(os.getpid() if isinstance(parent, Bubbles) else parent._process.pid)
    scratch = [path.name for path in parent.stage.scratch.iterdir()]
    parent.close()
    said = {
        "probes": probes, "working": working, "user": user, "reached": reached, "control": control, "left": left,  # noqa: E501 - a probe reads best on one line
        "scratch": scratch, "own": own.read_text(encoding="utf-8"), "stage": parent.stage.folder.exists(),
        "litter": litter,
    }  # fmt: skip
    for path in _LITTER:
        path.unlink(missing_ok=True)
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
