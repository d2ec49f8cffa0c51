"""Versions brought to a folder: what is sent, in which order, what goes, and what a broken attempt leaves."""

import contextlib
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adgen.plumbing.cache import digest
from adgen.problems import AdgenError
from adgen.publish import run
from adgen.publish.listed import LIST
from adgen.publish.lock import LOCK
from adgen.publish.standing import Standing, standing
from tests.publish.trees import (
    ONE,
    REQUEST,
    TODAY,
    TOKEN,
    TWO,
    WISH,
    Killed,
    Watched,
    answer,
    broken_links,
    page,
    published,
    send,
    tree,
)


def watched(monkeypatch: pytest.MonkeyPatch, target: Watched) -> Watched:
    @contextlib.contextmanager
    def opened(_: object) -> Iterator[Watched]:
        yield target

    monkeypatch.setattr(run, "open_target", opened)
    return target


def test_only_what_changed_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tree(tmp_path / "a", ONE)
    first = send(site, tmp_path / "www", tmp_path / "memory")
    assert len(first.added) == len(ONE)
    assert published(tmp_path / "www") == ONE
    again = watched(monkeypatch, Watched(tmp_path / "www"))
    site = tree(tmp_path / "a", {**ONE, "404.html": page("index.html", text="ない")})
    found = send(site, tmp_path / "www", tmp_path / "memory")
    assert again.sent == ["404.html"]
    assert ([path for path, _ in found.changed], found.added, found.deleted) == (["404.html"], (), ())
    again.sent.clear()
    assert send(site, tmp_path / "www", tmp_path / "memory").bytes == 0
    assert again.sent == []


def test_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send(tree(tmp_path / "a", ONE), tmp_path / "www", tmp_path / "memory")
    target = watched(monkeypatch, Watched(tmp_path / "www"))
    found = send(tree(tmp_path / "a", TWO), tmp_path / "www", tmp_path / "memory")
    assert target.sent == [
        "assets/s-2.css", "photos/c-1.jpg", "photos/p-2.jpg",
        "cases/c.html", "cases/d.html", "cases/a.html", "index.html",
    ]  # fmt: skip
    assert found.deleted == ("cases/b.html", "photos/b-1.jpg"), "no page shows photo b any more, others of photo p"
    assert target.missing == []


def test_old_assets_stay_for_two_versions(tmp_path: Path) -> None:
    def after(text: str) -> bool:
        send(tree(tmp_path / "a", {**TWO, "404.html": text}), tmp_path / "www", tmp_path / "memory")
        return (tmp_path / "www/assets/s-1.css").exists() and (tmp_path / "www/photos/p-1.jpg").exists()

    send(tree(tmp_path / "a", ONE), tmp_path / "www", tmp_path / "memory")
    assert [after("1"), after("1"), after("2"), after("2"), after("3")] == [True, True, True, True, False]
    assert not (tmp_path / "www/assets/s-1.css").exists()
    assert published(tmp_path / "www") == {**TWO, "404.html": "3"}


STEPS = 40


@pytest.mark.parametrize(
    "edits", [{}, {"cases/c.html": page("cases/e.html"), "cases/e.html": "e"}], ids=["same", "other"]
)
def test_killed_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edits: dict[str, str]) -> None:
    """The next attempt is that of the same site, or of one that was changed in between."""
    one, two = tree(tmp_path / "a", ONE), tree(tmp_path / "b", TWO)
    last = tree(tmp_path / "c", {**TWO, **edits})
    for step in range(1, STEPS):
        here = tmp_path / f"step-{step}"
        send(one, here / "www", here / "memory")
        dying = watched(monkeypatch, Watched(here / "www", last=step))
        if is_whole := dying_is_done(two, here):
            assert step > 10
        assert dying.missing == []
        assert broken_links(here / "www") == []
        next_one = watched(monkeypatch, Watched(here / "www"))
        send(last, here / "www", here / "memory", replace(WISH, breaks_lock=True))
        assert next_one.missing == []
        kept = {path: ONE[path] for path in ("photos/p-1.jpg", "assets/s-1.css")}
        assert published(here / "www") == {**TWO, **edits, **kept}, step
        if not edits:
            assert set(dying.sent) & set(next_one.sent) == set(), "nothing is sent twice"
        monkeypatch.undo()
        if is_whole:
            return
    pytest.fail("it never came to an end")


