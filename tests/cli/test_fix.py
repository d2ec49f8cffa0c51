"""adgen photos fix: proposals for a whole site, on a page and in the files of the contractor."""

import io
import os
import re
import stat
import unicodedata
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from adgen.content.load import load_site
from adgen.model.edits import Edits
from adgen.photos.exposure import exposed
from tests import make
from tests.conftest import Run
from tests.fix.test_light import room
from tests.photos.test_upright import house
from tests.plan.planning import more, with_lines

CASE = "cases/living/case.md"


@cache
def leaning(degrees: float) -> bytes:
    return make.encoded(house(degrees), "JPEG", quality=88)


@cache
def dark() -> bytes:
    return make.encoded(exposed(room(215, 10), -0.7), "JPEG", quality=88)


def nest(files: dict[str, bytes | str | None]) -> make.Files:
    return {"cases": {"living": files}}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A case with a photo that leans and one that is dark, neither named in its front matter, and a dark one from before."""
    return make.site(
        tmp_path / "sites/aozora",
        nest(
            {
                "施工前1.jpg": dark(),
                "施工後1.jpg": leaning(2),
                "施工後2.jpg": dark(),
                "施工後3.jpg": make.jpeg((900, 600)),
            }
        ),
    )


def edits_of(site: Path) -> dict[str, Edits]:
    """The edits of every photo as they are read, by its name."""
    read, problems = load_site(site)
    assert [p for p in problems if p.is_error] == []
    return {p.path.rpartition("/")[2]: p.entry.edits for p in read.photos if p.entry.edits}


def order_of(site: Path) -> list[str]:
    return [p.path.rpartition("/")[2] for p in load_site(site)[0].cases[0].photos]


def test_proposals_on_a_page_and_nothing_written(site: Path, tmp_path: Path, adgen: Run) -> None:
    before = make.read_tree(site)
    result = adgen("photos", "fix", "aozora")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "cases/living/施工後1.jpg"
    assert lines[1:3] == ["      - ファイル: 施工後1.jpg", "        補正:"]
    assert float(lines[3].removeprefix("          回転: ")) == pytest.approx(-2, abs=0.2)
    assert lines[4:7] == ["cases/living/施工後2.jpg", "      - ファイル: 施工後2.jpg", "        補正:"]
    assert 0.3 <= float(lines[7].removeprefix("          明るさ: +")) <= 1
    assert lines[8] == "2枚の案です。.adgen/aozora-fix.html を開いて見比べ、よければ --write を付けて動かしてください。"
    assert make.read_tree(site) == before
    page = (tmp_path / ".adgen/aozora-fix.html").read_text("utf-8")
    assert set(re.findall(r'src="([^,"]+)', page)) == {"data:image/jpeg;base64"}
    assert "href=" not in page
    assert "<h2>cases/living/施工後1.jpg</h2><p>傾きの補正</p>" in page
    assert "<h2>cases/living/施工後2.jpg</h2><p>明るさの補正</p>" in page
    pictures = [Image.open(io.BytesIO(b64decode(found))) for found in re.findall(r"base64,([^\"]+)", page)]
    assert len(pictures) == 4
    assert pictures[1].size < pictures[0].size or pictures[1].tobytes() != pictures[0].tobytes()
    assert mean(pictures[3]) > mean(pictures[2]) + 20


def mean(picture: Image.Image) -> float:
    return sum(picture.convert("L").tobytes()) / (picture.width * picture.height)


def test_written_once_and_then_nothing_to_propose(site: Path, adgen: Run) -> None:
    order, old = order_of(site), (site / CASE).read_text("utf-8")
    others = {name: data for name, data in make.read_tree(site).items() if name != CASE}
    (site / CASE).chmod(0o640)
    result = adgen("photos", "fix", "aozora", "--write")
    assert (result.code, result.out.splitlines()[-1]) == (0, "2枚の補正を書き足しました。")
    new = (site / CASE).read_text("utf-8")
    front, mark, body = old.rpartition("---\n")
    added = new.removeprefix(front).removesuffix(mark + body)
    assert added.splitlines()[:3] == ["写真:", "  - 施工前1.jpg", "  - ファイル: 施工後1.jpg"]
    assert order_of(site) == order, "a list says in which order photos are shown"
    assert set(edits_of(site)) == {"施工後1.jpg", "施工後2.jpg"}
    assert {name: data for name, data in make.read_tree(site).items() if name != CASE} == others
    assert stat.S_IMODE((site / CASE).stat().st_mode) == 0o640
    again = adgen("photos", "fix", "aozora", "--write")
    assert (again.code, again.out) == (0, "直したほうがよい写真はありませんでした。\n")
    assert (site / CASE).read_text("utf-8") == new
    assert adgen("build").code == 0


NAMED = """
写真:   # 左から
  # 南の窓
  - 施工後2.jpg    # 夕方

  - ファイル:  "施工後1.jpg"
    補正: {隠す: [[0, 0, 0.1, 0.1]]}   # 表札
    説明: >-
      白い壁
  - 施工前1.jpg
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_order_and_line_ends_stay(site: Path, adgen: Run, newline: str) -> None:
    text = with_lines(CASE, *NAMED.strip("\n").split("\n")).replace("\n", newline)
    (site / CASE).write_bytes(text.encode())
    assert adgen("photos", "fix", "aozora", "--write").code == 0
    new = (site / CASE).read_bytes().decode()
    expected = (
        text.replace(
            "- 施工後2.jpg    # 夕方", newline.join(["- ファイル: 施工後2.jpg    # 夕方", "    補正:", "      明るさ: LIGHT"])
        ).replace("{隠す:", "{回転: ANGLE, 隠す:")
    )  # fmt: skip
    assert re.fullmatch(re.escape(expected).replace("LIGHT", r"\+0\.\d").replace("ANGLE", r"-[12]\.\d"), new)
    assert set(edits_of(site)) == {"施工後1.jpg", "施工後2.jpg"}
    assert edits_of(site)["施工後1.jpg"].hide == ((0, 0, 0.1, 0.1),)


