"""What is answered to whom: the files of the list and nothing else, and an answer to everything."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from adgen.problems import Place, problem
from adgen.serve import own
from adgen.serve.app import House, application
from adgen.serve.door import LOOPBACK, Door
from adgen.serve.stage import File, Shown, Stage, read_files
from tests import make
from tests.conftest import Build
from tests.serve.asking import Answer, ask, no_picture

SAME = {"sec-fetch-site": "same-origin"}
PAGE = b"<html><head><title>%s</title></head><body></body></html>"
TWO = (
    problem("E141", Place("sites/a/site.yaml", 3, 1, "しらない: 1", 4), key="しらない", known="電話"),
    problem("E141", Place("sites/a/site.yaml", 4, 1, "<b>: 1", 3), key="<b>", known="電話"),
)


def page(name: bytes) -> File:
    return File(Path("nowhere"), "0", "text/html; charset=utf-8", PAGE % name, f"v-{name.decode()}", ("a.css",))


SHOWN = Shown(
    "aozora",
    Path("sites/aozora"),
    "青空<内装>",
    {
        "index.html": page(b"home"),
        "404.html": page(b"missing"),
        "cases/index.html": page(b"cases"),
        "assets/a.css": File(Path("nowhere"), "1", "text/css; charset=utf-8", b"h1{}"),
    },
    notes=(problem("W523", Place("sites/a")), problem("W523", Place("sites/b"))),
)


def house(*sites: Shown, door: Door | None = None) -> House:
    stage = Stage()
    stage.show({shown.slug: shown for shown in sites})
    return House(
        stage, door or Door(LOOPBACK, 8000), "ja", lambda shown: f"photos of {shown.slug}", None, no_picture, log.append
    )


log: list[str] = []
APP = application(house(SHOWN))


def state(app: ASGIApp, path: str) -> dict[str, object]:
    """The first thing a page hears of its stream."""
    answer = ask(app, f"/_adgen/events?page={path}", SAME, pieces=2)
    assert answer.headers["content-type"].startswith("text/event-stream")
    found: dict[str, object] = json.loads(re.findall(r"^data: (.*)$", answer.text, re.MULTILINE)[0])
    return found


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/aozora/", 200, "home"),
        ("/aozora/index.html", 200, "home"),
        ("/aozora/cases/", 200, "cases"),
        ("/aozora/cases/index.html", 200, "cases"),
        ("/aozora/assets/a.css", 200, "h1{}"),
        ("/aozora/nothing.html", 404, "missing"),
        ("/aozora/.adgen.json", 404, "missing"),
        ("/aozora/../../etc/passwd", 404, "missing"),
        ("/aozora/%2e%2e/%2e%2e/etc/passwd", 404, "missing"),
        ("/aozora//etc/passwd", 404, "missing"),
        ("/aozora/cases/..%5c..%5csite.yaml", 404, "missing"),
        ("/aozora/CON", 404, "missing"),
        ("/nobody/", 404, "見ているサイト"),
        ("/_adgen/live.js", 200, "EventSource"),
        ("/_adgen/notice.css", 200, ":host"),
        ("/_adgen/panel.css", 200, "main"),
        ("/_adgen/app.py", 404, "404"),
        ("/_adgen/aozora/", 200, "青空&lt;内装&gt;"),
        ("/_adgen/aozora/widths", 200, '<iframe src="/aozora/index.html" width="390"'),
        ("/_adgen/aozora/widths?page=cases/index.html", 200, '<iframe src="/aozora/cases/index.html"'),
        ("/_adgen/aozora/widths?page=//evil.example", 404, "404"),
        ("/_adgen/aozora/photos", 200, "photos of aozora"),
        ("/_adgen/nobody/", 404, "404"),
        ("/_adgen/nobody/photos", 404, "404"),
        ("/_adgen/nobody/widths", 404, "404"),
    ],
)
def test_an_address_is_looked_up(path: str, status: int, words: str) -> None:
    answer = ask(APP, path)
    assert (answer.status, words in answer.text) == (status, True)


@pytest.mark.parametrize(
    ("path", "there"), [("/", "/aozora/"), ("/aozora", "/aozora/"), ("/_adgen/", "/_adgen/aozora/")]
)
def test_the_way_to_the_one_site(path: str, there: str) -> None:
    answer = ask(APP, path)
    assert (answer.status, answer.headers["location"]) == (307, there)


def test_every_answer_carries_the_headers() -> None:
    for path in ("/", "/aozora/", "/aozora/assets/a.css", "/x", "/_adgen/live.js", "/_adgen/aozora/"):
        for headers in ({}, {"host": "evil.example"}):
            answer = ask(APP, path, headers)
            kept = path == "/aozora/assets/a.css" and not headers
            assert answer.headers["cache-control"] == ("private, max-age=3600, immutable" if kept else "no-store")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert "access-control-allow-origin" not in answer.headers
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_only_what_is_named_by_its_content_is_kept_by_the_browser() -> None:
    kept = [own.address("", name) for name in own.NAMES]
    not_kept = [f"/_adgen/{name}" for name in own.NAMES] + ["/aozora/assets/b.css", "/aozora/cases/", "/_adgen/x.js?1"]
    found = {path: ask(APP, path).headers["cache-control"] for path in (*kept, *not_kept)}
    assert [path for path, told in found.items() if "immutable" in told] == kept
    assert {found[path] for path in not_kept} == {"no-store"}


def test_a_browser_that_looks_for_an_icon_finds_none_and_no_mistake() -> None:
    answer = ask(APP, "/favicon.ico")
    assert (answer.status, answer.body) == (204, b"")


def test_strangers_learn_nothing() -> None:
    found = [
        ask(APP, "/aozora/", {"host": "evil.example:8000"}),
        ask(APP, "/aozora/", {"origin": "http://evil.example"}),
        ask(APP, "/_adgen/events?page=/aozora/"),
        ask(APP, "/aozora/", method="POST"),
    ]
    assert [(answer.status, answer.body) for answer in found] == [(403, b"403")] * 3 + [(405, b"405")]


def test_with_a_token_everything_lies_behind_it() -> None:
    app = application(house(SHOWN, door=Door((*LOOPBACK, "192.168.1.5"), 8000, "s3cret")))
    assert [ask(app, path).status for path in ("/", "/aozora/", "/_adgen/live.js", "/wrong/aozora/")] == [404] * 4
    answer = ask(app, "/s3cret/aozora/")
    assert f'<script defer src="{own.address("/s3cret", "live.js")}" data-root="/s3cret"' in answer.text
    assert ask(app, "/s3cret/").headers["location"] == "/s3cret/aozora/"
    assert ask(app, "/s3cret/aozora").headers["location"] == "/s3cret/aozora/"
    assert 'href="/s3cret/aozora/"' in ask(app, "/s3cret/_adgen/aozora/").text
    heard = ask(app, "/s3cret/_adgen/events?page=/s3cret/aozora/cases/", pieces=2)
    assert '"version": "v-cases"' in heard.text


def test_a_page_hears_of_itself() -> None:
    assert state(APP, "/aozora/") == {"version": "v-home", "styles": ["a.css"], "notice": None}
    assert state(APP, "/aozora/nothing.html")["version"] == "v-missing"
    assert state(APP, "/_adgen/aozora/") == {"version": "1", "styles": None, "notice": None}
    assert ask(APP, "/_adgen/events", SAME, method="HEAD").status == 200


def test_mistakes_are_laid_over_the_last_good_page_and_over_none() -> None:
    app = application(house(Shown("a", Path("a"), "a", SHOWN.files, TWO), Shown("b", Path("b"), "b", {}, TWO)))
    for path, version in (("/a/", "v-home"), ("/b/", "waiting")):
        heard = state(app, path)
        assert heard["version"] == version
        assert isinstance(heard["notice"], dict)
        assert [item["message"] for item in heard["notice"]["items"]] == [
            "「しらない」という項目はありません",
            "「<b>」という項目はありません",
        ]
    assert ask(app, "/b/any.html").status == 404
    assert 'data-version="waiting"' in ask(app, "/b/any.html").text
    told = ask(app, "/_adgen/a/").text
    assert told.count("E141") == 2
    assert "<mark>&lt;b&gt;</mark>" in told
    listed = ask(app, "/").text
    assert listed.count("まちがいがあるので、直す前のページを出しています。") == 2


def test_a_bug_in_an_answer_is_one_line_and_the_next_answer_comes() -> None:
    def broken(shown: Shown) -> str:
        raise RuntimeError("two\nlines")

    made = house(SHOWN)
    app = application(House(made.stage, made.door, "en", broken, None, no_picture, log.append))
    log.clear()
    assert [ask(app, "/_adgen/aozora/photos").status for _ in range(2)] == [500, 500]
    assert log == ["GET /_adgen/aozora/photos: RuntimeError: two lines"] * 2
    assert ask(app, "/aozora/").status == 200


def test_a_picture_comes_from_the_disk_and_may_be_gone(tmp_path: Path, build: Build) -> None:
    assert build(make.site(tmp_path / "in"), tmp_path / "out", draft_photos=True).is_built
    files, name = read_files(tmp_path / "out", {})
    app = application(house(Shown("aozora", tmp_path / "in", name, files)))
    picture = next(path for path in files if path.endswith(".jpg"))
    answer = ask(app, f"/aozora/{picture}")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.body == (tmp_path / "out" / picture).read_bytes()
    (tmp_path / "out" / picture).unlink()
    assert ask(app, f"/aozora/{picture}").status == 404
    home = ask(app, "/aozora/")
    assert "Content-Security-Policy" not in home.text
    assert "connect-src 'self'" in home.headers["content-security-policy"]
    assert "default-src 'none'" in home.headers["content-security-policy"]


@given(
    st.text(max_size=80),
    st.dictionaries(
        st.sampled_from(["origin", "sec-fetch-site", "accept", "range"]),
        st.text(st.characters(codec="latin-1"), max_size=20),
    ),
)
@settings(max_examples=300)
def test_whatever_is_asked_gets_an_answer(path: str, headers: dict[str, str]) -> None:
    answer: Answer = ask(APP, "/" + path.replace("#", "").replace("?", ""), {**headers, "host": "localhost:8000"})
    assert answer.status in (200, 307, 403, 404)
