"""What the pages of a site say, before they are rendered."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from adgen.pages.render import Renderer
from adgen.plan import Plan
from adgen.plan.heads import shorten
from tests import make
from tests.plan.planning import BASE, head, more, nested, page, plan_of, view, with_lines


def data_of(plan: Plan, path: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in head(plan, path).json_ld]


def test_a_plan_is_pure(tmp_path: Path) -> None:
    assert plan_of(tmp_path) == plan_of(tmp_path)
    assert plan_of(tmp_path) != plan_of(tmp_path, base="")


def test_the_pages_of_a_site(tmp_path: Path) -> None:
    assert [(p.path, p.template) for p in plan_of(tmp_path).pages] == [
        ("index.html", "home.html"),
        ("cases/index.html", "cases.html"),
        ("cases/trade-cross.html", "cases.html"),
        ("cases/budget-under-10.html", "cases.html"),
        ("cases/budget-10-30.html", "cases.html"),
        ("cases/building-house.html", "cases.html"),
        ("cases/building-apartment.html", "cases.html"),
        ("cases/living.html", "case.html"),
        ("cases/toilet.html", "case.html"),
        ("services/kabegami.html", "service.html"),
        ("404.html", "text.html"),
    ]


def test_a_site_without_cases_has_no_lists(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases": None})
    assert [p.path for p in plan.pages] == ["index.html", "services/kabegami.html", "404.html"]
    assert "cases" not in view(plan, "index.html").sections
    assert view(plan, "404.html").links


def test_pages_for_a_form_and_for_orders(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, more("site.yaml", "フォーム: https://form.example.jp/a", "特商法表記: 見本の表記。"))
    assert page(plan, "privacy.html").values["company"].has_privacy
    assert "info@example.jp" in str(view(plan, "privacy.html").sections)
    assert "見本の表記。" in str(view(plan, "legal.html").sections)
    for path in ("privacy.html", "legal.html", "404.html"):
        assert head(plan, path).robots == "noindex"


# ---------------------------------------------------------------- heads


def test_heads(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    home, case = head(plan, "index.html"), head(plan, "cases/living.html")
    assert home.title == "青空内装｜名古屋市の壁紙・クロス張替え"
    assert case.title == "居間の壁を白く｜青空内装"
    assert (home.root, case.root) == ("", "../")
    assert (home.canonical, case.canonical) == (BASE, BASE + "cases/living.html")
    assert head(plan, "cases/index.html").canonical == BASE + "cases/"
    assert case.share_image.startswith(BASE + "photos/")
    assert home.share_image != case.share_image
    assert head(plan, "cases/toilet.html").share_image == home.share_image
    assert [link.href for link in case.breadcrumbs] == ["index.html", "cases/index.html", "cases/living.html"]
    assert home.breadcrumbs == ()
    assert home.preload is not None
    assert home.robots == case.robots == ""


def test_a_site_that_does_not_know_its_address_says_nothing_absolute(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, base="")
    for one in plan.pages:
        found = one.values["page"]
        assert found.canonical == found.share_image == ""
        assert "http" not in "".join(text.replace("https://schema.org", "") for text in found.json_ld)
    assert "sitemap.xml" not in plan.files
    assert plan.files["robots.txt"] == b"User-agent: *\nDisallow:\n"
    assert head(plan, "404.html").root == ""


def test_a_host_shows_the_page_for_wrong_addresses_anywhere(tmp_path: Path) -> None:
    assert head(plan_of(tmp_path), "404.html").root == "/a/"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("短い。", "短い。"),
        ("a\n  b", "a b"),
        ("あ" * 120, "あ" * 120),
        ("あ" * 121, "あ" * 119 + "…"),
        ("あ" * 60 + "。" + "い" * 60, "あ" * 60 + "。"),
        ("あ。" + "い" * 130, "あ。" + "い" * 117 + "…"),
    ],
)
def test_descriptions_end_behind_a_sentence(text: str, short: str) -> None:
    assert shorten(text) == short
    assert len(shorten(text)) <= 120


def test_linked_data(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    (business,) = data_of(plan, "index.html")
    assert business["name"] == "青空内装"
    assert business["url"] == BASE
    assert business["telephone"] == "03-0000-0000"
    assert [area["name"] for area in business["areaServed"]] == ["名古屋市", "春日井市"]
    service, crumbs = data_of(plan, "services/kabegami.html")
    (offer,) = service["offers"]
    assert offer["priceSpecification"] == {
        "@type": "UnitPriceSpecification",
        "priceCurrency": "JPY",
        "minPrice": 1320,
        "maxPrice": 1540,
        "unitText": "㎡",
        "valueAddedTaxIncluded": True,
    }
    assert [item["name"] for item in crumbs["itemListElement"]] == ["青空内装", "業務内容と料金", "壁紙の張替え"]
    case = data_of(plan, "cases/living.html")[0]
    assert (case["datePublished"], case["contentLocation"]["name"]) == ("2026-04-30", "名古屋市千種区")
    assert business["openingHoursSpecification"] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        "opens": "08:00",
        "closes": "19:00",
    }
    assert [(image["@type"], image["name"]) for image in case["image"]] == [
        ("ImageObject", "居間の壁を白く（施工前）"),
        ("ImageObject", "居間の壁を白く（施工後）"),
    ]
    assert all(image["contentUrl"].startswith(BASE + "photos/") for image in case["image"])
    assert not re.search("rating|review", json.dumps([business, service, case]), re.IGNORECASE)


def test_a_title_cannot_break_out_of_its_script(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script>"
    case = with_lines("cases/living/case.md").replace("居間の壁を白く", evil)
    plan = plan_of(tmp_path, nested("cases/living/case.md", case))
    texts = head(plan, "cases/living.html").json_ld
    assert all("<" not in text and ">" not in text for text in texts)
    assert data_of(plan, "cases/living.html")[0]["headline"] == evil


# ---------------------------------------------------------------- files for machines


def test_sitemap_and_robots(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, more("site.yaml", "フォーム: https://form.example.jp/a", "旧アドレス: old.html"))
    tree = ElementTree.fromstring(plan.files["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [url.findtext(f"{space}loc") for url in tree]
    assert listed[:2] == [BASE, BASE + "cases/"]
    assert BASE + "cases/living.html" in listed
    assert not {BASE + p for p in ("404.html", "privacy.html", "old.html")} & set(listed)
    assert {url.findtext(f"{space}lastmod") for url in tree} == {"2026-11-18"}
    assert plan.files["robots.txt"] == f"User-agent: *\nDisallow:\nSitemap: {BASE}sitemap.xml\n".encode()


def test_the_sitemap_names_the_photos_of_each_page(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    space, image = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.google.com/schemas/sitemap-image/1.1}"
    tree = ElementTree.fromstring(plan.files["sitemap.xml"])
    shown = {url.findtext(f"{space}loc"): [e.text for e in url.iter(f"{image}loc")] for url in tree}
    case = view(plan, "cases/living.html")
    assert shown[BASE] == [BASE + view(plan, "index.html").hero.large]
    assert shown[BASE + "cases/living.html"] == [BASE + p.large for p in case.pairs[0]]
    assert shown[BASE + "cases/toilet.html"] == shown[BASE + "cases/"] == []


def test_a_feed_of_the_newest_cases(tmp_path: Path) -> None:
    evil = with_lines("cases/living/case.md").replace("居間の壁を白く", "<b>A & B</b>")
    plan = plan_of(tmp_path, nested("cases/living/case.md", evil))
    root, space = ElementTree.fromstring(plan.files["feed.xml"]), "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{space}entry")
    assert [e.findtext(f"{space}title") for e in entries] == ["<b>A & B</b>", "トイレの壁紙"]
    assert [e.findtext(f"{space}updated") for e in entries] == [
        "2026-04-30T00:00:00+09:00",
        "2025-09-30T00:00:00+09:00",
    ]
    assert root.findtext(f"{space}updated") == "2026-04-30T00:00:00+09:00"
    assert entries[0].findtext(f"{space}id") == BASE + "cases/living.html"
    assert entries[0].findtext(f"{space}summary") == "費用 121,440円（税込）／工期 2日／地域 名古屋市千種区"
    links = {link.get("rel"): link.get("href", "") for link in entries[0].iter(f"{space}link")}
    assert links["enclosure"].startswith(BASE + "photos/")
    assert "enclosure" not in {link.get("rel") for link in entries[1].iter(f"{space}link")}
    assert plan.pages[0].values["company"].feed == "feed.xml"


def test_without_an_address_or_a_dated_case_there_is_no_feed(tmp_path: Path) -> None:
    undated = with_lines("cases/living/case.md").replace("施工年月: 2026年4月\n", "公開: いいえ\n")
    for plan in (plan_of(tmp_path / "a", base=""), plan_of(tmp_path / "b", {"cases": None})):
        assert "feed.xml" not in plan.files
        assert plan.pages[0].values["company"].feed == ""
    assert plan_of(tmp_path / "c", nested("cases/living/case.md", undated)).files["feed.xml"].count(b"<entry>") == 1


def test_a_phone_keeps_the_name_and_a_house_on_its_home_screen(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    company = plan.pages[0].values["company"]
    manifest = json.loads(plan.files[company.manifest])
    assert (manifest["name"], manifest["start_url"], manifest["lang"]) == ("青空内装", "index.html", "ja")
    assert manifest["theme_color"] == company.colour == "#2f6b4f"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert {icon["src"] for icon in manifest["icons"]} | {company.touch_icon} <= set(plan.files)


def test_printed_pages_show_their_own_address_as_a_code(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, more("site.yaml", "旧アドレス: old.html"))
    coded = {p.path: str(p.values["page"].qr) for p in plan.pages if p.values["page"].qr}
    assert set(coded) == {"index.html", "cases/living.html", "cases/toilet.html", "services/kabegami.html"}
    assert len(set(coded.values())) == len(coded)
    assert not any(p.values["page"].qr for p in plan_of(tmp_path, base="").pages)


def test_the_policy_names_the_form(tmp_path: Path) -> None:
    form = more("site.yaml", "フォーム: https://form.example.jp/a")
    assert "form-action https://form.example.jp" in plan_of(tmp_path / "a", form).pages[0].values["page"].policy
    assert "form-action 'none'" in plan_of(tmp_path / "b").pages[0].values["page"].policy


def test_a_sample_is_not_listed(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, more("site.yaml", "見本: はい"))
    assert {p.values["page"].robots for p in plan.pages} == {"noindex"}
    assert plan.pages[0].values["company"].sample
    assert b"Sitemap" not in plan.files["robots.txt"]


def test_a_site_that_is_not_published_leaves_nothing_but_its_name(tmp_path: Path) -> None:
    changes = make.merged(
        more(
            "site.yaml",
            "公開: いいえ",
            "ロゴ: photos/logo.png",
            "旧アドレス: old.html",
            "フォーム: https://form.example.jp/a",
        ),
        {"photos": {"logo.png": make.encoded(make.image((40, 20)), "PNG")}},
    )
    plan = plan_of(tmp_path, changes)
    assert [(p.path, p.template) for p in plan.pages] == [("index.html", "name.html")]
    assert plan.pictures == ()
    assert plan.pages[0].values["view"] is None
    assert plan.pages[0].values["page"].title == "青空内装"
    assert plan.about == {"site": "aozora", "name": "青空内装", "tagline": "", "published": False, "updated": ""}
    assert not [path for path in plan.files if path.startswith("photos/")]
    assert "sitemap.xml" not in plan.files or b"example.jp" not in plan.files["sitemap.xml"]


# ---------------------------------------------------------------- cases and services


def test_lists_of_cases(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases": {"secret": {"case.md": SECRET_PRICE}}})
    every = view(plan, "cases/index.html")
    assert [card.title for card in every.cards] == ["居間の壁を白く", "値段は出さない", "トイレの壁紙"], (
        "with a photo first"
    )
    cheap = view(plan, "cases/budget-under-10.html")
    assert [(card.title, card.price) for card in cheap.cards] == [("トイレの壁紙", "27,500円（税込）")]
    assert "2件" in view(plan, "cases/building-house.html").lead
    for path, current in (("cases/index.html", "cases/index.html"), ("cases/trade-floor-wood.html",) * 2):
        marked = [link.href for _, links in view(plan, path).filters for link in links if link.current]
        assert marked == [current]
    counts = {link.href: link.count for _, links in every.filters for link in links}
    assert counts["cases/index.html"] == 3
    assert counts["cases/trade-cross.html"] == 2
    assert sum(n for href, n in counts.items() if "budget" in href) == 2
    paths = {p.path for p in plan.pages}
    assert set(counts) <= paths


SECRET_PRICE = """
    ---
    題名: 値段は出さない
    業種: フローリング張替え・重ね張り
    地域: 名古屋市
    建物: 戸建て
    施工年月: 2026年5月
    工期: 1日
    費用: 非公開
    費用の範囲: 床
    ご要望: 床を直したい。
    施工内容: 張りました。
    自社施工: 下請
    ---
    """


def test_a_filter_with_one_choice_is_not_offered(tmp_path: Path) -> None:
    headings = [heading for heading, _ in view(plan_of(tmp_path), "cases/index.html").filters]
    assert headings == ["一覧", "費用", "建物"]


def test_a_case_in_full(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases": {"secret": {"case.md": SECRET_PRICE}}})
    case = view(plan, "cases/living.html")
    assert dict(case.rows)["費用"] == "121,440円（税込）"
    assert [heading for heading, _ in case.chapters] == ["ご要望", "施工内容"]
    assert case.story == "<p>窓を開けて乾かしました。</p>\n"
    assert case.service.href == "services/kabegami.html"
    assert case.hand == "元請"
    assert [card.title for card in case.related] == ["トイレの壁紙", "値段は出さない"]
    ((before, after),) = case.pairs
    assert (before.role, after.role) == ("施工前", "施工後")
    assert before.alt == "居間の壁を白く（施工前）"
    assert case.photos == ()
    secret = view(plan, "cases/secret.html")
    assert dict(secret.rows)["費用"] == "非公開"
    assert dict(secret.rows)["請負"] == "下請として施工"
    assert secret.lead is None


PHOTOS = """写真:
  - ファイル: 施工後1.jpg
    説明: 白い壁
    中心: 0.2, 0.8
    加工: 明るさの補正
    組: {after}
  - ファイル: 施工前1.jpg
    組: {before}"""


@pytest.mark.parametrize(("before", "after", "paired"), [("窓", "窓", True), ("窓", "扉", False), ("窓", '""', False)])
def test_before_and_after_belong_together_by_their_word(before: str, after: str, paired: bool, tmp_path: Path) -> None:
    changes = more("cases/living/case.md", PHOTOS.format(before=before, after=after))
    plan = plan_of(tmp_path, changes)
    case = view(plan, "cases/living.html")
    assert bool(case.pairs) is paired
    shown = case.pairs[0][1] if paired else case.lead
    assert shown.alt == "白い壁"
    assert "明るさの補正" in shown.note
    style = next(data for path, data in plan.files.items() if path.startswith("assets/site-")).decode()
    # Of a pair the height is cut by a ninth, so that the point lies a little higher in what is left.
    assert f".f-{shown.key}{{object-position:20% {'77.5' if paired else '80'}%}}" in style


NOTES = {
    "{}": "",
    "{回転: 1}": "加工：傾きの補正",
    "{回転: 90}": "",
    "{切り取り: [0, 0, 1, 0.9]}": "",
    "{傾き: 自動}": "",
    "{明るさ: +0.5, 回転: 1}": "加工：明るさの補正、傾きの補正",
    "{隠す: [[0, 0, 0.1, 0.1]], 明るさ: -0.5}": "加工：明るさの補正、一部を隠しました",
}


@pytest.mark.parametrize(("edits", "note"), NOTES.items(), ids=NOTES)
@pytest.mark.parametrize("written", ["", "なし", "傾きの補正"])
def test_a_page_says_what_was_done_to_a_photo(edits: str, note: str, written: str, tmp_path: Path) -> None:
    entries = f"写真:\n  - ファイル: 施工後1.jpg\n    補正: {edits}\n" + (f"    加工: {written}\n" if written else "")
    case = view(plan_of(tmp_path, more("cases/living/case.md", entries)), "cases/living.html")
    shown = case.pairs[0][1] if case.pairs else case.lead
    done = ("明るさの補正", "傾きの補正", "一部を隠しました")
    said = [edit for edit in done if edit in note or edit == written]
    assert shown.note == ("加工：" + "、".join(said) if said else "")


def test_what_is_hidden_is_hidden_in_every_file_of_a_photo(tmp_path: Path) -> None:
    entries = "写真:\n  - ファイル: 施工後1.jpg\n    補正: {隠す: [[0, 0, 0.1, 0.1]]}\n"
    changes = make.merged(
        more("cases/living/case.md", entries),
        {"site.yaml": with_lines("site.yaml").replace("photos/hero.jpg", "cases/living/施工後1.jpg")},
    )
    jobs = {job.photo.path: job.renditions for job in plan_of(tmp_path, changes).pictures}
    hidden = jobs["cases/living/施工後1.jpg"]
    assert {r.correction.hidden for r in hidden} == {((0, 0, 0.1, 0.1),)}
    assert len({(r.width, r.box) for r in hidden}) > 1, "hero, share and page"
    assert {r.correction.hidden for r in jobs["cases/living/施工前1.jpg"]} == {()}


def boxes(plan: Plan) -> dict[str, set[tuple[float, ...]]]:
    """By photo, the parts of it that are cut out in the shape of a pair (3:2) from a photo of 4:3."""
    return {
        job.photo.path.rpartition("/")[2]: {
            r.box for r in job.renditions if r.box[3] - r.box[1] == pytest.approx(8 / 9)
        }
        for job in plan.pictures
    }


@pytest.mark.parametrize(
    ("after", "before", "same"),
    [("", "", True), ("    中心: 0.5, 0.1\n", "", True), ("    中心: 0.5, 0.1\n", "    中心: 0.5, 0.9\n", False)],
    ids=["guessed", "one is written", "both are written"],
)
def test_a_pair_is_cut_at_one_point(after: str, before: str, same: bool, tmp_path: Path) -> None:
    entries = f"写真:\n  - ファイル: 施工後1.jpg\n{after}  - ファイル: 施工前1.jpg\n{before}"
    upside_down = make.encoded(make.image().rotate(180), "JPEG")
    photos = {"cases": {"living": {"施工前1.jpg": upside_down}}}
    cut = boxes(plan_of(tmp_path, make.merged(photos, more("cases/living/case.md", entries))))
    assert len(cut["施工後1.jpg"]) == len(cut["施工前1.jpg"]) == 1
    assert (cut["施工後1.jpg"] == cut["施工前1.jpg"]) is same


def test_photos_of_other_shapes_or_numbers_make_no_pair(tmp_path: Path) -> None:
    for name, size in (("施工前2.jpg", (64, 48)), ("施工前1.jpg", (48, 64))):
        photos = {"施工前1.jpg": None, name: make.jpeg(size)}
        case = view(plan_of(tmp_path / name, {"cases": {"living": photos}}), "cases/living.html")
        assert case.pairs == ()
        assert case.lead.role == "施工後"
        assert [photo.role for photo in case.photos] == ["施工前"]


def test_pictures_in_the_text_come_in_all_sizes(tmp_path: Path) -> None:
    text = with_lines("cases/living/case.md") + "\n![窓](施工前1.jpg) ![](施工後1.jpg)\n"
    plan = plan_of(tmp_path, nested("cases/living/case.md", text))
    story = view(plan, "cases/living.html").story
    addresses = re.findall(r'src="\.\./([^"]+)"', story)
    assert len(addresses) == 2
    made = {rendition.name for job in plan.pictures for rendition in job.renditions}
    assert set(addresses) <= made


def test_a_service_in_full(tmp_path: Path) -> None:
    changes = make.merged(
        {"services": {"gaiheki.md": "---\n題名: 外壁塗装\n業種: 外壁塗装\n要約: 塗ります。\n---\n"}},
        more("services/kabegami.md", "写真: photos/hero.jpg"),
    )
    plan = plan_of(tmp_path, changes)
    service = view(plan, "services/kabegami.html")
    assert [(p.price, p.unit) for p in service.prices] == [("1,320〜1,540円", "㎡")]
    assert [card.title for card in service.cases] == ["居間の壁を白く", "トイレの壁紙"]
    assert service.asbestos == ""
    assert service.picture is not None
    paint = view(plan, "services/gaiheki.html")
    assert "石綿" in paint.asbestos
    assert paint.cases == ()
    assert paint.picture is None


# ---------------------------------------------------------------- the home page


# The layout, the size of a photo, what wide screens and phones get of it (in a frame 4:5 when that keeps 55 % of its width,
# else 4:3; filling the screen 5:8 whatever is left), and where its focal point 0.4, 0.7 lies in these.
HEROES = [
    ("額縁", (1600, 1200), (16 / 9, 4 / 5), ["40% 60%", "50% 70%"]),
    ("額縁", (1920, 1080), (16 / 9, 4 / 3), ["40% 70%", "50% 70%"]),
    ("額縁", (900, 1200), (16 / 9, 4 / 5), ["40% 50%", "40% 68%"]),
    ("全面", (1600, 1200), (16 / 9, 5 / 8), ["40% 60%", "50% 70%"]),
    ("全面", (1920, 1080), (16 / 9, 5 / 8), ["40% 70%", "50% 70%"]),
    # The same point in both: one rule is enough.
    ("全面", (4000, 1200), (16 / 9, 5 / 8), ["50% 70%"]),
]


@pytest.mark.parametrize(("layout", "size", "shapes", "points"), HEROES)
def test_the_photo_at_the_top_is_cut_for_phones_too(
    layout: str,
    size: tuple[int, int],
    shapes: tuple[float, float],
    points: list[str],
    tmp_path: Path,
    renderer: Renderer,
) -> None:
    written = more("site.yaml", "見た目:", f"  トップ写真: {layout}").get("site.yaml", "")
    written = written.replace("photos/hero.jpg", "photos/hero.jpg\n  中心: 0.4, 0.7")
    plan = plan_of(tmp_path, {"photos": {"hero.jpg": make.jpeg(size)}, "site.yaml": written})
    hero = view(plan, "index.html").hero
    assert (hero.width / hero.height, hero.phone.width / hero.phone.height) == pytest.approx(shapes, rel=0.01)
    assert (hero.media, bool(hero.phone.media)) == ("", True)
    made = {r.name for job in plan.pictures for r in job.renditions}
    assert {name for pic in (hero, hero.phone) for s in (*pic.sources, pic.fallback) for name, _ in s.files} <= made
    style = next(data for path, data in plan.files.items() if path.startswith("assets/site-")).decode()
    rules = re.findall(rf"((?:@media [^{{]+{{)?)\.f-{hero.key}{{object-position:([^}}]+)}}", style)
    assert rules == list(zip(("", f"@media {hero.phone.media}{{"), points, strict=False))
    home = page(plan, "index.html")
    html = renderer.render(home.template, home.values)
    for pic, media in ((hero.phone, hero.phone.media), (hero, f"not all and {hero.phone.media}")):
        (preload,) = re.findall(rf'<link rel="preload"[^>]* media="{re.escape(media)}"[^>]*>', html)
        assert [f"{name} {width}w" for name, width in pic.sources[0].files] == srcset(preload)
    sources = re.findall("<source [^>]*>", html)[:3]
    assert [f'media="{hero.phone.media}"' in source for source in sources] == [True, True, False]
    sizes = f'width="{hero.phone.width}" height="{hero.phone.height}"'
    assert [sizes in source for source in sources] == [True, True, False]
    assert [srcset(source)[0].split()[0] for source in sources] == [
        pic.files[0][0] for pic in (hero.phone.sources[0], hero.phone.fallback, hero.sources[0])
    ]


def srcset(tag: str) -> list[str]:
    return re.findall(r'[^" ]+ \d+w', tag)


def test_beside_the_text_there_is_half_of_the_width(tmp_path: Path) -> None:
    large = {"photos": {"hero.jpg": make.jpeg((1600, 1200))}}
    for layout, shape in (("左右", 4 / 3), ("額縁", 16 / 9), ("全面", 16 / 9)):
        changes = make.merged(large, more("site.yaml", "見た目:", f"  トップ写真: {layout}"))
        hero = view(plan_of(tmp_path / layout, changes), "index.html").hero
        assert hero.width / hero.height == pytest.approx(shape, rel=0.01)
        assert "55vw" in hero.sizes if layout == "左右" else hero.sizes == "100vw"


def test_the_contractor_s_choices_are_told_to_the_theme(tmp_path: Path, renderer: Renderer) -> None:
    plan = plan_of(tmp_path / "none")
    assert plan.pages[0].values["company"].looks == ()
    chosen = (
        "  地の色: 会社の色",
        "  角: 直角",
        "  見出しの位置: 中央",
        "  数字の見せ方: 帯",
        "  事例の並べ方: 同じ大きさ",
        "  料金の並べ方: カード",
    )
    plan = plan_of(tmp_path / "all", more("site.yaml", "見た目:", *chosen))
    looks = plan.pages[0].values["company"].looks
    assert looks == ("square", "centred", "facts-band", "cases-grid", "services-cards")
    style = next(data for path, data in plan.files.items() if path.startswith("assets/site-")).decode()
    assert "body{--ink:" in style
    home = page(plan, "index.html")
    html = renderer.render(home.template, home.values)
    assert f'<body class="mincho home {" ".join(looks)}">' in html
    assert "featured" not in html
    assert html.count('<li class="card">') == len(view(plan, "index.html").cases) > 0


def test_the_order_of_the_home_page_is_the_contractor_s(tmp_path: Path) -> None:
    assert view(plan_of(tmp_path), "index.html").sections == ("strengths", "cases", "services", "area", "company")
    plan = plan_of(tmp_path, more("site.yaml", "見た目:", "  並び順: 会社概要、料金、お客様の声"))
    assert view(plan, "index.html").sections == ("company", "services", "strengths", "cases", "area")


VOICE = """
  - 原文: {text}
    日付: 2026年5月
    謝礼: {reward}
    掲載承諾: 2026-05-18
    表示名: K様"""


@pytest.mark.parametrize(
    ("rewards", "note", "said"),
    [
        (("なし", "無し"), "お渡ししていません。", ("", "")),
        (("なし", "クオカード500円"), "「謝礼あり」と書いたもの以外", ("", "謝礼あり（クオカード500円）")),
        (("菓子", "商品券"), "", ("謝礼あり（菓子）", "謝礼あり（商品券）")),
    ],
)
def test_a_reward_is_told(rewards: tuple[str, str], note: str, said: tuple[str, str], tmp_path: Path) -> None:
    voices = "お客様の声:" + "".join(VOICE.format(text=n, reward=reward) for n, reward in enumerate(rewards))
    home = view(plan_of(tmp_path, {"voices.yaml": voices}), "index.html")
    assert note in home.no_reward_note
    assert bool(note) is bool(home.no_reward_note)
    assert tuple(voice.reward for voice in home.voices) == said


def test_the_company_as_every_page_knows_it(tmp_path: Path) -> None:
    lines = [
        "所在地を公開: いいえ",
        "許可・資格:",
        "  - 種類: 建設業許可",
        "    許可者: 愛知県知事",
        "    般・特: 般",
        "    番号: 第000000号",
        "    許可年月日: 令和6年6月10日",
        "    許可業種: 内装仕上工事業",
        "  - 種類: 一級表装技能士",
        "    資格者: 見本 修",
    ]
    company = page(plan_of(tmp_path, more("site.yaml", *lines)), "cases/living.html").values["company"]
    assert company.address == "愛知県名古屋市千種区"
    assert company.area_text == "名古屋市・春日井市"
    permit, skill = company.licences
    assert (permit.kind, permit.line) == ("建設業許可", "愛知県知事許可（般-6）第000000号 内装仕上工事業")
    assert (permit.is_permit, permit.dates) == (True, "2024年6月10日から")
    assert (skill.kind, skill.line, skill.dates, skill.is_permit) == ("一級表装技能士", "（見本 修）", "", False)
    assert company.contact.tel_href == "tel:0300000000"
    assert company.contact.mail_href.startswith("mailto:info@example.jp?subject=%E3%83%9B")
    assert [link.text for link in company.nav] == ["施工事例", "業務内容と料金"]
    table = dict(company.table)
    assert table["所在地"] == "愛知県名古屋市千種区"
    assert "見本町" not in str(company.table)


@pytest.mark.parametrize(
    ("towns", "text"),
    [
        ("名古屋市、春日井市", "名古屋市・春日井市"),
        ("神戸市灘区、神戸市東灘区、芦屋市", "神戸市灘区・東灘区・芦屋市"),
        ("神戸市灘区、名古屋市北区、神戸市北区、津市", "神戸市灘区・名古屋市北区・神戸市北区ほか"),
        ("四日市市、廿日市市", "四日市市・廿日市市"),
    ],
)
def test_areas_in_a_few_words(towns: str, text: str, tmp_path: Path) -> None:
    profile = with_lines("site.yaml").replace("名古屋市、春日井市", towns)
    company = plan_of(tmp_path, {"site.yaml": profile}).pages[0].values["company"]
    assert company.area_text == text


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("愛知県名古屋市千種区見本町0-0", "愛知県名古屋市千種区"),
        ("名古屋市千種区見本町0-0", "名古屋市千種区"),
        ("東京都世田谷区見本1-2-3", "東京都世田谷区"),
        ("東京都世田谷区見本町1-2-3", "東京都世田谷区"),
        ("港区見本町1-2-3", "港区"),
        ("太宰府市見本町1", "太宰府市"),
        ("愛知県蒲郡市見本町1", "愛知県蒲郡市"),
        ("東京都東村山市見本町1", "東京都東村山市"),
        ("長野県大町市見本町1", "長野県大町市"),
        ("愛知県知多郡見本町大字見本1", "愛知県知多郡見本町"),
        ("福島県郡山市見本町1", "福島県郡山市"),
        ("京都府京都市左京区見本町", "京都府京都市左京区"),
        ("三重県四日市市見本町1", "三重県四日市市"),
        ("千葉県市川市見本1-1", "千葉県市川市"),
        ("東京都町田市見本1-1", "東京都町田市"),
        ("奈良県大和郡山市見本町1", "奈良県大和郡山市"),
        ("北海道札幌市北区北1条", "北海道札幌市北区"),
        ("沖縄県中頭郡読谷村見本1", "沖縄県中頭郡読谷村"),
        ("静岡県浜松市中央区見本町市場1", "静岡県浜松市中央区"),
        ("見本ビル3階", ""),
    ],
)
def test_a_home_address_is_cut_at_the_town(address: str, town: str, tmp_path: Path) -> None:
    profile = with_lines("site.yaml", "所在地を公開: いいえ").replace("愛知県名古屋市千種区見本町0-0", address)
    company = plan_of(tmp_path, {"site.yaml": profile}).pages[0].values["company"]
    assert company.address == town


def test_areas_without_towns_are_prefectures(tmp_path: Path) -> None:
    lines = with_lines("site.yaml").replace("\n    市区町村: 名古屋市、春日井市", "\n  - 都道府県: 岐阜県")
    plan = plan_of(tmp_path, {"site.yaml": lines})
    assert plan.pages[0].values["company"].area_text == "愛知県・岐阜県"
    assert [area["name"] for area in data_of(plan, "index.html")[0]["areaServed"]] == ["愛知県", "岐阜県"]


PERSON = """
  - 名前: {name}
    役割: 施工
    経験年数: 24年
    顔写真: photos/{photo}
    掲載承諾: 2026-04-01"""


def test_staff(tmp_path: Path) -> None:
    names = ("見本 修", "代表 青空太郎", "職長見本", "代表")
    staff = "担当者:" + "".join(PERSON.format(name=name, photo=f"{n}.jpg") for n, name in enumerate(names))
    faces = {f"{n}.jpg": make.jpeg(colour=(n, n, n)) for n in range(len(names))}
    withdrawn = staff.replace("掲載承諾: 2026-04-01", "掲載承諾: {日付: 2026-04-01, 取り下げ: 2026-05-01}", 1)
    plan = plan_of(tmp_path, {"staff.yaml": withdrawn, "photos": faces})
    people = view(plan, "index.html").staff
    assert [(person.name, person.initial) for person in people] == list(zip(names, "見青見代", strict=True))
    assert [person.career for person in people] == ["経験24年"] * 4
    assert [person.face is None for person in people] == [True, False, False, False]
    assert people[1].face.alt == "代表 青空太郎"
