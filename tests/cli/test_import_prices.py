"""adgen import prices: a price list into the services, nothing without a yes, and back again."""

import io
import re
from pathlib import Path

import click
import pytest

from adgen.content.load import load_site
from tests import make
from tests.conftest import Run
from tests.intake.sheets import xlsx

YUKA = """
    ---
    title: 床の張替え
    trade: floor_cf
    summary: 床を張り替えます。
    prices:
      - {label: 巾木, unit: m, price: "880円"}  # 去年から
    ---
"""
LIST = "分類,項目,単位,金額（税込）\nクロス,量産品,m2,1650\nクロス,1000番,㎡,1980\nクッションフロア,巾木,m,990\n屋根,瓦,㎡,9900\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "料金 表.csv").write_text(LIST.replace("m2", "㎡"), "cp932")
    return make.site(tmp_path / "sites/aozora", {"services": {"yuka.md": YUKA}})


WORDS = ("import", "prices", "料金 表.csv", "--site", "aozora")


def test_items_come_in_and_can_be_taken_back(site: Path, adgen: Run) -> None:
    before = make.read_tree(site)
    result = adgen(*WORDS, "--yes")
    assert result.code == 0, result.err
    assert result.out.splitlines() == [
        "services/kabegami.md  壁紙の張替え",
        "  足します: 3行目  1000番  1,980円／㎡",
        "  金額が違います: 量産品  1,320〜1,540円 → 1,650円",
        "services/yuka.md  床の張替え",
        "  金額が違います: 巾木  880円 → 990円",
        "もうある項目の金額は、--update を付けると直します。",
        "料金を1件足し、0件直しました。取り消すときは adgen import --undo です。",
    ]
    assert re.findall(r"料金 表\.csv:(\d+): 「(\S+)」の業務がありません.*\[W584\]", result.err) == [("5", "屋根")]
    after = make.read_tree(site)
    added = "金額: 1,320円〜1,540円\n  - 項目: 1000番\n    単位: ㎡\n    金額: 1,980円\n"
    changed = before["services/kabegami.md"].replace("金額: 1,320円〜1,540円\n".encode(), added.encode())
    assert after == {**before, "services/kabegami.md": changed}
    assert load_site(site)[1] == []
    undone = adgen("import", "--undo")
    assert (undone.code, undone.out) == (0, "取り込みを取り消し、1ファイルを元に戻しました。\n")
    assert make.read_tree(site) == before


def test_amounts_are_changed_when_it_is_asked_for(site: Path, adgen: Run) -> None:
    result = adgen(*WORDS, "--yes", "--update")
    assert "料金を1件足し、2件直しました。" in result.out
    assert "「適用日」と「根拠」" in result.out
    items = {item.label: item.price.low for entry in load_site(site)[0].services for item in entry.record.prices}
    assert items == {"量産品": 1650, "1000番": 1980, "巾木": 990}
    assert '- {label: 巾木, unit: m, price: "990円"}  # 去年から' in (site / "services/yuka.md").read_text("utf-8")
    again = adgen(*WORDS, "--yes", "--update")
    assert again.out.splitlines()[-1] == "何も書いていません。"


@pytest.mark.parametrize("words", [(), ("--dry-run", "--yes")])
def test_nothing_is_written_without_a_yes(words: tuple[str, ...], site: Path, adgen: Run) -> None:
    before = make.read_tree(site)
    result = adgen(*WORDS, *words)
    assert (result.code, result.out.splitlines()[-1]) == (0, "何も書いていません。")
    assert ("--yes を付けて" in result.out) == (not words)
    assert make.read_tree(site) == before


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks(site: Path, tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "料金 表.csv").write_text(LIST.replace("m2", "㎡").replace("（税込）", ""), "utf-8")
    asked: list[str] = []

    def answer(question: str, **_: object) -> bool:
        asked.append(question)
        return "税込ですか" not in question

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(click, "confirm", answer)
    assert adgen(*WORDS).code == 0
    assert asked == [
        "料金表の金額は、税込ですか",
        "税抜の金額に、10%を足して税込にしますか",
        "金額の違う2件も直しますか",
        "このとおりに取り込みますか",
    ]
    assert "金額: 2,178円" in (site / "services/kabegami.md").read_text("utf-8")


def test_rows_that_name_no_trade_go_where_it_is_said(site: Path, tmp_path: Path, adgen: Run) -> None:
    (tmp_path / "a.xlsx").write_bytes(
        xlsx({"Sheet1": [["項目", "単位", "税込"], ["障子", "枚", 2750], ["襖", "枚", 3300]]})
    )
    words = ("import", "prices", "a.xlsx", "--site", "aozora", "--yes")
    none = adgen(*words)
    assert "どの業務の料金かがわかりません。--service で選べます（kabegami、yuka）（2, 3行目）" in none.err
    assert "Sheet1: " in none.err
    wrong = adgen(*words, "--service", "nope")
    assert (wrong.code, "[E586]" in wrong.err) == (1, True)
    assert "料金を2件足し" in adgen(*words, "--service", "yuka").out
    assert (
        '- {label: 巾木, unit: m, price: "880円"}  # 去年から\n  - label: 障子\n    unit: 枚\n    price: 2,750円\n'
        in (site / "services/yuka.md").read_text("utf-8")
    )


def test_what_was_changed_since_is_kept(site: Path, adgen: Run) -> None:
    assert adgen(*WORDS, "--yes", "--update").code == 0
    for name in ("kabegami", "yuka"):
        path = site / f"services/{name}.md"
        path.write_text(path.read_text("utf-8") + "書き足しました。\n", "utf-8")
    before = make.read_tree(site)
    result = adgen("import", "--undo")
    assert re.findall(r"services/(\w+)\.md: .*\[W588\]", result.err) == ["kabegami", "yuka"]
    assert make.read_tree(site) == before


def test_files_that_cannot_be_amended_are_told(site: Path, adgen: Run) -> None:
    for name in ("kabegami", "yuka"):
        path = site / f"services/{name}.md"
        path.write_bytes(path.read_text("utf-8").encode("cp932"))
    before = make.read_tree(site)
    result = adgen(*WORDS, "--yes", "--update")
    assert result.code == 1
    assert re.findall(r"services/(\w+)\.md: .*\[E589\]", result.err) == ["kabegami", "yuka"]
    assert make.read_tree(site) == before


def test_a_folder_of_photos_may_be_called_prices(site: Path, tmp_path: Path, adgen: Run) -> None:
    make.write(tmp_path / "prices", {"a.jpg": make.jpeg((400, 300))})
    result = adgen("import", "./prices", "--site", "aozora", "--dry-run")
    assert "←  a.jpg" in result.out


def test_windows_line_ends_stay(site: Path, adgen: Run) -> None:
    path = site / "services/kabegami.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert adgen(*WORDS, "--yes", "--update").code == 0
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") > 10
