"""A small part of `make torture`, which does the same at full length."""

import sys
from pathlib import Path

import pytest

from tests.torture import disk, weather
from tests.torture.faults import ACTS, faults
from tests.torture.fleet import fleet
from tests.torture.hostile import judged
from tests.torture.kills import kills
from tests.torture.yard import Yard, open_yard

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts memory and processes as Linux does")


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return open_yard(tmp_path_factory.mktemp("yard"))


def test_hostile_variants(tmp_path: Path) -> None:
    found = judged(53, 2, tmp_path)
    assert found.findings == ()
    assert sum(found.judged.values()) > 90
    assert {"markup", "yaml", "file", "photo", "name", "thing", "mail", "body"} <= set(found.judged)


def test_killed_at_random(yard: Yard) -> None:
    found = kills(yard, 20)
    assert found.findings == ()
    assert found.killed
    assert found.looks


@pytest.mark.parametrize("name", ACTS)
def test_something_goes_wrong_at_a_call(name: str, yard: Yard) -> None:
    found = faults(yard, name, 29)
    assert found.findings == ()
    assert found.calls >= 4


@pytest.mark.skipif(not disk.may_mount(), reason="this machine lets us mount nothing")
def test_full_disks(tmp_path: Path) -> None:
    ends, found = disk.full_disks(tmp_path, 5)
    assert found == ()
    assert ends["refused"] >= 2
    assert ends["built"] >= 1


def test_damaged_caches(yard: Yard) -> None:
    assert list(weather.damaged_caches(yard)) == []


def test_wrong_clocks(yard: Yard) -> None:
    assert list(weather.wrong_clocks(yard)) == []


def test_four_builds_at_once(yard: Yard) -> None:
    assert list(weather.at_once(yard, 4)) == []


def test_targets_that_are_not_ours(yard: Yard) -> None:
    assert list(weather.unwritable(yard)) == []


def test_a_fleet(tmp_path: Path) -> None:
    found = fleet(tmp_path, 60)
    assert found.findings == ()
    assert (found.built, found.failed) == (57, 3)
