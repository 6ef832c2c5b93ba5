"""What Binder does with this checkout, done here: pip section, postBuild, start; then a search of the home.

Not replayed: conda and the system's packages beneath them.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import prepare
import pytest
import write_environment
from browser import Record, chromium
from course_modules import ready_modules
from fingerpost.server.hub.starting import free_port
from plain_lab import running
from playwright.sync_api import expect

# only course sources and a tutor's course root hold these
TUTORS_WORDS = (
    "@reference(",
    "also_right",
    "BEGIN SOLUTION",
    "BEGIN HIDDEN TESTS",
    "MARK SCHEME",
    "hidden_seed",
)
TUTORS_FILES = {"answers.py", "answers", "tutor.md", "fingerpost.toml", "B.duckdb", ".git"}


@dataclass(frozen=True)
class Image:
    """A replayed image: the learner's home, its environment, and the variables both run under."""

    home: Path
    environment: Path
    surroundings: dict[str, str]

    def run(self, *words: str) -> str:
        """Return what a program says in the home; its own words stand in the failure."""
        done = subprocess.run(
            words, cwd=self.home, env=self.surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def image(copy_checkout: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Image:
    """Return the image after its build steps: a home with the clone in it, as repo2docker lays it."""
    home = tmp_path_factory.mktemp("image") / "jovyan"
    environment = home.parent / "notebook"
    copy_checkout(home)
    (home / ".git").mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    surroundings = {**os.environ, "PATH": path, "HOME": str(home), "USER": "jovyan"}
    image = Image(home, environment, surroundings)
    install_pip_section(image)
    image.run("./binder/postBuild")
    image.run("./binder/start", "true")
    return image


def install_pip_section(image: Image) -> None:
    """Install environment.yml's pip section as settled for this very Python."""
    lock = write_environment.LEARNER_LOCK.read_text(encoding="utf-8")
    text = write_environment.text_from(lock, python="{}.{}".format(*sys.version_info))
    section = text.partition("- pip:\n")[2].replace("      - ", "")
    listed = image.environment / "pip-section.txt"
    listed.write_text(section, encoding="utf-8")
    python = prepare.python_of(image.environment)
    prepare.run(prepare.make_uv(), "pip", "install", "--python", python, "-r", listed, say="install")


def files_of(folder: Path) -> list[Path]:
    """Return every file in a folder."""
    return [file for file in folder.rglob("*") if file.is_file()]


def test_learners_folder_is_laid_out_with_lessons_and_assignments(image: Image) -> None:
    folder = image.home / "fingerpost"
    assert (folder / "Start here.md").is_file()
    assert list(folder.glob("lessons/**/*.ipynb"))
    assert list(folder.glob("assignments/**/*.ipynb"))


def test_no_answer_tutors_note_or_history_stays_in_the_image(image: Image) -> None:
    edition = image.environment / "share" / "fingerpost"
    present = [*image.home.rglob("*"), *edition.rglob("*")]
    assert [path for path in present if path.name in TUTORS_FILES or path.match("answers_*.py")] == []
    found = {
        (file, word)
        for file in [*files_of(image.home), *files_of(edition)]
        for word in TUTORS_WORDS
        if word.encode() in file.read_bytes()
    }
    assert found == set()


def test_kernel_in_the_image_opens_the_practice_data(image: Image) -> None:
    words = "from fingerpost import connect; print(len(connect().sql('FROM ssda903.episodes')))"
    assert int(image.run("python", "-c", words)) > 0


def test_image_has_no_slow_validator_and_its_bytecode(image: Image) -> None:
    packages = next((image.environment / "lib").glob("python3.*")) / "site-packages"
    assert not (packages / "rfc3987_syntax").exists()
    assert list((packages / "pandas" / "__pycache__").glob("__init__.*.pyc"))


def test_start_becomes_what_it_was_given(image: Image) -> None:
    assert image.run("./binder/start", "echo", "jupyter", "lab") == "jupyter lab\n"


def test_start_keeps_what_a_learner_has_written(image: Image) -> None:
    lesson = next((image.home / "fingerpost" / "lessons").rglob("*.ipynb"))
    was = lesson.read_bytes()
    lesson.write_bytes(was + b"\n")
    image.run("./binder/start", "true")
    assert lesson.read_bytes() == was + b"\n"


def test_jupyterlab_still_starts_when_the_lessons_cannot_be_laid_out(image: Image) -> None:
    words = ["env", "FINGERPOST_DATA=/no/such/edition", "./binder/start", "echo", "jupyter"]
    done = subprocess.run(
        words, cwd=image.home, env=image.surroundings, capture_output=True, text=True, check=False
    )
    assert done.stdout == "jupyter\n"
    assert "could not be laid out" in done.stderr


def links_of(page: Path) -> list[str]:
    """Return the places that Binder's page links to, from the folder that JupyterLab shows."""
    found = re.findall(r"`\?urlpath=lab/tree/([^`]+)`", page.read_text(encoding="utf-8"))
    return [unquote(place) for place in found]


def test_every_link_for_binder_leads_to_a_file_and_every_module_has_one(root: Path, image: Image) -> None:
    places = links_of(root / "binder" / "BINDER.md")
    lessons = [f"lessons/{sources.module.folder}.ipynb" for sources in ready_modules()]
    assert places == ["Start here.md", *lessons]
    assert [place for place in places if not (image.home / "fingerpost" / place).is_file()] == []


def test_start_goes_where_the_learner_works(image: Image) -> None:
    assert image.run("./binder/start", "pwd") == f"{image.home / 'fingerpost'}\n"


@pytest.fixture(scope="module")
def started(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The image started as Binder starts it, with no word about a folder; its address."""
    port = free_port()
    words = [str(image.home / "binder" / "start"), "jupyter", "lab", "--no-browser", "--allow-root"]
    words += [f"--port={port}", "--IdentityProvider.token="]
    binders = {"BINDER_LAUNCH_HOST": "https://mybinder.org/", "BINDER_REPO_URL": "https://example.org/course"}
    log = tmp_path_factory.mktemp("started") / "log"
    with running(words, port, {**image.surroundings, **binders}, log, "/api/status"):
        yield f"http://127.0.0.1:{port}"


def test_link_opens_at_start_here_the_machine_is_called_public_and_work_goes_home_and_comes_back(
    image: Image, started: str, tmp_path: Path
) -> None:
    mine = image.home / "fingerpost" / "mine.md"
    mine.write_text("my words", encoding="utf-8")
    with chromium() as browser:
        page, record = browser.new_page(), Record()
        record.listen(page)
        page.goto(started)
        expect(page.locator(".jp-MarkdownViewer h1")).to_contain_text("Start here")
        expect(page.locator(".jp-MarkdownViewer")).to_contain_text(
            "practice data only; gone after ten minutes' rest"
        )
        expect(page.get_by_role("dialog")).to_contain_text("1 of 4")
        page.keyboard.press("Escape")
        panel = page.get_by_role("region", name="Course", exact=True)
        expect(panel).to_contain_text("A public machine: practice data only")
        with page.expect_download() as begun:
            panel.get_by_role("button", name="Take my work home").click()
        begun.value.save_as(tmp_path / "work.zip")
        packed = set(ZipFile(tmp_path / "work.zip").namelist())
        assert "mine.md" in packed
        assert not any(name.startswith(("binder/", "README", "fingerpost/", "data/")) for name in packed)
        mine.unlink()  # ten minutes' rest
        page.goto(f"{started}/fingerpost/bring-back")
        page.locator("input[type=file]").set_input_files(tmp_path / "work.zip")
        page.get_by_role("button", name="Bring it back").click()
        expect(page.get_by_role("status")).to_contain_text("are back")
        assert mine.read_text(encoding="utf-8") == "my words"
        assert (record.elsewhere, record.pop_ups) == ([], [])
