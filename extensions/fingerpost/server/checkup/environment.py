"""Looks at the environment: Python, packages, programs, JupyterLab's parts and its kernel."""

import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from fingerpost.server.checkup.finding import INSTALL, START, Finding

PACKAGES = ("fingerpost", "jupyterlab", "nbgrader", "pandas", "altair", "duckdb", "anywidget")
SUPPORTED = ((3, 11), (3, 12), (3, 13))
LAB_FILES = {
    "our settings for JupyterLab": "share/jupyter/lab/settings/overrides.json",
    "our server extension": "etc/jupyter/jupyter_server_config.d/fingerpost.json",
    "our walkthroughs": "share/jupyter/labextensions/@fingerpost/labextension/package.json",
    "the widgets": "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/package.json",
    "anywidget": "share/jupyter/labextensions/anywidget/package.json",
    "nbgrader": "share/jupyter/labextensions/@jupyter/nbgrader/package.json",
}
SLOW_SECONDS = 20
"""A laptop takes one to four; a scanner that opens each of some thousand files makes it a minute."""

_IMPORTS = "import pandas, altair, duckdb, ipywidgets"


def look_at_python() -> Finding:
    """Say which Python runs this, and whether it is one we support."""
    running = f"{sys.version.split()[0]} in {sys.prefix}"
    if sys.version_info[:2] in SUPPORTED:
        return Finding("Python", running)
    return Finding("Python", f"{running}; expected 3.11, 3.12 or 3.13", INSTALL)


def look_at_packages() -> Finding:
    """Say the versions of the packages that lessons rest on."""
    found = {name: _version(name) for name in PACKAGES}
    lost = [name for name, number in found.items() if not number]
    if lost:
        return Finding("Packages", f"not installed: {', '.join(lost)}", INSTALL)
    return Finding("Packages", ", ".join(f"{name} {number}" for name, number in found.items()))


def look_at_validator() -> Finding:
    """Say whether the package that doubles every start has come back."""
    if find_spec("rfc3987_syntax") is None:
        return Finding("Quick start", "the slow validator package is not installed")
    said = "the package rfc3987-syntax is installed: everything works, and starts take twice as long"
    return Finding("Quick start", said, f"{INSTALL}, or: python -m pip uninstall rfc3987-syntax lark")


def look_at_imports() -> Finding:
    """Say how long a lesson's first cell takes to import, in a Python of its own."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own Python, our own words
        [sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=False, timeout=300
    )
    took = time.monotonic() - began
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Finding("Imports", f"pandas, altair, duckdb and ipywidgets do not load: {last}", INSTALL)
    if took > SLOW_SECONDS:
        said = f"pandas and the others took {took:.0f} seconds to load; a virus scanner may open every file"
        return Finding("Imports", said, f'ask IT: "please leave {sys.prefix} out of on-access scanning"')
    return Finding("Imports", f"pandas and the others load in {took:.1f} seconds")


def look_at_programs() -> Finding:
    """Say whether this machine lets the environment's own programs run."""
    program = Path(sys.executable).parent / ("fingerpost.exe" if sys.platform == "win32" else "fingerpost")
    if not program.is_file():
        return Finding("Programs", f"no program {program}", INSTALL)
    try:
        subprocess.run([program, "--help"], capture_output=True, check=True, timeout=60)  # noqa: S603 - our own program
    except (OSError, subprocess.SubprocessError) as trouble:
        reason = getattr(trouble, "strerror", None) or f"{program.name} ended at once"
        said = f"this machine does not let {program} run ({reason}); Python itself does the same work"
        return Finding("Programs", said, f"{START}   (and python -m fingerpost for every other command)")
    return Finding("Programs", "the environment's programs may run")


def look_at_lab() -> Finding:
    """Say whether JupyterLab will find its settings and extensions."""
    lost = [title for title, file in LAB_FILES.items() if not (Path(sys.prefix) / file).is_file()]
    if lost:
        return Finding("JupyterLab", f"not found in {sys.prefix}: {', '.join(lost)}", INSTALL)
    return Finding("JupyterLab", f"settings and {len(LAB_FILES) - 1} extensions in place")


def look_at_kernel() -> Finding:
    """Say whether notebooks will run in this environment's Python or in another one."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - heavy

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("Kernel", "notebooks find no Python to run in", INSTALL)
    named = spec.argv[0]
    if named in {"python", "python3", "{python}"} or Path(named).parent == Path(sys.executable).parent:
        return Finding("Kernel", "notebooks run in this environment's Python")
    said = f"notebooks would run in {named}, where the course is not installed (set in {spec.resource_dir})"
    return Finding("Kernel", said, "python -m jupyter kernelspec remove python3")


def look_at_sandbox() -> Finding:
    """Say how safely other people's notebooks can be marked here; nobody needs it for their own."""
    from fingerpost.grading.sandbox import levels  # noqa: PLC0415 - only where it is asked

    ground = levels.survey()
    if ground.level:
        return Finding("Marking", f"level {ground.level}: learners' cells run {levels.WORDS[ground.level]}")
    said = f"your own notebooks only, for there is no sandbox here (missing: {', '.join(ground.missing)})"
    return Finding("Marking", f"{said}; of people you trust: fingerpost grade … --trust")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
