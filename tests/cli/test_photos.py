"""adgen photos, as it is typed."""

import base64
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from adgen.cli import photos
from adgen.pages.theme import Theme
from tests import make
from tests.conftest import Run
from tests.plan.planning import more, with_lines
from tests.test_batch import size_of

# ---------------------------------------------------------------- develop


def test_develop(tmp_path: Path, adgen: Run) -> None:
    make.write(tmp_path / "写真", {"居間.jpg": make.jpeg((200, 150)), "台所.png": make.encoded(make.image(), "PNG")})
    result = adgen("photos", "develop", "写真", "出力")
    assert result.code == 0
    assert re.fullmatch(r"写真2枚から4ファイル、\d+\.\d秒\n", result.out)
    names = {"居間-200.avif", "居間-200.jpg", "台所-64.avif", "台所-64.jpg"}
    assert {p.name for p in (tmp_path / "出力").iterdir()} == names
    words = ("--widths", "100,50,100", "--formats", "webp", "--lang", "en", "-j", "2")
    result = adgen("photos", "develop", "写真", "widths", *words)
    assert re.fullmatch(r"4 files of 2 photos, \d+\.\d s\n", result.out)
    sizes = {p.name: size_of(p) for p in (tmp_path / "widths").iterdir()}
    # The photo of 64 pixels gets its own width too.
    assert sizes == {
        "居間-50.webp": (50, 38), "居間-100.webp": (100, 75), "台所-50.webp": (50, 38), "台所-64.webp": (64, 48),
    }  # fmt: skip