def test_a_file_in_english_and_a_photo_at_the_top(site: Path, adgen: Run) -> None:
    english = "---\ntitle: Living\ntrade: 壁紙・クロス張替え\npublished: no\nconsent: 2026-05-18\nphotos: [施工後1.jpg]\n---\n"
    make.write(site, {"photos": {"hero.jpg": leaning(-1.5)}, **nest({"case.md": english})})
    result = adgen("photos", "fix", "aozora", "--write", "--lang", "en", "-o", "out/page.html")
    assert (result.code, result.out.splitlines()[-1]) == (0, "3 proposals were written.")
    text = (site / CASE).read_text("utf-8")
    assert re.search(r"^photos: \[\{file: 施工後1\.jpg, edits: \{rotate: -[12]\.\d\}\}, ", text, re.MULTILINE)
    assert re.search(r", \{file: 施工後2\.jpg, edits: \{exposure: \+0\.\d\}\}\]$", text, re.MULTILINE)
    assert re.search(
        r"\nトップ写真:\n  ファイル: photos/hero\.jpg\n  補正:\n    回転: 1\.\d\n",
        (site / "site.yaml").read_text("utf-8"),
    )
    assert (site.parent.parent / "out/page.html").exists()


def test_one_photo_in_two_places_is_written_where_its_edits_are(site: Path, adgen: Run) -> None:
    case = more(CASE, "写真:", "  - ファイル: 施工後1.jpg", "    補正:", "      隠す: 0, 0, 0.1, 0.1")
    make.write(site, {"site.yaml": with_lines("site.yaml").replace("photos/hero.jpg", "cases/living/施工後1.jpg")})
    make.write(site, case)
    before = (site / "site.yaml").read_bytes()
    assert adgen("photos", "fix", "aozora", "--write").code == 0
    assert (site / "site.yaml").read_bytes() == before
    found = edits_of(site)["施工後1.jpg"]
    assert found.hide
    assert found.rotate == pytest.approx(-2, abs=0.2)


def test_decomposed_names_and_odd_names(site: Path, adgen: Run) -> None:
    name = unicodedata.normalize("NFD", "施工後ガ.jpg")
    for old in ("施工後1.jpg", "施工後2.jpg"):
        (site / "cases/living" / old).unlink()
    make.write(site, nest({name: leaning(2), "施工後 #1, あ.jpg": leaning(3)}))
    assert adgen("photos", "fix", "aozora", "--write").code == 0
    text = (site / CASE).read_text("utf-8")
    assert unicodedata.normalize("NFC", name) in text
    assert '"施工後 #1, あ.jpg"' in text
    assert len(edits_of(site)) == 2
    assert adgen("photos", "fix", "aozora", "--write").out == "直したほうがよい写真はありませんでした。\n"


REFUSED: dict[str, tuple[Callable[[str], bytes], str]] = {
    "Shift_JIS": (lambda text: text.encode("cp932"), "UTF-8 で保存されていないため"),
    "invisible": (lambda text: text.replace("写真:", "\u200f写真:").encode(), "見えない文字があるため"),
    "unusual": (
        lambda text: text.replace("- 施工後1.jpg", "- ファイル: 施工後1.jpg\n    補正:").encode(),
        "書き方が特別なため",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_written_is_told_with_the_lines(kind: str, site: Path, adgen: Run) -> None:
    change, why = REFUSED[kind]
    photos = ("写真:", "  - 施工後1.jpg") if kind == "unusual" else ("写真:", "  - 施工後1.jpg", "  - 施工後2.jpg")
    data = change(with_lines(CASE, *photos))
    (site / CASE).write_bytes(data)
    result = adgen("photos", "fix", "aozora", "--write")
    assert result.code == 1
    assert "Traceback" not in result.err
    refused = result.err.count("[W216]")
    assert refused == (1 if kind == "unusual" else 2)
    assert f"写真「cases/living/施工後1.jpg」の補正は、ここに自動で書き足せません（{why}）" in result.err
    assert re.search(
        r"次の行を、その写真の所に書き足してください:\n {6}- ファイル: 施工後1\.jpg\n {8}補正:\n {10}回転: -",
        result.err,
    )
    assert result.out.splitlines()[-1] == f"{2 - refused}枚の補正を書き足しました。"
    assert ((site / CASE).read_bytes() == data) is (kind != "unusual")


def test_names_that_cannot_be_typed(site: Path, adgen: Run) -> None:
    make.write(site, nest({"施工前 50%.jpg": dark(), "施工後~1.jpg": leaning(2)}))
    before = (site / CASE).read_bytes()
    result = adgen("photos", "fix", "aozora", "--write")
    assert (result.code, result.err.count("[W216]")) == (1, 3)
    assert "「:」「~」「%」の入ったファイル名があるため" in result.err
    assert (site / CASE).read_bytes() == before


def test_where_nothing_can_be_written(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make.read_tree(site)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = adgen("photos", "fix", "aozora", "--write")
    assert result.code == 1
    assert "[E503]" in result.err
    assert make.read_tree(site) == before


def test_mistakes_of_the_site_come_first(site: Path, adgen: Run) -> None:
    make.write(site, {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000-0000", "でんわ")})
    result = adgen("photos", "fix", "aozora", "--write")
    assert (result.code, result.out) == (1, "")
    assert "[E122]" in result.err
    assert "[E141]" in result.err
    assert adgen("photos", "fix").code == 2
    assert "[E139]" in adgen("photos", "fix", "aozra").err
