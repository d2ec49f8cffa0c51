"""Who works, by what is asked for; what the machine has."""

import os
from pathlib import Path

import pytest

from adgen.plumbing import machine
from adgen.plumbing.machine import memory_of_machine
from adgen.plumbing.processes import OWN_MEMORY, Processes
from adgen.plumbing.workers import open_workers


@pytest.fixture
def groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where a system tells what a container may use; nothing is told yet."""
    files = [tmp_path / "memory.max", tmp_path / "memory.limit_in_bytes"]
    monkeypatch.setattr(machine, "_CONTROL_GROUPS", [str(path) for path in files])
    return files


def test_the_memory_of_a_container_is_what_it_may_use(groups: list[Path]) -> None:
    whole = memory_of_machine()
    assert whole >= 256 * 1024**2
    groups[0].write_text("max\n")
    groups[1].write_text("9223372036854771712\n")
    assert memory_of_machine() == whole
    groups[0].write_text("123456789\n")
    assert memory_of_machine() == 123_456_789


def test_where_the_system_does_not_tell(groups: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sysconf")
    assert memory_of_machine() == machine._USUAL
    groups[1].write_text("1000000\n")
    assert memory_of_machine() == 1_000_000


def test_half_of_the_machine_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_workers() as workers:
        assert isinstance(workers, Processes)
        assert workers._jobs == os.cpu_count()
        assert workers._memory == memory_of_machine() // 2 - OWN_MEMORY
    with open_workers(3, 400 * 1024**2) as workers:
        assert (workers._jobs, workers._memory) == (3, 320 * 1024**2)
