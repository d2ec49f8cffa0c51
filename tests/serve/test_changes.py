"""When changes count as over, and what is no change at all. The clock is ours, so that no test waits for one."""

import queue
from contextlib import closing
from pathlib import Path

import pytest

from adgen.build import unchanged
from adgen.serve.changes import CALM, LONGEST, MANY, QUIET, Changes, Watch, is_private, rests_at
from tests import make

Moments = list[tuple[float, str]]


class Told:
    """Changes at given moments; waiting for the next one moves the clock."""

    def __init__(self, moments: Moments) -> None:
        self.now = 0.0
        self._moments = list(moments)

    def clock(self) -> float:
        return self.now

    def put(self, item: Path | None) -> None:
        raise AssertionError(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Path | None:
        if not self._moments:
            if timeout is not None:
                self.now += timeout
                raise queue.Empty
            return None
        moment, name = self._moments[0]
        if timeout is not None and moment > self.now + timeout:
            self.now += timeout
            raise queue.Empty
        self.now = max(self.now, moment)
        self._moments.pop(0)
        return Path(name)


def rounds(moments: Moments) -> list[set[str]]:
    """What is told, one set for each time that changes had come to rest."""
    told = Told(moments)
    changes = Changes(told, told.clock)
    return [{path.as_posix() for path in paths} for paths in iter(changes.settled, frozenset())]


def test_a_save_in_several_steps_is_one_change() -> None:
    assert rounds([(0, "a.yaml~"), (0.004, "a.yaml"), (0.008, "a.yaml"), (5, "b.yaml")]) == [
        {"a.yaml~", "a.yaml"},
        {"b.yaml"},
    ]


@pytest.mark.parametrize("pause", [0.0001, 0.001, QUIET * 0.9, CALM * 0.9])
def test_ten_thousand_changes_are_told_in_a_few_rounds(pause: float) -> None:
    """At once, or with as long a pause as a slow disk makes once it is under way; only one that never rests is told in between."""
    begin = [(0.0001 * n, f"{n}") for n in range(MANY + 1)]
    rest = [(begin[-1][0] + pause * n, f"{MANY + n}") for n in range(1, 10_000 - MANY)]
    found = rounds([*begin, *rest])
    assert len(set().union(*found)) == 10_000
    assert len(found) <= max(3, rest[-1][0] / LONGEST + 1)


def test_what_never_rests_is_told_all_the_same() -> None:
    assert rests_at(100.0, 100.0 + LONGEST - 0.001, 9) == 100.0 + LONGEST
    assert len(rounds([(QUIET / 2 * n, "log") for n in range(int(4 * LONGEST / QUIET))])) >= 2


def test_the_end_is_told_at_once() -> None:
    changes = Changes()
    changes.tell(Path("a"))
    changes.close()
    assert changes.settled() == frozenset()


@pytest.mark.parametrize(
    ("path", "private"),
    [
        ("sites/aozora/site.yaml", False),
        ("sites/aozora/.site.yaml.swp", True),
        ("sites/aozora/inbox/x/mail.eml", True),
        ("sites/.git/index", True),
        ("elsewhere/.x", False),
    ],
)
def test_hidden_files_and_the_inbox_are_no_change(path: str, private: bool) -> None:
    assert is_private(Path("/w") / path, Path("/w/sites")) is private


@pytest.mark.parametrize("poll", [False, True])
def test_files_that_come_change_move_and_go_are_told(tmp_path: Path, poll: bool) -> None:
    (tmp_path / "old").write_text("1")
    (tmp_path / "gone").write_text("1")
    changes = Changes()
    with closing(Watch(changes, poll=poll)) as watch:
        assert watch.follow([tmp_path])
        wanted = {tmp_path / name for name in ("new", "old", "gone", "sub/deep", "moved")}
        (tmp_path / ".hidden").write_text("1")
        (tmp_path / "inbox").mkdir()
        (tmp_path / "inbox/mail").write_text("1")
        (tmp_path / "new").write_text("1")
        (tmp_path / "old").write_text("22")
        (tmp_path / "gone").unlink()
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub/deep").write_text("1")
        (tmp_path / "there").write_text("1")
        (tmp_path / "there").rename(tmp_path / "moved")
        seen: set[Path] = set()
        while not wanted <= seen:
            seen |= changes.settled()
    assert not [path for path in seen if path.name in (".hidden", "mail")]


def test_many_sites_together_may_have_more_files_than_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_MOST_FILES", 3)
    make.write(tmp_path, {name: {"a": "", "b": "", "c": ""} for name in ("one", "two")})
    changes = Changes()
    with closing(Watch(changes, poll=True)) as watch:
        assert watch.follow([tmp_path])
        make.write(tmp_path, {"two": {"b": "2"}})
        assert changes.settled() == {tmp_path / "two/b"}


def test_where_the_system_tells_nothing_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchdog.observers import Observer

    def no_room(*args: object, **options: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "schedule", no_room)
    changes = Changes()
    with closing(Watch(changes, poll=False)) as watch:
        assert not watch.follow([tmp_path])
        (tmp_path / "new").write_text("1")
        assert changes.settled() == {tmp_path / "new"}


@pytest.mark.parametrize("poll", [False, True])
def test_of_single_files_only_they_are_told_and_others_may_be_followed(tmp_path: Path, poll: bool) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    changes = Changes()
    with closing(Watch(changes, poll=poll)) as watch:
        watch.follow([first], [tmp_path / "adgen.yaml"])
        make.write(tmp_path, {"other.yaml": "1", "second": {"a": "1"}, "adgen.yaml": "1"})
        assert changes.settled() == {tmp_path / "adgen.yaml"}
        (tmp_path / "new").write_text("2")
        (tmp_path / "new").rename(tmp_path / "adgen.yaml")
        assert tmp_path / "adgen.yaml" in changes.settled()
        watch.follow([second], [tmp_path / "adgen.yaml"])
        make.write(tmp_path, {"first": {"a": "1"}, "second": {"b": "1"}})
        seen: set[Path] = set()
        while second / "b" not in seen:
            seen |= changes.settled()
        assert not [path for path in seen if path.is_relative_to(first)]
