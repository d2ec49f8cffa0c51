"""Requests in the panel: who waits for how long, with page and draft; on the network not a word of it, and nothing is read."""

import socket
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from adgen.inquiry.ledger import inbox, stages
from adgen.inquiry.ledger.inbox import PASTE_BELOW
from adgen.inquiry.ledger.record import Record
from adgen.plumbing.folder import Folder
from adgen.problems.catalogue import Language
from adgen.request import private
from adgen.serve.app import House, application
from adgen.serve.builder import Orders
from adgen.serve.door import LOOPBACK, Door
from adgen.serve.preview import Preview
from adgen.serve.requests import RequestPages
from adgen.serve.stage import Shown, Stage, read_files
from tests import make
from tests.conftest import Build
from tests.inquiry.ledger.test_stages import NOON, record
from tests.serve.asking import ask, no_picture

WAITS, LATE, OVER, BROKEN, BARE = (digit * 32 for digit in "abcde")
TOKEN = "s3cret"
PAGE = "業種: 壁紙・クロス張替え\n作成日: 2026-11-18\n状態: 公開中\n"
DRAFTS = {
    WAITS: f"返信はこちら: https://portal.example/1\n{PASTE_BELOW}山田様\n<b>壁紙</b>のページです。【ページ未公開】\n",
    LATE: "鈴木様\n下見に伺います。\n",
    OVER: "佐藤様\nありがとうございました。\n",
}
# What only this machine may see.
PRIVATE = ("山田", "鈴木", "佐藤", "09012345678", "依頼", "届いて", *(t[:8] for t in (WAITS, LATE, OVER, BROKEN, BARE)))


def came(token: str, hours: float, *after: stages.Stage, **more: Any) -> Record:
    """A request that arrived so many hours before NOON."""
    found = record(*after, token=token, **more)
    return replace(found, received=NOON - timedelta(hours=hours))


@pytest.fixture
def shown(tmp_path: Path, build: Build) -> Shown:
    site = make.site(tmp_path / "sites/aozora", {"requests": {f"{WAITS}.yaml": PAGE, f"{OVER}.yaml": PAGE}})
    for found in (
        came(WAITS, 2, names=("山田花子",), phones=("09012345678",)),
        came(LATE, 30, names=("鈴木一郎",)),
        came(OVER, 90, stages.Stage.lost),
        came(BARE, 0.2),
    ):
        private.save(site, found)
        if text := DRAFTS.get(found.token):
            private.write(inbox.folder_of(site, found.token) / inbox.REPLY, text.encode())
            plain = text.replace("壁紙", "クロス")
            private.write(inbox.folder_of(site, found.token) / inbox.PLAIN, plain.encode())
    assert build(site, tmp_path / "out/aozora").is_built
    make.write(site, {"inbox": {BROKEN: {"record.json": "{"}}})
    files, name = read_files(tmp_path / "out/aozora", {}, with_requests=True)
    return Shown("aozora", site, name, files)


def page(shown: Shown, language: Language = "ja", targets: tuple[int, ...] = (1, 4, 24)) -> str:
    return RequestPages(language, lambda: NOON, lambda: targets)(shown, "7")


def items(text: str) -> dict[str, str]:
    """Each request by the beginning of its token, in the order of the page."""
    rows = [row.split("</li>")[0] for row in text.split("<li>") if "h3" in row]
    return {row.split('"where">')[1][:8]: row for row in rows}


def test_what_waits_comes_first_with_its_age(shown: Shown) -> None:
    found = items(page(shown))
    assert list(found) == [token[:8] for token in (LATE, WAITS, BARE, OVER)]
    assert [
        ("届いて30時間" in found[LATE[:8]]),
        ("届いて2時間" in found[WAITS[:8]]),
        ("届いて12分" in found[BARE[:8]]),
    ] == [True] * 3
    assert "期限切れ" in found[LATE[:8]]
    assert ">注意<" in found[WAITS[:8]]
    assert 'class="late"' not in found[BARE[:8]] + found[OVER[:8]]
    assert "壁紙・クロス張替え" in found[WAITS[:8]]
    assert ("段階: 下書き" in found[LATE[:8]], "段階: 失注" in found[OVER[:8]]) == (True, True)
    assert ">期限切れ<" not in "".join(items(page(shown, targets=(24, 48, 72))).values())


