"""A notebook run from top to bottom by a kernel whose machine has no network, and every try at one counted.

The kernel is a learner's, who is not root, and its network holds a loopback and no route. The Linux kernel
counts, for that network alone, what was to be sent and had no way; it counts for any program in any language,
so DuckDB and subprocesses count too.
"""

import ctypes
import fcntl
import os
import pwd
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from learner import Learner

_SHOW_FLAGS, _SET_FLAGS, _IS_UP = 0x8913, 0x8914, 0x1
_REQUEST = "16sh22x"  # struct ifreq: a name, flags, and room for the other kinds of answer
_AMBIENT_RIGHTS, _CLEAR_ALL = 47, 4  # of prctl
_COUNTED = (
    ("snmp", "Ip", "OutNoRoutes"),  # to another machine
    ("snmp", "Tcp", "ActiveOpens"),  # to a program on this one
    ("snmp", "Udp", "OutDatagrams"),  # to a name server on this one
    ("snmp6", "", "Ip6OutNoRoutes"),
    ("snmp6", "", "Udp6OutDatagrams"),
)


def run_without_network(
    notebook: Any,
    person: "Learner",
    *,
    data: Path,
    seconds: int = 60,
    after_each: Callable[[int], object] = int,
) -> dict[str, int]:
    """Run a notebook's cells in place, as `person`; return how often it tried which way out: {} for never.

    It runs in a new folder of theirs; `data` is a built learner edition that they may read. `after_each`
    gets the number of all tries so far, after each code cell. Raises RuntimeError where the kernel is not
    theirs.
    """
    # the launcher below shares this file, and a kernel should not wait for these
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415
    from nbclient import NotebookClient  # noqa: PLC0415

    class Alone(AsyncKernelManager):
        """A kernel behind sockets that are files, started in a network of its own."""

        def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
            mapped = [] if person.is_made else ["--map-current-user", "--keep-caps"]
            words = ["unshare", "--net", *mapped, sys.executable, "-I", "-S", __file__]
            _ours, *kernel = super().format_kernel_cmd(extra_arguments)
            return [*words, person.name if person.is_made else "", str(person.python), *kernel]

        def write_connection_file(self, **words: object) -> None:
            super().write_connection_file(**words)
            person.owns(Path(self.connection_file))

    found: dict[str, int] = {}
    folder = Path(mkdtemp(prefix="page-", dir=person.home))
    own = Path(mkdtemp(prefix="ipc-", dir=person.folder))  # a socket's whole name has at most 107 letters
    for one in (folder, own):
        person.owns(one)
    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": folder}},
        timeout=seconds,
        kernel_name="python3",
        kernel_manager_class=Alone,
    )
    manager = client.create_kernel_manager()

    def counted(**_told: object) -> None:
        process = manager.provisioner.pid
        if (who := Path("/proc", str(process)).owner()) != person.name:
            raise RuntimeError(f"The kernel ran as {who}, not as {person.name}.")
        found.update(tries_of(process))
        after_each(sum(found.values()))

    client.on_cell_executed = counted  # when the notebook is complete, its kernel has gone
    manager.transport, manager.connection_file = "ipc", f"{own}/kernel.json"
    client.execute(env=person.starts({"FINGERPOST_DATA": str(data)})["env"])
    return found


def tries_of(process: int) -> dict[str, int]:
    """Return the counters of a process's network that are not nought."""
    folder = Path("/proc", str(process), "net")
    lines = (folder / "snmp").read_text(encoding="utf-8").splitlines()
    told: dict[tuple[str, str], int] = {}
    for heads, numbers in zip(lines[::2], lines[1::2], strict=True):
        part, _, names = heads.partition(": ")
        values = numbers.partition(": ")[2].split()
        told |= {(part, name): int(value) for name, value in zip(names.split(), values, strict=True)}
    for line in (folder / "snmp6").read_text(encoding="utf-8").splitlines():
        name, value = line.split()
        told["", name] = int(value)
    return {name: told[part, name] for _file, part, name in _COUNTED if told[part, name]}


def main() -> None:
    """Switch the new network's loopback on, become the person named, if one is, then the kernel."""
    with socket.socket() as control:
        asked = struct.pack(_REQUEST, b"lo", 0)
        name, flags = struct.unpack(_REQUEST, fcntl.ioctl(control, _SHOW_FLAGS, asked))
        fcntl.ioctl(control, _SET_FLAGS, struct.pack(_REQUEST, name, flags | _IS_UP))
    if Path("/proc/net/route").read_text(encoding="utf-8").count("\n") > 1:
        sys.exit("The new network has a route, so nothing would be proved.")
    whose, *kernel = sys.argv[1:]
    if not whose:  # an ordinary user who made the network: the right to do that ends here
        ctypes.CDLL(None).prctl(_AMBIENT_RIGHTS, _CLEAR_ALL, 0, 0, 0)
    else:
        person = pwd.getpwnam(whose)
        os.setgroups([])
        os.setresgid(person.pw_gid, person.pw_gid, person.pw_gid)
        os.setresuid(person.pw_uid, person.pw_uid, person.pw_uid)
    os.execv(kernel[0], kernel)  # noqa: S606 - the kernel's own words


if __name__ == "__main__":
    main()
