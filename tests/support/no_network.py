"""A notebook run from top to bottom by a kernel whose machine has no network, and every try at one counted.

The kernel's network holds a loopback and no route. The Linux kernel counts, for that network alone, what was
to be sent and had no way; it counts for any program in any language, so DuckDB and subprocesses count too.
"""

import fcntl
import os
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_SHOW_FLAGS, _SET_FLAGS, _IS_UP = 0x8913, 0x8914, 0x1
_REQUEST = "16sh22x"  # struct ifreq: a name, flags, and room for the other kinds of answer
_COUNTED = (
    ("snmp", "Ip", "OutNoRoutes"),  # to another machine
    ("snmp", "Tcp", "ActiveOpens"),  # to a program on this one
    ("snmp", "Udp", "OutDatagrams"),  # to a name server on this one
    ("snmp6", "", "Ip6OutNoRoutes"),
    ("snmp6", "", "Udp6OutDatagrams"),
)


def run_without_network(
    notebook: Any, folder: Path, *, seconds: int = 60, after_each: Callable[[int], object] = int
) -> dict[str, int]:
    """Run a notebook's cells in place, in `folder`; return how often it tried which way out: {} for never.

    `after_each` gets the number of all tries so far, after each code cell.
    """
    # the launcher below shares this file, and a kernel should not wait for these
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415
    from nbclient import NotebookClient  # noqa: PLC0415

    class Alone(AsyncKernelManager):
        """A kernel behind sockets that are files, started in a network of its own."""

        def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
            mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
            words = ["unshare", "--net", *mapped, sys.executable, "-I", "-S", __file__]
            return [*words, *super().format_kernel_cmd(extra_arguments)]

    found: dict[str, int] = {}
    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": folder}},
        timeout=seconds,
        kernel_name="python3",
        kernel_manager_class=Alone,
    )
    manager = client.create_kernel_manager()

    def counted(**_told: object) -> None:
        found.update(tries_of(manager.provisioner.pid))
        after_each(sum(found.values()))

    client.on_cell_executed = counted  # when the notebook is complete, its kernel has gone
    with TemporaryDirectory(prefix="fp-") as own:  # a socket's whole name has at most 107 letters
        manager.transport, manager.connection_file = "ipc", f"{own}/kernel.json"
        client.execute()
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
    """Switch the new network's loopback on, then become the kernel."""
    with socket.socket() as control:
        asked = struct.pack(_REQUEST, b"lo", 0)
        name, flags = struct.unpack(_REQUEST, fcntl.ioctl(control, _SHOW_FLAGS, asked))
        fcntl.ioctl(control, _SET_FLAGS, struct.pack(_REQUEST, name, flags | _IS_UP))
    if Path("/proc/net/route").read_text(encoding="utf-8").count("\n") > 1:
        sys.exit("The new network has a route, so nothing would be proved.")
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the kernel's own words


if __name__ == "__main__":
    main()
