"""Strings of strangers on their way out: each lands as text where it is read, and as nothing else."""

import email
import email.policy
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adgen.inquiry.draft.mail import as_mail
from adgen.inquiry.mail.headers import address
from adgen.pages.reach import Own, of_page
from tests import make
from tests.conftest import Build, Run

# One string for each language that a site is written in.
PAYLOADS = {
    "HTML": "</title></script><b4711 onx=go()>'\"",
    "templates": "{{ 7 * 191 }}{% raw %}${7*191}#{7*191}",
    "JSON": '"}</script><!--<script>","b4711":"',
    "style": "}*{background:url(//b4711.example)}</style>",
    "hosts": "x Header set b4711 1",
    "YAML": "- b4711: !!python/object/apply:os.system [x] #",
    "formulas": '=cmd|"/c calc"!A0',
}
FREE = ("屋号", "一言", "自己紹介", "営業時間")


class _Parts(HTMLParser):
    """Names of tags and attributes, and the JSON-LD blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.blocks: list[str] = []
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        self._is_data = ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.blocks.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False


def parts(text: str) -> _Parts:
    found = _Parts()
    found.feed(text)
    return found


def hostile(payload: str) -> make.Files:
    """A site with the payload in its free texts, in a caption, a heading, a price, a question and a body."""
    typed = json.dumps(payload, ensure_ascii=False)
    site = re.sub(
        rf"(?m)^( *)({'|'.join(FREE)}): .*$", rf"\1\2: {typed.replace(chr(92), chr(92) * 2)}", make.SITE["site.yaml"]
    )
    case = re.sub(r"(?m)^( *)題名: .*$", lambda m: f"{m[1]}題名: {typed}", make.SITE["cases"]["living"]["case.md"])
    return {"site.yaml": site, "cases": {"living": {"case.md": case}}}


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a_text_stays_a_text(kind: str, tmp_path: Path, build: Build) -> None:
    payload = PAYLOADS[kind]
    plain, target = tmp_path / "plain", tmp_path / "hostile-out"
    assert build(make.site(tmp_path / "aozora"), plain, draft_photos=True).is_built
    report = build(make.site(tmp_path / "hostile", hostile(payload)), target, draft_photos=True)
    assert report.is_built, report.problems
    for path in [p for p in target.rglob("*.html") if p.name != "404.html"]:
        text = path.read_text("utf-8")
        known = parts((plain / path.relative_to(target)).read_text("utf-8"))
        found = parts(text)
        assert found.names <= known.names
        assert [f for f in of_page(text, Own("https://example.jp/a/")) if f.code != "E418"] == []
        assert len(found.blocks) == len(known.blocks)
        for block in found.blocks:
            json.loads(block)
        assert "1337" not in text
    home = "".join((target / "index.html").read_text("utf-8"))
    assert "b4711" in home or "7*191" in home or "calc" in home
    for name in ("sitemap.xml", "feed.xml", "favicon.svg"):
        ET.fromstring((target / name).read_bytes())
    assert json.loads((target / "manifest.webmanifest").read_text("utf-8"))["name"].startswith(payload[:5])
    for name in ("_headers", ".htaccess", "robots.txt"):
        assert (target / name).read_text("utf-8") == (plain / name).read_text("utf-8")


@pytest.mark.parametrize(
    "alias", ["old.html\\n/* https://e.example 301", "a b.html", "../x.html", "//e.example/x", "x.html${HOME}", ".htaccess", "_headers", "%2e%2e/x", "a\\tb"]
)  # fmt: skip
def test_a_former_address_is_a_path_or_a_mistake(alias: str, tmp_path: Path, build: Build) -> None:
    site = make.SITE["site.yaml"].rstrip() + f'\n        旧アドレス: ["{alias}", "{alias}2"]\n'
    site = "".join(line.removeprefix("        ") for line in site.lstrip("\n").splitlines(keepends=True))
    report = build(make.site(tmp_path / "aozora", {"site.yaml": site}), tmp_path / "out", draft_photos=True)
    assert {p.code for p in report.problems if p.is_error} <= {"E136", "E110"}
    assert sum(p.is_error for p in report.problems) >= 1
    assert not (tmp_path / "out").exists()


def test_names_of_folders_do_not_move_the_cursor(tmp_path: Path, adgen: Run) -> None:
    for name in ("\x1b]0;title\x07evil", "\u202eleft\x1b[2J"):
        make.write(tmp_path / "sites" / name, {"site.yaml": "屋号: 青空\n"})
    told = adgen("build")
    assert told.code == 1
    assert "evil" in told.err + told.out
    for stream in (told.out, told.err, adgen("build", "-q").err, adgen("build", "--format", "json").out):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", stream)


@pytest.mark.parametrize(
    "sender",
    [
        "taro@example.jp\r\nBcc: evil@example.net",
        "taro@example.jp, evil@example.net",
        '"taro@example.jp, evil@example.net" <taro@example.jp>',
        "taro@example.jp\u2028Bcc: evil@example.net",
    ],
)
def test_a_reply_goes_to_one_person(sender: str) -> None:
    profile: Any = SimpleNamespace(name="青空内装, evil@example.net", email="info@example.jp", forward_to=())
    data = as_mail("本文", profile, address(sender)[1], "題", "<a@b>, <c@d>")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert [a.addr_spec for a in message["To"].addresses] == ["taro@example.jp"]
    assert [a.addr_spec for a in message["From"].addresses] == ["info@example.jp"]
    assert message["Bcc"] is None
    assert message["Cc"] is None


def test_no_template_trusts_a_text_and_no_room_below_the_command_line_reads_the_environment() -> None:
    root = Path(__file__).parent.parent.parent
    templates = [*(root / "themes").rglob("*.html"), *(root / "adgen").rglob("*.html")]
    assert templates
    assert [p.name for p in templates if re.search(r"\|\s*safe\b|autoescape", p.read_text("utf-8"))] == []
    rooms = [p for p in (root / "adgen").rglob("*.py") if p.parent.name != "cli"]
    # Who publishes says who he is in the environment, and what git is asked must not be told by it where to look.
    asked = {"publish/secrets.py", "check/repository.py"}
    found = {f"{p.parent.name}/{p.name}" for p in rooms if re.search(r"os\.environ|getenv", p.read_text("utf-8"))}
    assert found == asked
