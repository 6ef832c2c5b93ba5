"""What repo2docker makes of this checkout, read off the Dockerfile it prints: no docker, no network."""

import subprocess
from pathlib import Path

import pytest

STEP_OF_PACKAGES = 'env update -p ${NB_PYTHON_PREFIX} --file "binder/environment.yml"'
STEP_OF_SOURCES = "COPY --chown=1000:1000 src/ "


@pytest.fixture(scope="module")
def render(root: Path, dev_programs: Path) -> subprocess.CompletedProcess[str]:
    words = ["--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", str(root)]
    program = dev_programs / "jupyter-repo2docker"
    return subprocess.run([str(program), *words], capture_output=True, text=True, check=True, timeout=60)


@pytest.fixture(scope="module")
def dockerfile(render: subprocess.CompletedProcess[str]) -> str:
    return render.stdout


def test_binder_reads_python_3_12(render: subprocess.CompletedProcess[str]) -> None:
    assert "Building conda environment for python=3.12" in render.stderr


def test_binder_installs_our_packages_in_one_step(dockerfile: str) -> None:
    assert dockerfile.count("env update ") == 1
    assert STEP_OF_PACKAGES in dockerfile


def test_changed_lesson_leaves_the_package_layer_alone(dockerfile: str) -> None:
    assert 0 < dockerfile.index(STEP_OF_PACKAGES) < dockerfile.index(STEP_OF_SOURCES)


def test_binder_adds_no_system_package_beyond_its_own(root: Path, dockerfile: str) -> None:
    assert not (root / "binder" / "apt.txt").exists()
    assert dockerfile.count("apt-get -qq install") == 2


def test_binder_runs_our_steps_after_the_sources_are_there(dockerfile: str) -> None:
    after = dockerfile[dockerfile.index(STEP_OF_SOURCES) :]
    assert "RUN ./binder/postBuild" in after
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in after


def test_both_environment_files_hold_the_same_bytes(root: Path) -> None:
    assert (root / "environment.yml").read_bytes() == (root / "binder" / "environment.yml").read_bytes()


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_binder_scripts_can_be_run_as_git_hands_them_out(
    name: str, root: Path, tracked: dict[str, str]
) -> None:
    text = (root / "binder" / name).read_bytes()
    assert tracked[f"binder/{name}"] == "100755"
    assert text.startswith(b"#!/usr/bin/env bash\n")
    assert b"\r" not in text


def test_start_ends_by_becoming_what_it_was_given(root: Path) -> None:
    assert (root / "binder" / "start").read_text(encoding="utf-8").endswith('\nexec "$@"\n')
