"""From ten photos of a telephone to a page, as docs/ja/hajimeni.md tells it: five commands, and every line on the screen in Japanese.

What stood on the screen is kept beside this file, so that other words show in a review. `python -m tests.cli.test_first_site` writes it anew.
"""

import re
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.played import Answers, Terminal
from tests.intake.telephone import CHIKUSA, room, shot

RECORDING = Path(__file__).parent / "first_site.txt"
GUIDE = Path(__file__).parents[2] / "docs/ja/hajimeni.md"
MOST_COMMANDS = 5
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")
# What differs from one run to the next: how long it took, and how far the bar was.
_SECONDS, _BAR = re.compile(r"\d+\.\d秒"), re.compile(r"^\S+ +━")
# Two answers are wrong, and are told and asked for again.
SITE: Answers = (
    ("屋号", "みどり内装"),
    ("代表者", "見本 緑"),
    ("メール", "info@midori"),
    ("メール", "info@midori.example.jp"),
    ("電話", "でんわ"),
    ("電話", "03-0000-0000"),
    ("営業時間", "8:00〜18:00"),
    ("業種", "壁紙・クロス張替え"),
    ("営業エリアの都道府県", "愛知県"),
    ("営業エリアの市区町村", "日進市、長久手市"),
    ("一言", "下地から直します。"),
    ("自己紹介", "夫婦でやっている壁紙の店です。"),
    ("強みの見出し", "はがしてから手を止めます"),
    ("強みの説明", "下地の写真をお見せします。"),
    ("強みの根拠", "下地の写真を保管（2019年から）"),
    ("アドレスに使う名前", "midori"),
)
CASE: Answers = (
    ("題名", "黄ばんだ6畳の寝室の壁紙を、生成りの織物調に"),
    ("業種", "壁紙・クロス張替え"),
    ("業務", ""),
    ("地域", "日進市"),
    ("建物", "戸建て"),
    ("広さ", "38㎡"),
    ("施工年月", "2026年11月"),
    ("工期", "1日"),
    ("費用", "58,520円"),
    ("費用の範囲", "壁と天井38㎡、はがし、パテ、ごみ処分を含む"),
    ("ご要望", "24年で黄ばんだ壁紙を、家具を残したまま張り替えたい。"),
    ("施工内容", "家具を部屋の中央に寄せてはがし、穴2か所をパテで埋めてから張りました。"),
    ("自社施工", "元請"),
    ("掲載承諾", "2026-11-05"),
    ("アドレスに使う名前", "shinshitsu"),
)


def ten_photos(folder: Path) -> None:
    """Five views of a room, before the work and after it."""
    folder.mkdir()
    begun = datetime(2026, 11, 3, 8, 30)
    for n in range(5):
        late = begun + timedelta(hours=7, minutes=n)
        (folder / f"IMG_10{n:02}.JPG").write_bytes(shot(room(n), begun + timedelta(minutes=n), CHIKUSA))
        (folder / f"IMG_11{n:02}.JPG").write_bytes(shot(room(n, done=True), late, CHIKUSA))


def play(place: Path) -> Terminal:
    """All that a contractor does."""
    ten_photos(place / "shashin")
    terminal = Terminal(place, ADGEN_NOW="2026-11-20", ADGEN_JOBS="1")
    codes = [
        terminal.run("adgen init"),
        terminal.run("adgen new site", SITE),
        terminal.run("adgen new case", CASE),
        terminal.run("adgen import shashin --site midori --case shinshitsu", [("このとおりに取り込みますか", "y")]),
    ]
    publish(place / "sites/midori/cases/shinshitsu/case.md", terminal)
    codes.append(terminal.run("adgen build"))
    assert codes == [0] * len(codes), "\n".join(terminal.lines)
    return terminal


def publish(path: Path, terminal: Terminal) -> None:
    """What is not typed at the terminal but in an editor."""
    text = path.read_text("utf-8")
    assert text.count("\n公開: いいえ\n") == 1
    path.write_text(text.replace("\n公開: いいえ\n", "\n公開: はい\n"), "utf-8")
    terminal.lines.append("（case.md を開き、「公開: いいえ」を「公開: はい」に直します）")


def recorded(terminal: Terminal) -> str:
    """The screen without what differs from one run to the next."""
    kept = (_SECONDS.sub("○秒", line) for line in terminal.lines if not _BAR.match(line))
    return "\n".join(kept) + "\n"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Terminal]:
    place = tmp_path_factory.mktemp("played")
    return place, play(place)


def test_the_page_stands_after_five_commands(played: tuple[Path, Terminal]) -> None:
    place, terminal = played
    assert len(terminal.commands) <= MOST_COMMANDS
    guide = GUIDE.read_text("utf-8").replace(".venv\\Scripts\\", "")
    assert "\n".join(terminal.commands) in guide
    home, case = (
        (place / "build/midori" / path).read_text("utf-8") for path in ("index.html", "cases/shinshitsu.html")
    )
    assert ("みどり内装" in home, "下地から直します。" in home, "cases/shinshitsu.html" in home) == (True, True, True)
    assert "58,520円" in case
    photos = set(re.findall(r"photos/[\w-]+\.\w+", home + case))
    assert len(photos) >= 10
    assert all((place / "build/midori" / photo).is_file() for photo in photos)
    assert len([*(place / "sites/midori/cases/shinshitsu").glob("施工*.jpg")]) == 10


def test_every_line_is_japanese(played: tuple[Path, Terminal]) -> None:
    told = [line for line in recorded(played[1]).splitlines() if not line.startswith("$ ")]
    files = re.compile(r"書きました: \S+$")
    assert len(told) > 50
    assert [line for line in told if line.strip() and not _JAPANESE.search(files.sub("書きました", line))] == []
    assert [
        line for line in told if re.search(r"\b(?:Error|Usage|Aborted|Traceback|invalid|please)\b", line, re.IGNORECASE)
    ] == []


def test_the_words_are_those_that_were_reviewed(played: tuple[Path, Terminal]) -> None:
    assert recorded(played[1]) == RECORDING.read_text("utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        RECORDING.write_text(recorded(play(Path(made))), "utf-8")
