r"""Prepare the environments that people run fingerpost in, from the hash-locked lists.

Needs the standard library alone, so that a fresh Python can run it. The Makefile calls it; where there
is no make, `python binder/prepare.py learner` and then `.venv/bin/python -m fingerpost start`
(`.venv\\Scripts\python -m fingerpost start` on Windows) do what `make start` does.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_LOCK = ROOT / "binder" / "requirements-uv.lock"
UV_FOLDER = ROOT / ".venv-uv"
OLDEST, TOO_NEW = (3, 11), (3, 14)
# jsonschema loads it only to check internationalised addresses, which no notebook has, and it builds
# 35 parsers at every import: it doubles the start of JupyterLab, of each kernel and of `import altair`.
# It stays in the lock, for that is what the packages ask for, and goes after installing.
VALIDATOR_PACKAGES = ("rfc3987-syntax", "lark")
# The libraries' own tests are never imported: their bytecode would be 40 MB of nothing.
NEVER_COMPILED = r"[\\/]tests?[\\/]"
LONGEST_FOLDER = 90  # the longest file inside an environment is 166 characters; Windows stops at 260
LINES_OF_UV = 3


class TroubleError(Exception):
    """One sentence for the person at the keyboard: what was found, what was expected, what to do."""


def trouble_with_python() -> str:
    """Return why this very Python cannot be used, as a sentence; empty when it can."""
    here = f"Python {sys.version.split()[0]} ({sys.executable})"
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        return (
            f"Found {here}, but fingerpost needs Python 3.11, 3.12 or 3.13. "
            "Install one of them from https://www.python.org/downloads/ or your software centre, or, if you "
            "have one, say where: make start PYTHON=/path/to/python3.12"
        )
    try:
        import ensurepip  # noqa: F401, PLC0415 - asked for, not used: Debian packs these apart
        import ssl  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError as missing:
        name = "python{}.{}".format(*sys.version_info)
        return (
            f"Found {here}, but its part '{missing.name}' is missing, which making an environment needs. "
            f"On Debian or Ubuntu type: sudo apt install {name}-venv"
        )
    return ""


def python_of(environment: Path) -> Path:
    """Return where an environment's Python stands on this system, whether or not it is there."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def has_certificates() -> bool:
    """Claim that the system keeps certificates: a proxy that opens traffic has its own there alone."""
    if sys.platform in ("win32", "darwin"):
        return True
    import ssl  # noqa: PLC0415 - a Python without it is told so first

    kept = ssl.get_default_verify_paths()
    return bool(kept.cafile) or any(Path(kept.capath or os.devnull).glob("*.0"))