def dying_is_done(site: Standing, here: Path) -> bool:
    try:
        send(site, here / "www", here / "memory")
    except Killed:
        return False
    return True


def test_another_machine_goes_on_where_one_died(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the journal at most what was under way is sent again, and what is there is right in the end."""
    one, two = tree(tmp_path / "a", ONE), tree(tmp_path / "b", TWO)
    for step in (4, 7, 9, 11, 13):
        here = tmp_path / f"step-{step}"
        send(one, here / "www", here / "memory")
        watched(monkeypatch, Watched(here / "www", last=step))
        assert not dying_is_done(two, here)
        back = watched(monkeypatch, Watched(here / "www"))
        # Not forward but to what stood there before: nothing may be taken for it that was overwritten.
        send(one, here / "www", here / "elsewhere", replace(WISH, breaks_lock=True, most_deleted=2))
        assert back.missing == []
        assert {path: text for path, text in published(here / "www").items() if path in ONE} == ONE
        assert not set(published(here / "www")) & {"cases/c.html", "cases/d.html"}
        monkeypatch.undo()


# ---------------------------------------------------------------- request pages


def test_the_address_of_a_request_page_is_told_to_nobody(tmp_path: Path) -> None:
    site = tree(tmp_path / "a", {**ONE, REQUEST: "依頼", "requests/index.html": "x"}, secret=REQUEST)
    done = send(site, tmp_path / "www", tmp_path / "memory")
    assert (tmp_path / "www" / REQUEST).read_text("utf-8") == "依頼"
    told = (tmp_path / "www" / LIST).read_text("utf-8") + repr((done.added, done.target))
    assert TOKEN not in told
    assert TOKEN[:6] in repr(done.added)
    again = send(tree(tmp_path / "a", {**ONE, REQUEST: "変更"}, secret=REQUEST), tmp_path / "www", tmp_path / "memory")
    assert TOKEN not in repr(again)
    assert (tmp_path / "www" / REQUEST).read_text("utf-8") == "変更"


def test_a_request_page_that_is_over_goes_although_its_name_is_known_nowhere(tmp_path: Path) -> None:
    tree(tmp_path / "a", {**ONE, REQUEST: "依頼", "requests/index.html": "x"}, secret=REQUEST)
    send(standing(tmp_path / "a", TODAY), tmp_path / "www", tmp_path / "memory")
    (tmp_path / "www/requests/theirs.html").write_text("theirs", "utf-8")
    done = send(tree(tmp_path / "a", {**ONE, "requests/index.html": "x"}), tmp_path / "www", tmp_path / "other")
    assert done.deleted == ("requests/…",)
    assert sorted(p.name for p in (tmp_path / "www/requests").iterdir()) == ["index.html", "theirs.html"]


# ---------------------------------------------------------------- what stops it


def codes(error: pytest.ExceptionInfo[AdgenError]) -> list[str]:
    return [found.code for found in error.value.problems]


@pytest.mark.parametrize("theirs", ["index.html", ".htaccess"])
def test_a_place_of_somebody_else(tmp_path: Path, theirs: str) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / theirs).write_text("theirs", "utf-8")
    (tmp_path / "www/notes.txt").write_text("theirs too", "utf-8")
    site = tree(tmp_path / "a", {**ONE, ".htaccess": "ours"})
    with pytest.raises(AdgenError) as error:
        send(site, tmp_path / "www", tmp_path / "memory")
    assert codes(error) == ["E715"]
    assert published(tmp_path / "www") == {theirs: "theirs", "notes.txt": "theirs too"}
    send(site, tmp_path / "www", tmp_path / "memory", replace(WISH, ask=answer(True)))
    assert published(tmp_path / "www") == {**ONE, ".htaccess": "ours", "notes.txt": "theirs too"}


MANY = {f"cases/{n}.html": "x" for n in range(40)}
# Pages that go, --max-deletes, whether somebody says yes, and whether it is done.
DELETIONS = [(10, None, False, True), (20, None, False, False), (20, None, True, True), (20, 19, True, False), (20, 20, False, True)]  # fmt: skip


@pytest.mark.parametrize(("count", "most", "says", "is_done"), DELETIONS)
def test_many_pages_go(tmp_path: Path, count: int, most: int | None, says: bool, is_done: bool) -> None:
    send(tree(tmp_path / "a", {**ONE, **MANY}), tmp_path / "www", tmp_path / "memory")
    fewer = {path: text for n, (path, text) in enumerate(MANY.items()) if n >= count}
    site = tree(tmp_path / "a", {**ONE, **fewer})
    wish = replace(WISH, ask=answer(says), most_deleted=most)
    if is_done:
        assert len(send(site, tmp_path / "www", tmp_path / "memory", wish).deleted) == count
        return
    with pytest.raises(AdgenError) as error:
        send(site, tmp_path / "www", tmp_path / "memory", wish)
    assert codes(error) == ["E716"]
    assert len(published(tmp_path / "www")) == len(ONE) + len(MANY)
    assert not (tmp_path / "www" / LOCK).exists()


def test_two_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tree(tmp_path / "a", ONE), tree(tmp_path / "b", TWO)
    met: list[str] = []

    class Crowded(Watched):
        def names(self, folder: str) -> list[str]:
            return []

        def _look(self, path: str) -> None:
            if path == "index.html":
                with pytest.raises(AdgenError) as error:
                    send(two, tmp_path / "www", tmp_path / "other")
                met.extend(codes(error))

    watched(monkeypatch, Crowded(tmp_path / "www"))
    send(one, tmp_path / "www", tmp_path / "memory")
    assert met == ["E714"]
    assert published(tmp_path / "www") == ONE
    assert len(send(two, tmp_path / "www", tmp_path / "other").changed) == 2


def test_a_lock_that_was_left_behind(tmp_path: Path) -> None:
    site = tree(tmp_path / "a", ONE)
    send(site, tmp_path / "www", tmp_path / "memory")
    lock = tmp_path / "www" / LOCK
    left = {"id": "x", "host": "another", "pid": 1, "since": 0}
    lock.write_text(json.dumps(left), "utf-8")
    with pytest.raises(AdgenError) as error:
        send(site, tmp_path / "www", tmp_path / "memory")
    assert codes(error) == ["E714"]
    assert error.value.problems[0].values["minutes"] > 10**7
    # Cut off while it was written, and spoilt by somebody.
    here = digest(socket.gethostname().encode(), 8)
    for spoilt in ("", '{"since": "noon", "pid": 1e99}', json.dumps({"host": here, "pid": 10**30})):
        lock.write_text(spoilt, "utf-8")
        with pytest.raises(AdgenError) as error:
            send(site, tmp_path / "www", tmp_path / "memory")
        assert error.value.problems[0].values["minutes"] == "?"
    send(site, tmp_path / "www", tmp_path / "memory", replace(WISH, breaks_lock=True))
    assert not lock.exists()


@pytest.mark.parametrize(("about", "code"), [({"until": "2026-11-20"}, "E712"), ({"shown": None}, "E710")])
def test_a_tree_that_may_not_go_out(tmp_path: Path, about: dict[str, str], code: str) -> None:
    with pytest.raises(AdgenError) as error:
        tree(tmp_path / "a", ONE, **about)
    assert codes(error) == [code]


@pytest.mark.parametrize("path", ["cases/a.html", REQUEST])
@pytest.mark.parametrize("text", ["changed by hand", None])
def test_a_file_that_is_not_as_it_was_built(tmp_path: Path, path: str, text: str | None) -> None:
    tree(tmp_path / "a", {**ONE, REQUEST: "依頼"}, secret=REQUEST)
    if text is None:
        (tmp_path / "a" / path).unlink()
    else:
        (tmp_path / "a" / path).write_text(text, "utf-8")
    (tmp_path / "a/cases/b.html").write_text("changed too", "utf-8")
    with pytest.raises(AdgenError) as error:
        send(standing(tmp_path / "a", TODAY), tmp_path / "www", tmp_path / "memory")
    assert codes(error) == ["E711"]
    assert TOKEN not in repr(error.value.problems)
    assert not (tmp_path / "www/index.html").exists()


def test_a_list_that_nobody_can_read(tmp_path: Path) -> None:
    site = tree(tmp_path / "a", ONE)
    send(site, tmp_path / "www", tmp_path / "memory")
    written = (tmp_path / "www" / LIST).read_text("utf-8")
    outside = [written.replace('"404.html"', f'"{path}"') for path in ("../x", "/etc/x", "a//b", "..\\\\x")]
    for text in ("{", '{"adgen": 2}', "[]", *outside):
        (tmp_path / "www" / LIST).write_text(text, "utf-8")
        with pytest.raises(AdgenError) as error:
            send(site, tmp_path / "www", tmp_path / "memory")
        assert codes(error) == ["E713"]
