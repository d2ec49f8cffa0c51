"""adgen init and adgen new: by options, and on a terminal from an empty folder to a page."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from adgen.content.load import load_site
from adgen.scaffold.workspace import RECIPES
from tests import make
from tests.conftest import Run

ROOT = Path(__file__).parent.parent.parent
FIRM = ("--name", "みどり内装", "--representative", "見本 緑", "--email", "info@midori.example.jp")


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_by_options_alone_and_the_build_takes_it(tmp_path: Path, adgen: Run) -> None:
    assert adgen("init").code == 0
    assert adgen("new", "site", "--yes", *FIRM).out.startswith("書きました: sites/midori-naisou/site.yaml\n公開までに")
    for words in (
        ("service", "--title", "トイレの交換", "--trade", "toilet"),
        ("case", "--title", "6畳の壁紙", "--trade", "壁紙・クロス張替え", "--slug", "kabegami-6jo"),
        ("staff", "--name", "見本 緑", "--role", "施工"),
        ("staff", "--name", "見本 青", "--role", "下見"),
        ("voice", "--text", "静かでした。", "--date", "2026年5月"),
    ):
        done = adgen("new", *words, "--yes")
        assert done.code == 0, done.err
    site = tmp_path / "sites/midori-naisou"
    assert (site / "services/toire-koukan.md").is_file()
    assert (site / "cases/kabegami-6jo/case.md").is_file()
    assert [s.record.name for s in load_site(site)[0].staff] == ["見本 緑", "見本 青"]
    for more in ([], ["--drafts"]):
        done = adgen("build", *more)
        assert done.code == 0, done.err


def test_what_is_lacking_and_what_is_wrong_are_told_together(tmp_path: Path, adgen: Run) -> None:
    done = adgen("new", "site", "--yes")
    assert done.code == 1
    assert done.err.count("[E540]") == 3
    make.site(tmp_path / "sites/aozora")
    done = adgen("new", "service", "--title", "壁", "--trade", "cross", "--prices-label", "量産品")
    assert done.code == 1
    assert "--prices-unit: 「単位」がまだありません  [E540]" in done.err
    assert "--prices-price: 「金額」がまだありません  [E540]" in done.err
    done = adgen("new", "case", "--title", "壁", "--trade", "お菓子", "--done", "きのう")
    assert done.code == 1
    assert "--trade: " in done.err
    assert "--done: " in done.err
    assert adgen("new", "case", "--title", "壁", "--trade", "cross", "--slug", "居間").err.count("[E127]") == 1
    done = adgen("new", "case", "--title", "山田様邸の壁", "--trade", "cross", "--area", "日進市見本町1丁目2-3")
    assert done.code == 1
    assert "[E319]" in done.err
    assert "[E318]" in done.err
    assert sorted(p.name for p in (tmp_path / "sites").iterdir()) == ["aozora"]
    assert len(list((tmp_path / "sites/aozora/cases").iterdir())) == len(make.SITE["cases"])


def test_what_no_text_may_hold_is_left_out(tmp_path: Path, adgen: Run) -> None:
    name = "見\x1b[31m本\udc83 \x00青"
    make.site(tmp_path / "sites/aozora")
    assert adgen("new", "staff", "--name", name, "--role", "施工\r", "--message", "一行目: #\n\n二行目").code == 0
    person = load_site(tmp_path / "sites/aozora")[0].staff[-1].record
    assert (person.name, person.role, person.message) == ("見[31m本 青", "施工", "一行目: #\n\n二行目")


def test_which_contractor(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("aozora", "midori"):
        make.site(tmp_path / "sites" / name)
    staff = ("--name", "見本 青", "--role", "施工")
    asked = adgen("new", "staff", *staff)
    assert asked.code == 2
    assert "aozora、midori" in asked.err
    assert adgen("new", "staff", "--site", "midoru", *staff).code == 1
    assert adgen("new", "staff", "--site", "midori", *staff).code == 0
    typed(monkeypatch, "aozoro", "aozora", "", "", "", "")
    assert adgen("new", "staff", *staff).code == 0
    names = {n: [s.record.name for s in load_site(tmp_path / "sites" / n)[0].staff] for n in ("aozora", "midori")}
    assert all(found.count("見本 青") == 1 for found in names.values())


def test_wrong_answers_are_asked_again(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make.site(tmp_path / "sites/aozora")
    # title, trade (wrong, right), service, area, building (wrong, right), the rest left out, and the name in the address.
    first = [
        "山田様邸の壁紙",
        "お菓子",
        "cross",
        "",
        "日進市見本町1丁目2-3",
        "お城",
        "戸建て",
        *[""] * 9,
        "居間",
        "ima",
    ]
    # What the rules of law do not take is asked for again, and nothing else.
    typed(monkeypatch, *first, "築22年の家の壁紙", "日進市")
    done = adgen("new", "case")
    assert done.code == 0, done.err
    assert done.err.count("E319") == done.err.count("E318") == 1
    assert "「お菓子」" in done.err
    assert "「お城」" in done.err
    (written,) = [p for p in (tmp_path / "sites/aozora/cases").iterdir() if p.name not in make.SITE["cases"]]
    text = (written / "case.md").read_text("utf-8")
    assert "題名: 築22年の家の壁紙\n" in text
    assert written.name == "ima"
    assert "地域: 日進市\n" in text
    assert "建物: 戸建て\n" in text


def test_english(tmp_path: Path, adgen: Run) -> None:
    assert adgen("init", "--lang", "en", "firm").out.splitlines()[0] == "written: firm/adgen.yaml"
    assert adgen("init", "--lang", "en", "firm").out.startswith("there already, left as it is: firm/adgen.yaml")
    done = adgen("new", "site", "--lang", "en", "--yes", "--sites", "firm/sites", *FIRM)
    assert done.out.startswith(
        "written: firm/sites/midori-naisou/site.yaml\nstill to write before it is published: tel"
    )
    assert (tmp_path / "firm/sites/midori-naisou/site.yaml").is_file()


# ---------------------------------------------------------------- played through

PLAYED = (
    (("init", "--ci", "github"), ()),
    (
        ("new", "site"),
        (
            *("みどり内装", "見本 緑", "info@midori", "info@midori.example.jp", "03-0000-0000", "8:00〜18:00"),
            *("壁紙・クロス張替え", "愛知県", "日進市、長久手市", "6畳の壁紙を、1日で張り替えます。"),
            *("夫婦2人で壁紙を張っています。", "下地を写真でお見せします", "はがした壁を撮ります。"),
            *("下地の写真を2021年から全部の工事で保管", ""),
        ),
    ),
    (
        ("new", "service"),
        (
            *("壁紙（クロス）の張替え", "壁紙・クロス張替え", "6畳の壁と天井を1日で張り替えます。"),
            *("量産品の壁紙", "㎡", "1,320円〜1,540円", "6畳で1日", "kabegami"),
        ),
    ),
    (
        ("new", "case"),
        (
            *("黄ばんだ6畳の寝室の壁紙を、生成りの織物調に", "壁紙・クロス張替え", "kabegami", "日進市", "戸建て"),
            *("38㎡", "2026年10月", "1日", "58,520円", "壁と天井38㎡、処分を含む", "黄ばんだ壁紙を張り替えたい。"),
            *("家具を寄せてはがし、張りました。", "元請", "2026-11-05", "kabegami-6jo"),
        ),
    ),
    (("build", "--drafts", "-j", "1"), ()),
)


def play(place: Path, words: tuple[str, ...], answers: tuple[str, ...]) -> tuple[int, str]:
    """The exit code, and what a person sees who types these answers at a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "ADGEN_NOW": "2026-11-20"}
    process = subprocess.Popen(
        [sys.executable, "-m", "adgen", *words], cwd=place, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    left, seen = list(answers), b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:
            break
        if not part:
            break
        seen += part
        # A question ends in a colon and waits on its line.
        if left and seen.endswith(b": "):
            os.write(ours, left.pop(0).encode() + b"\n")
    os.close(ours)
    assert left == [], seen.decode()
    return process.wait(), seen.decode()


def test_from_an_empty_folder_to_a_page(tmp_path: Path) -> None:
    seen = {}
    for words, answers in PLAYED:
        code, seen[words[-1]] = play(tmp_path, words, answers)
        assert code == 0, seen[words[-1]]
    assert all((tmp_path / path).is_file() for path in RECIPES["github"])
    site = tmp_path / "sites/midori-naisou"
    assert "「メール」をメールアドレスとして読めません: 「info@midori」" in seen["site"]
    shown = seen["github"] + seen["site"] + seen["service"] + seen["case"]
    assert re.findall(r"\b[A-Z][a-z]+ [a-z]+ [a-z]+", shown) == [], "a sentence that is not Japanese"
    assert "公開: はい" in (site / "site.yaml").read_text("utf-8")
    assert "公開: はい" in (site / "services/kabegami.md").read_text("utf-8")
    assert "公開: いいえ" in (site / "cases/kabegami-6jo/case.md").read_text("utf-8")
    pages = {p.relative_to(tmp_path / "build").as_posix() for p in (tmp_path / "build").rglob("*.html")}
    assert "midori-naisou/services/kabegami.html" in pages
    assert "midori-naisou/cases/kabegami-6jo.html" in pages
    home = (tmp_path / "build/midori-naisou/index.html").read_text("utf-8")
    assert "夫婦2人で壁紙を張っています。" in home