def run(*words: object, say: str) -> str:
    """Return what a program printed; if it fails, say what was being done and its own last words."""
    surroundings = {**os.environ}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    if has_certificates():
        surroundings.setdefault("UV_SYSTEM_CERTS", "1")
    done = subprocess.run(
        [str(word) for word in words], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = " / ".join((done.stderr or done.stdout).strip().splitlines()[-LINES_OF_UV:])
        raise TroubleError(f"Could not {say}: {last}")
    return done.stdout


def fingerprint(*paths: Path) -> str:
    """Return a hash of the bytes of these files, and of every source file in these folders."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_fresh(stamp: Path, wanted: str) -> bool:
    """Claim that a step was finished for just these inputs."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def make_uv() -> Path:
    """Return uv's path, installed by this Python's pip into a folder of its own on first use."""
    program = UV_FOLDER / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    stamp, wanted = UV_FOLDER / "fingerpost-uv", fingerprint(UV_LOCK)
    if is_fresh(stamp, wanted) and program.is_file():
        return program
    run(sys.executable, "-m", "venv", "--clear", UV_FOLDER, say="make the folder .venv-uv")
    pip = (python_of(UV_FOLDER), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", UV_LOCK)
    run(*pip, say="fetch uv, the installer (is there a network, and does it need a proxy?)")
    stamp.write_text(wanted, encoding="utf-8")
    return program


def has_python(environment: Path) -> bool:
    """Claim that an environment's Python runs and is one we support, and PYTHON's version if it is set."""
    asked = sys.version_info[:2] if os.environ.get("PYTHON") else None
    show = [str(python_of(environment)), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        found = subprocess.run(show, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return False
    version = (int(found[0]), int(found[1]))
    return version == asked if asked else OLDEST <= version < TOO_NEW


def remove(folder: Path) -> None:
    """Remove a folder, the built data in it included, which stands read-only."""
    for inside in [folder, *folder.rglob("*")]:
        if inside.is_dir() and not inside.is_symlink():
            inside.chmod(0o700)
        elif os.name == "nt":
            inside.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)


def make_environment(environment: Path) -> None:
    """Leave an environment with a Python that runs, made anew only where there is none."""
    if os.name == "nt" and len(str(environment)) > LONGEST_FOLDER:
        raise TroubleError(
            f"The folder {ROOT} has a name too long for Windows; "
            "move it to a shorter one, such as C:\\fingerpost."
        )
    if has_python(environment):
        return
    if environment.exists() and not (environment / "pyvenv.cfg").is_file() and any(environment.iterdir()):
        raise TroubleError(
            f"{environment} holds something that is not a Python environment; move it away first."
        )
    remove(environment)
    run(make_uv(), "venv", "--python", sys.executable, environment, say=f"make {environment.name}")


def install_packages(environment: Path, lock: Path) -> None:
    """Leave the environment with exactly the lock's packages, bytecode compiled, unless it has them."""
    stamp, wanted = environment / "fingerpost-lock", fingerprint(lock)
    if is_fresh(stamp, wanted):
        return
    tell(f"Installing the packages of {lock.name} into {environment.name}; this takes a minute.")
    stamp.unlink(missing_ok=True)
    (environment / "fingerpost-package").unlink(missing_ok=True)
    uv, python = make_uv(), python_of(environment)
    run(
        *(uv, "pip", "sync", "--python", python, "--require-hashes", lock),
        say=f"install the packages of {lock.name} (is there a network, and does it need a proxy?)",
    )
    run(uv, "pip", "uninstall", "--python", python, *VALIDATOR_PACKAGES, say="remove the slow validator")
    compile_bytecode(python, "site-packages")
    stamp.write_text(wanted, encoding="utf-8")


def compile_bytecode(python: Path, folder: str) -> None:
    """Compile what stands in site-packages, or a folder of it, once: learners start from it every time."""
    where = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", say="find the packages"
    )
    target = Path(where.strip()) if folder == "site-packages" else Path(where.strip()) / folder
    # some packages carry templates named .py that are not Python, so its status says nothing
    words = [str(python), "-m", "compileall", "-q", "-j", "0", "-x", NEVER_COMPILED, str(target)]
    subprocess.run(words, check=False, capture_output=True)


def install_ourselves(environment: Path, *, editable: bool) -> None:
    """Install fingerpost as a second step: a hashed lock refuses a local folder."""
    stamp = environment / "fingerpost-package"
    described = [ROOT / "pyproject.toml", ROOT / "README.md", ROOT / "LICENSE"]
    package = ROOT / "extensions" / "fingerpost"
    # sources stay where they are, but what JupyterLab reads is copied into the environment all the same
    copied = [package / "labextension", package / "server" / "labconfig"]
    wanted = fingerprint(*described, *(copied if editable else [package]))
    if is_fresh(stamp, wanted):
        return
    tell(f"Installing fingerpost into {environment.name}.")
    python = python_of(environment)
    words = [make_uv(), "pip", "install", "--python", python, "--reinstall", "--offline"]
    words += ["--no-deps", "--no-build-isolation", *(["--editable"] if editable else []), "."]
    run(*words, say="install fingerpost itself")
    if not editable:
        compile_bytecode(python, "fingerpost")
    stamp.write_text(wanted, encoding="utf-8")


def tell(sentence: str) -> None:
    """Say what is being done, at once."""
    print(sentence, flush=True)


def prepare_learner() -> None:
    """Prepare `.venv`: what a learner needs and nothing else."""
    _prepare(ROOT / ".venv", ROOT / "requirements.lock")


def prepare_tutor() -> None:
    """Prepare `.venv-tutor`: a learner's packages, and those that make feedback pages safe to open."""
    _prepare(ROOT / ".venv-tutor", ROOT / "requirements-tutor.lock")


def _prepare(environment: Path, lock: Path) -> None:
    make_environment(environment)
    install_packages(environment, lock)
    install_ourselves(environment, editable=False)


def prepare_developer() -> None:
    """Prepare `.venv-dev`: the same packages, the tutors' and the checks' tools; our sources in place."""
    environment = ROOT / ".venv-dev"
    make_environment(environment)
    install_packages(environment, ROOT / "requirements-dev.lock")
    install_ourselves(environment, editable=True)


def say_whether_python_fits() -> None:
    """End well when this Python will do, else with the sentence that says what will."""
    trouble = trouble_with_python()
    if trouble:
        raise TroubleError(trouble)


WORDS = {
    "fits": say_whether_python_fits,
    "learner": prepare_learner,
    "tutor": prepare_tutor,
    "developer": prepare_developer,
}


def main(words: list[str]) -> int:
    """Do what one word says; return 0 done, 1 trouble said in a sentence, 2 wrong use."""
    if len(words) != 1 or words[0] not in WORDS:
        print(f"Say one of: {', '.join(WORDS)}. Example: python binder/prepare.py learner", file=sys.stderr)
        return 2
    try:
        say_whether_python_fits()
        WORDS[words[0]]()
    except TroubleError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
