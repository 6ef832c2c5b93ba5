"""`z2jh-values.yaml`: every key one of the chart's and of its type; its Python does what its comments say."""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from chart_values import faults
from fingerpost.server.hub.starting import START_ADDRESS

HUB = Path(__file__).resolve().parents[2] / "binder" / "hub"
KNOWN = tomllib.loads(Path(__file__).with_name("z2jh_keys.toml").read_text(encoding="utf-8"))


@pytest.fixture
def values() -> dict[str, Any]:
    """The values as an administrator copies them."""
    read: dict[str, Any] = yaml.safe_load((HUB / "z2jh-values.yaml").read_text(encoding="utf-8"))
    return read


def test_every_key_is_one_of_the_charts_and_of_its_type(values: dict[str, Any]) -> None:
    assert list(faults(values, KNOWN)) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            "singleuser.mmemory",
            {"limit": "1G"},
            "singleuser.mmemory is no key there; did you mean memory?",
        ),
        (
            "scheduling.userPlaceholder.replicas",
            "eight",
            "userPlaceholder.replicas takes integer, found 'eight'",
        ),
        ("singleuser.memory.limit", "1 gigabyte", "singleuser.memory.limit takes size"),
        ("cull.enabled", "yes", "cull.enabled takes boolean"),
        ("cull.timeout", True, "cull.timeout takes integer, found True"),
        ("singleuser.storage", "none", "singleuser.storage holds keys of its own"),
        ("singleuser.image.pullPolicy", "Sometimes", "singleuser.image.pullPolicy takes"),
    ],
)
def test_slip_is_named(values: dict[str, Any], path: str, value: object, said: str) -> None:
    *above, last = path.split(".")
    held = values
    for key in above:
        held = held[key]
    held[last] = value
    (fault,) = faults(values, KNOWN)
    assert said in fault


def test_what_a_cohort_needs_is_set(values: dict[str, Any]) -> None:
    single, cull = values["singleuser"], values["cull"]
    assert single["memory"] == {"guarantee": "512M", "limit": "1G"}
    assert [one["display_name"] for one in single["profileList"] if one.get("default")] == ["Lessons"]
    assert (cull["enabled"], cull["timeout"], cull["maxAge"]) == (True, 3600, 43200)
    assert values["scheduling"]["userPlaceholder"]["replicas"] > 0
    assert single["networkPolicy"]["enabled"]
    assert not any(
        single["networkPolicy"]["egressAllowRules"][rule] for rule in ("nonPrivateIPs", "privateIPs")
    )
    mounted = {one["name"]: one["mountPath"] for one in single["storage"]["extraVolumeMounts"]}
    assert mounted == {one["name"]: "/srv/exchange" for one in single["storage"]["extraVolumes"]}
    assert 'c.Exchange.root = "/srv/exchange"' in single["extraFiles"]["nbgrader"]["stringData"]


def pod_of(values: dict[str, Any], name: str, number: int) -> SimpleNamespace:
    """Return a pod as the hub's own configuration leaves it just before it starts."""
    spawner = SimpleNamespace(pre_spawn_hook=None)
    held = {"c": SimpleNamespace(KubeSpawner=spawner)}
    exec(values["hub"]["extraConfig"]["10-people-and-folders"], held)  # noqa: S102 - our own configuration
    user = SimpleNamespace(name=name, id=number)
    pod = SimpleNamespace(user=user, volumes=[], volume_mounts=[], args=[], default_url="/lab")
    assert spawner.pre_spawn_hook is not None
    spawner.pre_spawn_hook(pod)
    return pod


def test_learners_have_a_number_of_their_own_and_no_course_root(values: dict[str, Any]) -> None:
    pods = [pod_of(values, name, number) for number, name in enumerate(("ada", "ben"), start=1)]
    assert len({pod.uid for pod in pods}) == 2
    assert all(pod.uid >= 20000 and pod.fs_gid == pod.uid for pod in pods)
    assert all(pod.volumes == [] and pod.volume_mounts == [] for pod in pods)
    assert all("--ServerApp.terminals_enabled=False" in pod.args for pod in pods)


def test_tutor_has_the_course_root_and_opens_at_the_marking_page(values: dict[str, Any]) -> None:
    pod = pod_of(values, "cat", 3)
    assert [one["mountPath"] for one in pod.volume_mounts] == ["/srv/course"]
    assert "--FingerpostTutor.course_root=/srv/course" in pod.args
    assert pod.default_url == "/fingerpost/marking"


def test_servers_start_from_outside_the_home_that_a_volume_covers_and_open_at_start_here(
    values: dict[str, Any],
) -> None:
    page = (HUB / "KUBERNETES.md").read_text(encoding="utf-8")
    (kept,) = re.findall(r"--target-repo-dir (\S+)", page)
    home = values["singleuser"]["storage"]["homeMountPath"]
    assert not Path(kept).is_relative_to(home)
    assert values["singleuser"]["defaultUrl"] == START_ADDRESS


def test_page_says_that_it_was_not_run() -> None:
    for name in ("z2jh-values.yaml", "KUBERNETES.md"):
        assert "checked, not run here" in (HUB / name).read_text(encoding="utf-8")
