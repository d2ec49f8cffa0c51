"""A tree appears at once or not at all, and nothing of anybody else is lost."""

import contextlib
import ctypes
import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from adgen.plumbing import exchange as exchanging
from adgen.plumbing.tree import MANIFEST, Tree, new_tree, read_manifest, remove_tree
from adgen.problems import AdgenError, Problem
from tests.make import read_tree, write

OLD = {"index.html": b"old", "photos/a.jpg": b"old photo"}
NEW = {"index.html": b"new", "cases/x.html": b"case", "photos/b.jpg": b"new photo"}

EXCHANGE = exchanging._renameat2

unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def put(target: Path, files: dict[str, bytes], notes: list[Problem] | None = None) -> None:
    """Build `files` into `target`."""
    with new_tree(target, notes) as tree:
        for path, data in files.items():
            tree.write(path, data)


def content(target: Path) -> dict[str, bytes]:
    """The files of a tree without its manifest."""
    return {path: data for path, data in read_tree(target).items() if path != MANIFEST}


def beside(target: Path) -> list[str]:
    """What stands beside the target, the lock left out."""
    return sorted(p.name for p in target.parent.iterdir() if p != target and not p.name.endswith(".lock"))


def codes(error: AdgenError) -> list[tuple[str, str]]:
    return [(p.code, p.place.file) for p in error.problems]