def test_develop_tells_what_could_not_be_read(tmp_path: Path, adgen: Run) -> None:
    make.write(tmp_path / "in", {"a.jpg": make.jpeg(), "b.jpg": b"", "c.jpg": make.jpeg((200, 150))[:-400]})
    result = adgen("photos", "develop", "in", "out")
    assert result.code == 1
    assert "in/b.jpg: 写真として読めません  [E204]" in result.err
    assert "in/c.jpg: " in result.err
    assert "[E206]" in result.err
    assert result.out.startswith("写真1枚から2ファイル")
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_develop_where_nothing_can_be_written(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(tmp_path / "in", {"a.jpg": make.jpeg(), "b.jpg": make.jpeg()})

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = adgen("photos", "develop", "in", "out")
    assert (result.code, result.out) == (1, "")
    assert "out: " in result.err
    assert "[E503]" in result.err


def test_develop_uses_the_qualities_of_the_theme(theme: Theme) -> None:
    """Reading the theme would take as long as developing a photo, so the numbers stand in both places."""
    assert {kind: photos._QUALITIES[kind] for kind in theme.encodings} == theme.encodings


def test_formats_with_quality_and_speed(tmp_path: Path, adgen: Run) -> None:
    make.write(tmp_path / "in", {"a.jpg": make.encoded(Image.effect_noise((400, 300), 40), "JPEG")})
    sizes = []
    for formats in ("webp:90:6,jpeg:90", "webp:20:0,jpeg:20"):
        assert adgen("photos", "develop", "in", formats, "--formats", formats, "--widths", "320").code == 0
        sizes.append({p.name: p.stat().st_size for p in (tmp_path / formats).iterdir()})
    assert set(sizes[0]) == {"a-320.webp", "a-320.jpg"}
    assert all(sizes[0][name] > sizes[1][name] for name in sizes[0])


WRONG = [
    ["nowhere", "out"],
    ["in/a.jpg", "out"],
    ["in", "in/a.jpg"],
    ["in"],
    ["in", "out", "--widths", "320,wide"],
    ["in", "out", "--widths", "0"],
    ["in", "out", "--widths", "8001"],
    ["in", "out", "--widths", ""],
    ["in", "out", "--formats", "avif,gif"],
    ["in", "out", "--formats", ""],
    ["in", "out", "--formats", "webp:101"],
    ["in", "out", "--formats", "webp:75:7"],
    ["in", "out", "--formats", "jpeg:75:1"],
    ["in", "out", "--formats", "avif:１"],
    ["in", "out", "-j", "0.5"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_options(words: list[str], tmp_path: Path, adgen: Run) -> None:
    make.write(tmp_path / "in", {"a.jpg": make.jpeg()})
    result = adgen("photos", "develop", *words)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


# ---------------------------------------------------------------- sheet


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a written focal point, a draft, and a name that would break a page."""
    photos = ("写真:", "  - ファイル: 施工後1.jpg", "    中心: 0.2, 0.8")
    changes = make.merged(more("cases/living/case.md", *photos), more("cases/toilet/case.md", "公開: いいえ"))
    name = with_lines("site.yaml").replace("青空内装", "青空<内装>")
    draft = {"cases": {"toilet": {"施工中1.jpg": make.heic(make.image((120, 160)))}}}
    toilet = with_lines("cases/toilet/case.md", "公開: いいえ", "掲載承諾: 2026-05-18")
    return make.site(
        tmp_path / "sites/aozora",
        make.merged(make.merged(changes, draft), {"site.yaml": name, "cases": {"toilet": {"case.md": toilet}}}),
    )


def key(page: str) -> list[str]:
    """The words for the crops that a sheet draws."""
    return re.findall(r'border-color:#\w+">([^<]+)</span>', page)


@pytest.mark.parametrize(
    ("layout", "words"),
    [("額縁", ["トップの写真", "依頼ページの写真"]), ("左右", ["トップの写真・依頼ページの写真"])],
)
def test_the_sheet_draws_what_the_pages_of_a_site_ask_for(
    layout: str, words: list[str], site: Path, tmp_path: Path, adgen: Run
) -> None:
    look = with_lines("site.yaml", f"見た目: {{トップ写真: {layout}}}")
    make.write(
        site, {"site.yaml": look, "requests": {"0123456789abcdef" * 2 + ".yaml": "業種: 壁紙\n作成日: 2026-11-20\n"}}
    )
    assert adgen("photos", "sheet", "aozora").code == 0
    drawn = key((tmp_path / ".adgen/aozora-photos.html").read_text("utf-8"))
    assert drawn[: 2 * len(words)] == [part for word in words for part in (word, f"{word}（スマートフォン）")]


def test_the_sheet_shows_every_photo_and_every_crop(site: Path, tmp_path: Path, adgen: Run) -> None:
    result = adgen("photos", "sheet", "aozora")
    assert (result.code, result.out) == (0, ".adgen/aozora-photos.html を開いてください。\n")
    page = (tmp_path / ".adgen/aozora-photos.html").read_text("utf-8")
    names = ["photos/hero.jpg", "cases/living/施工後1.jpg", "cases/living/施工前1.jpg", "cases/toilet/施工中1.jpg"]
    assert re.findall(r"<code>([^<]+)</code>", page) == names
    crops = [
        "トップの写真",
        "トップの写真（スマートフォン）",
        "一覧のカード",
        "施工前・施工後",
        "スタッフ",
        "LINE などで共有したとき",
    ]
    assert key(page) == crops
    assert page.count("<rect ") == len(crops) * len(names)
    assert page.count("<path ") == len(names)
    assert page.count("書かれた中心 0.20, 0.80") == 1
    assert page.count("自動の中心") == len(names) - 1
    assert "120×160" in page
    assert "青空&lt;内装&gt;" in page
    assert "<内装>" not in page
    # It works offline: every picture lies in the page.
    assert set(re.findall(r'href="([^,"]+)', page)) == {"data:image/jpeg;base64"}
    assert "src=" not in page
    assert not (tmp_path / "build").exists()


def test_crops_lie_inside_their_photos(site: Path, tmp_path: Path, adgen: Run) -> None:
    adgen("photos", "sheet", "aozora", "-o", "out/sheet.html")
    page = (tmp_path / "out/sheet.html").read_text("utf-8")
    drawings = re.findall(r'<svg viewBox="0 0 (\d+) (\d+)">(.*?)</svg>', page, re.DOTALL)
    assert len(drawings) == 4
    for width, height, drawing in drawings:
        for rect in re.findall(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', drawing):
            x, y, w, h = map(int, rect)
            assert x + w <= int(width) + 1
            assert y + h <= int(height) + 1
            assert w == int(width) or h == int(height)


def drawn(page: str, name: str, colour: str) -> list[tuple[str, str]]:
    """x and y of the crops of one colour that are drawn into a photo."""
    (item,) = (item for item in page.split("<li>") if f"/{name}</code>" in item)
    return list(re.findall(rf'<rect x="(\d+)" y="(\d+)"[^>]*stroke="{colour}"', item))


def test_a_before_is_cut_like_its_after(tmp_path: Path, adgen: Run) -> None:
    """In its pair only: as a card it is cut where it asks for itself."""
    shapes = {
        "施工前1.jpg": make.jpeg((100, 100)),
        "施工後1.jpg": make.jpeg((100, 100), (9, 99, 9)),
        "施工前2.jpg": make.jpeg((100, 100)),
    }
    changes = more("cases/living/case.md", "写真:", "  - ファイル: 施工後1.jpg", "    中心: 0.5, 0.9")
    make.site(tmp_path / "sites/aozora", make.merged(changes, {"cases": {"living": shapes}}))
    assert adgen("photos", "sheet", "aozora").code == 0
    page = (tmp_path / ".adgen/aozora-photos.html").read_text("utf-8")
    colours = {words: c for c, words in re.findall(r'border-color:(#\w+)">([^<]+)</span>', page)}
    # 480 pixels, of which the crop takes 320: at the bottom as in the after, in the middle as it would be alone.
    assert drawn(page, "施工前1.jpg", colours["施工前・施工後"]) == [("0", "160")]
    ((_, alone),) = drawn(page, "施工前2.jpg", colours["施工前・施工後"])
    assert int(alone) < 140
    ((_, card), (_, other)) = (drawn(page, name, colours["一覧のカード"])[0] for name in ("施工前1.jpg", "施工前2.jpg"))
    assert card == other
    # The page takes the same part of both: their names end in the same recipe.
    assert adgen("build").code == 0
    pair = (tmp_path / "build/aozora/cases/living.html").read_text("utf-8").partition('class="pair"')[2]
    made = re.findall(r"photos/([0-9a-f]{16})-100x67-([0-9a-f]{8})\.jpg", pair.partition('class="section')[0])
    assert len({source for source, _ in made}) == 2
    assert len({recipe for _, recipe in made}) == 1


def test_the_sheet_of_what_cannot_be_read(site: Path, tmp_path: Path, adgen: Run) -> None:
    make.write(site, {"photos": {"hero.jpg": b""}, "cases": {"living": {"施工前1.jpg": b""}}})
    assert adgen("photos", "sheet", "aozora").code == 0
    assert (tmp_path / ".adgen/aozora-photos.html").read_text("utf-8").count("<svg ") == 2
    make.write(site, {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000-0000", "でんわ")})
    result = adgen("photos", "sheet", "aozora")
    assert (result.code, result.out) == (1, "")
    assert "[E122]" in result.err
    assert "[E141]" in result.err
    result = adgen("photos", "sheet", "aozra", "--sites", "sites", "--lang", "en")
    assert (result.code, result.out) == (1, "")
    assert "[E139]" in result.err
    assert adgen("photos", "sheet").code == 2


def test_a_sheet_and_a_build_share_what_they_know(site: Path, tmp_path: Path, adgen: Run) -> None:
    assert adgen("build").code == 0
    first = adgen("photos", "sheet", "aozora", "-o", "one.html")
    assert adgen("photos", "sheet", str(site), "-o", "two.html", "--lang", "en").out == "Open two.html.\n"
    assert first.code == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert "aozora: 変わりありません" in adgen("build").out


def test_the_sheet_shows_photos_as_they_are_edited(site: Path, tmp_path: Path, adgen: Run) -> None:
    black = make.encoded(make.image((400, 300), (8, 8, 8)), "JPEG")
    lines = [
        "写真:",
        "  - ファイル: 施工後1.jpg",
        "    補正: {切り取り: [0.5, 0, 0.5, 1], 回転: 90}",
        "  - ファイル: 施工前1.jpg",
        "    補正: {隠す: [[0, 0, 1, 1]]}",
    ]
    case = {
        "施工後1.jpg": black,
        "施工前1.jpg": make.encoded(with_plate(), "JPEG"),
        "case.md": with_lines("cases/living/case.md", *lines),
    }
    make.write(site, {"cases": {"living": case}})
    assert adgen("photos", "sheet", "aozora").code == 0
    page = (tmp_path / ".adgen/aozora-photos.html").read_text("utf-8")
    found = dict(zip(re.findall(r"<code>([^<]+)</code>", page), re.findall(r"base64,([^\"]+)", page), strict=True))
    turned, hidden = (open_shown(found[f"cases/living/{name}"]) for name in ("施工後1.jpg", "施工前1.jpg"))
    assert turned.size == (150, 400)
    assert "150×400" in page
    assert max(hidden.convert("L").histogram()) > hidden.width * hidden.height / 12
    assert min(hidden.convert("L").tobytes()) > 60, "nothing as dark as the ink is left"


def with_plate() -> Image.Image:
    """A light photo with thin dark strokes all over."""
    picture = Image.new("L", (400, 300), 240)
    for x in range(0, 400, 20):
        picture.paste(10, (x, 0, x + 3, 300))
    return picture


def open_shown(data: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(data)))


@pytest.mark.parametrize("command", ["sheet", "fix"])
@pytest.mark.parametrize("target", ["a file/photos.html", "a folder"])
def test_a_page_that_cannot_be_written(command: str, target: str, tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    make.write(tmp_path, {"a file": "mine", "a folder": {"kept.txt": "mine"}})
    result = adgen("photos", command, "aozora", "-o", target)
    assert (result.code, result.err.count("[E503]")) == (1, 1)
    assert (tmp_path / "a file").read_text() == (tmp_path / "a folder/kept.txt").read_text() == "mine"