def test_a_draft_is_text_to_copy_and_says_whether_its_page_is_out(shown: Shown) -> None:
    found = items(page(shown))
    assert "<pre>山田様\n&lt;b&gt;壁紙&lt;/b&gt;のページです。【ページ未公開】\n</pre>" in found[WAITS[:8]]
    assert f"adgen request draft {WAITS[:8]} --online" in found[WAITS[:8]]
    assert "--online" not in found[LATE[:8]]
    assert [row.count("<details") for row in found.values()] == [1, 2, 0, 1]
    assert [row.count('<details class="draft" open>') for row in found.values()] == [1, 1, 0, 0]
    assert "下書きはありません。" in found[BARE[:8]]
    assert "portal.example" not in page(shown)


def test_a_page_that_was_made_can_be_seen(shown: Shown) -> None:
    found = items(page(shown))
    for token in (WAITS, OVER):
        assert f'href="/aozora/requests/{token}.html"' in found[token[:8]]
        assert shown.file(f"requests/{token}.html")
    assert "この依頼のページはありません。" in found[LATE[:8]]
    without, _ = read_files(shown.files["index.html"].path.parent, {})
    assert {path for path in shown.files if path not in without} == {f"requests/{t}.html" for t in (WAITS, OVER)}


def test_a_record_that_cannot_be_read_is_told(shown: Shown, tmp_path: Path) -> None:
    assert "E446" in page(shown)
    assert "Records that cannot be read" in page(shown, "en")
    empty = Shown("kaze", make.site(tmp_path / "sites/kaze"), "風")
    assert "動いている依頼はありません。" in page(empty)
    assert "No request is open." in page(empty, "en")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read of the inbox."""
    found: list[str] = []
    for name in ("read", "names", "state"):
        old = getattr(Folder, name)

        def noted(self: Folder, path: str = "", *more: object, old: object = old) -> object:
            found.extend([path] if "inbox" in path else [])
            return old(self, path, *more)  # type: ignore[operator]

        monkeypatch.setattr(Folder, name, noted)
    return found


def served(shown: Shown, door: Door) -> ASGIApp:
    """The application as the preview puts it together for a door."""
    stage = Stage()
    files, _ = read_files(shown.files["index.html"].path.parent, {}, with_requests=not door.token)
    stage.show({shown.slug: replace(shown, files=files)})
    preview = Preview(Orders.__new__(Orders), list, list[socket.socket](), door, "ja", False, print, lambda: (1, 4, 24))
    return application(House(stage, door, "ja", lambda shown: "photos", preview._requests(), no_picture, print))


def test_on_the_network_there_is_no_word_of_it_and_nothing_is_read(shown: Shown, reads: list[str]) -> None:
    paths = [
        "",
        "requests",
        "photos",
        "widths",
        "widths?page=index.html",
        f"widths?page=requests/{WAITS}.html",
        "requests/",
    ]
    pages = [
        f"/aozora/{path}"
        for path in ("", "404.html", "requests/", f"requests/{WAITS}.html", "inbox/", f"inbox/{WAITS}/record.json")
    ]
    asked = ["/", "/_adgen/", *(f"/_adgen/aozora/{path}" for path in paths), *pages, "/_adgen/events?page=/aozora/"]
    closed = served(shown, Door((*LOOPBACK, "192.168.1.5"), 8000, TOKEN))
    for path in asked:
        pieces = 2 if "events" in path else 0
        answer = ask(closed, f"/{TOKEN}{path}".replace("page=/", f"page=/{TOKEN}/"), pieces=pieces)
        assert [word for word in PRIVATE if word in answer.text] == [], path
    assert ask(closed, f"/{TOKEN}/_adgen/aozora/requests").status == 404
    assert reads == []

    own = served(shown, Door(LOOPBACK, 8000))
    answer = ask(own, "/_adgen/aozora/requests")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert [word for word in PRIVATE if word not in answer.text] == ["09012345678"]
    assert 'href="/_adgen/aozora/requests"' in ask(own, "/_adgen/aozora/").text
    assert ask(own, f"/aozora/requests/{WAITS}.html").status == 200
    assert reads
    assert ask(own, "/_adgen/kaze/requests").status == 404


def test_the_age_is_that_of_the_moment(shown: Shown) -> None:
    clock = iter(datetime(2026, 12, day, tzinfo=NOON.tzinfo) for day in (1, 1, 1, 1, 9, 9, 9, 9))
    pages = RequestPages("ja", lambda: next(clock), lambda: (1, 4, 24))
    first, second = (items(pages(shown, "1"))[WAITS[:8]] for _ in range(2))
    ages = [row.partition("届いて")[2].partition("日")[0] for row in (first, second)]
    assert int(ages[1]) - int(ages[0]) == 8