@pytest.fixture(params=["one step", "two steps"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the tree goes: with the system's exchange of names, and without."""
    if request.param == "two steps":
        monkeypatch.setattr(exchanging, "_renameat2", lambda new, old: False)
    elif not sys.platform.startswith("linux"):
        pytest.skip("no exchange in one step here")
    return tmp_path / "out" / "site"


def test_takes_the_place_of_the_old_tree(target: Path) -> None:
    for files in (OLD, NEW, OLD):
        put(target, files)
        assert content(target) == files
        assert beside(target) == []
        manifest = read_manifest(target)
        assert manifest is not None
        assert set(manifest["files"]) == set(files)


def test_an_empty_folder_may_be_taken(target: Path) -> None:
    target.mkdir(parents=True)
    put(target, NEW)
    assert content(target) == NEW


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_nothing_happens_when_the_block_fails(error: type[BaseException], target: Path) -> None:
    def fail() -> None:
        with new_tree(target) as tree:
            tree.write("index.html", b"half")
            assert [p for p in target.parent.iterdir() if p.is_dir() and p != target]
            raise error

    with pytest.raises(error):
        fail()
    assert not target.exists()
    put(target, OLD)
    with pytest.raises(error):
        fail()
    assert content(target) == OLD
    assert beside(target) == []


@pytest.mark.parametrize(
    "path", [MANIFEST, "index.html", "../out.html", "a/../../b", "/etc/passwd", "a//b", "./c", "cases/", ""]
)
def test_a_path_is_inside_and_written_once(path: str, tmp_path: Path) -> None:
    tree = Tree(tmp_path / "tree")
    tree.write("index.html", b"first")
    with pytest.raises(ValueError, match=r"^"):
        tree.write(path, b"second")
    assert read_tree(tmp_path) == {"tree/index.html": b"first"}


# ---------------------------------------------------------------- what others wrote


def test_a_foreign_folder_is_refused(target: Path) -> None:
    foreign = {
        "mine": {"notes.txt": "mine"},
        "broken": {MANIFEST: "{", "index.html": "mine"},
        "other": {MANIFEST: "[]", "index.html": "mine"},
    }
    write(target.parent, foreign)
    (target.parent / "link").symlink_to("mine")
    (target.parent / "file").write_text("mine")
    before = read_tree(target.parent)
    for name in (*foreign, "link", "file"):
        with pytest.raises(AdgenError) as found:
            put(target.parent / name, NEW)
        assert codes(found.value) == [("E501", (target.parent / name).as_posix())]
    assert {path: data for path, data in read_tree(target.parent).items() if not path.endswith(".lock")} == before
    assert (target.parent / "link").is_symlink()


def test_foreign_files_are_kept_with_a_note(target: Path) -> None:
    put(target, OLD)
    write(target, {"google1.html": "mine", "photos": {"mine.jpg": b"mine"}, "empty": {"deep": {}}})
    (target / "link").symlink_to("nowhere")
    (target / "photos" / "up").symlink_to(target.parent)
    for _ in range(2):
        notes: list[Problem] = []
        put(target, NEW, notes)
        assert content(target) == {**NEW, "google1.html": b"mine", "photos/mine.jpg": b"mine"}
        assert (target / "empty" / "deep").is_dir()
        assert (target / "link").readlink() == Path("nowhere")
        assert (target / "photos" / "up").is_symlink()
        names = ("google1.html", "link", "photos/mine.jpg", "photos/up")
        assert [(n.code, n.place.file) for n in notes] == [("W505", (target / n).as_posix()) for n in names]
        assert read_manifest(target / "photos") is None


def test_a_foreign_file_is_never_written_over(target: Path) -> None:
    put(target, OLD)
    write(target, {"cases": {"x.html": "mine"}, "notes.txt": "mine"})
    before = read_tree(target)
    with pytest.raises(AdgenError) as found:
        put(target, NEW)
    assert codes(found.value) == [("E501", (target / "cases/x.html").as_posix())]
    assert read_tree(target) == before


def test_folders_of_the_old_tree_go_with_it(target: Path) -> None:
    put(target, {"a/b/c.html": b"", "d.html": b""})
    put(target, {"d.html": b""})
    assert sorted(p.name for p in target.rglob("*")) == [MANIFEST, "d.html"]


# ---------------------------------------------------------------- locks and disks


@contextlib.contextmanager
def busy_builder(target: Path) -> Iterator[None]:
    """Another process that is building `target`, and is killed at the end."""
    ready, done = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        with new_tree(target):
            os.write(ready[1], b"1")
            os.read(done[0], 1)
        os._exit(0)
    try:
        os.read(ready[0], 1)
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for end in (*ready, *done):
            os.close(end)


@unix
def test_a_second_builder_is_refused_until_the_first_is_gone(target: Path) -> None:
    put(target, OLD)
    with busy_builder(target):
        with pytest.raises(AdgenError) as found:
            put(target, NEW)
        assert codes(found.value) == [("E502", target.as_posix())]
        put(target.with_name("another"), NEW)
        assert content(target) == OLD
    put(target, NEW)
    assert content(target) == NEW
    assert beside(target) == ["another"]


def test_a_target_that_cannot_be_written(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(target.parent, {"file": "mine"})
    with pytest.raises(AdgenError) as found:
        put(target.parent / "file" / "site", NEW)
    assert codes(found.value) == [("E503", (target.parent / "file" / "site").as_posix())]

    def full(*args: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    put(target, OLD)
    for call in ("write_bytes", "write_text"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, call, full)
            with pytest.raises(AdgenError) as found:
                put(target, NEW)
        assert [(p.code, p.values["detail"]) for p in found.value.problems] == [("E503", "No space left on device")]
        assert content(target) == OLD
        assert beside(target) == ["file"]


def test_a_rename_that_fails_leaves_the_old_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "_renameat2", lambda new, old: False)
    target = tmp_path / "site"
    put(target, OLD)
    rename, calls = os.rename, []

    def second_fails(old: Path, new: Path) -> None:
        calls.append(new)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        rename(old, new)

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(AdgenError) as found:
        put(target, NEW)
    assert codes(found.value) == [("E503", target.as_posix())]
    assert content(target) == OLD
    assert beside(target) == []


class _Kernel:
    """A C library whose renameat2 answers with an error number."""

    def __init__(self, code: int) -> None:
        self.renameat2 = lambda *_: -1
        self.code = code


@pytest.mark.parametrize(("code", "works"), [(errno.EINVAL, True), (errno.ENOSYS, True), (errno.EIO, False)])
def test_a_kernel_without_exchange(code: int, works: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    put(target, OLD)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Kernel(code))
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)
    if works:
        put(target, NEW)
    else:
        with pytest.raises(AdgenError) as found:
            put(target, NEW)
        assert codes(found.value) == [("E503", target.as_posix())]
    assert content(target) == (NEW if works else OLD)
    assert beside(target) == []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    put(target, OLD)
    assert content(target) == OLD


# ---------------------------------------------------------------- crashes


def at_event(number: int, act: Callable[[], None]) -> None:
    """Do `act` at the numbered audit event from now on: every call that opens, makes, renames or removes is one."""
    seen = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event.startswith(("open", "os.", "shutil.", "ctypes.")):
            seen += 1
            if seen == number:
                act()

    sys.addaudithook(hook)


def crashed(target: Path, number: int, act: Callable[[], None]) -> bool:
    """Build NEW in a child that stops at one moment; whether the moment came before the end."""
    child = os.fork()
    if child == 0:
        at_event(number, act)
        try:
            put(target, NEW)
        except KeyboardInterrupt:
            os._exit(1)
        except BaseException:
            os._exit(2)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 1, -signal.SIGKILL)
    return status != 0


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupted() -> None:
    raise KeyboardInterrupt


def content_seen_by_the_next(target: Path) -> dict[str, bytes]:
    """What stands while the next build is at work; it fails, so that nothing is put in its place."""
    seen = {}
    with contextlib.suppress(RuntimeError), new_tree(target):
        seen = content(target)
        raise RuntimeError
    return seen


@unix
@pytest.mark.parametrize("act", [killed, interrupted])
def test_at_every_moment_the_old_tree_or_the_new_one_stands(act: Callable[[], None], target: Path) -> None:
    kept = {"mine.txt": b"mine"}
    either = ({**OLD, **kept}, {**NEW, **kept})
    moments = 0
    one_step = exchanging._renameat2 is EXCHANGE
    for moment in range(1, 1000):
        put(target, OLD)
        write(target, kept)
        if not crashed(target, moment, act):
            break
        moments += 1
        if one_step or act is interrupted:
            assert content(target) in either, f"moment {moment}"
        # Where names change in two steps, whoever builds next first puts back what stood aside.
        assert content_seen_by_the_next(target) in either, f"moment {moment}"
        put(target, OLD)
        assert content(target) == {**OLD, **kept}
        assert beside(target) == []
    assert moments > 15


def test_a_secret_file_is_owned_and_not_named(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for names in (("x", "y"), ("y", "z")):
        notes: list[Problem] = []
        with new_tree(target, notes) as tree:
            tree.write("index.html", b"page")
            for name in names:
                tree.write(f"requests/{name}-secret.html", b"page", is_secret=True)
        assert notes == []
        manifest = (target / MANIFEST).read_text("utf-8")
        assert "secret.html" not in manifest
        assert sorted(p.name for p in (target / "requests").iterdir()) == [f"{name}-secret.html" for name in names]
    (target / "requests" / "note.txt").write_text("mine")
    remove_tree(target)
    assert [p.name for p in target.rglob("*") if p.is_file() and p.name != MANIFEST] == ["note.txt"]


def test_a_tree_that_grows_too_large_leaves_the_old_one(target: Path) -> None:
    put(target, OLD)

    def grow(*sizes: int) -> None:
        with new_tree(target, most=len(b"old photo") + 30) as tree:
            tree.keep("photos/a.jpg")
            for number, size in enumerate(sizes):
                tree.write(f"{number}.html", b"x" * size)

    for sizes in ((31,), (30, 1)):
        with pytest.raises(AdgenError) as told:
            grow(*sizes)
        assert codes(told.value) == [("E641", target.as_posix())]
        assert content(target) == OLD
        assert beside(target) == []
    grow(29, 1)
    assert content(target).keys() == {"photos/a.jpg", "0.html", "1.html"}
