"""A site that lacks nothing, and what it is judged to be with changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

from adgen.build import Settings, Tools
from adgen.pages.theme import theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import open_index
from tests import make
from tests.conftest import TODAY
from tests.here import Here
from tests.plan.planning import with_lines

SITES = Path(__file__).parent.parent.parent / "sites"

_PROFILE = (
    "定休日: 日曜",
    "返信の目安: 翌営業日の18時まで",
    "許可・資格:",
    "  - 種類: 一級表装技能士",
    "賠償責任保険: 請負業者賠償責任保険",
    "追加費用の条件: はがして見つかった傷みだけです。",
    "アフター連絡先: 電話で代表へ。",
    "支払時期: 引き渡しのあと14日以内",
    "保証: 張替えから2年、はがれを直します。",
    "流れ:",
    *(
        "  - {見出し: ご相談, 説明: 電話かメールで。}",
        "  - {見出し: 下見, 説明: 測ります。}",
        "  - {見出し: 工事, 説明: 張ります。}",
    ),
)
_STAFF = """
担当者:
  - 名前: 見本 修
    役割: お電話、下見
    ひとこと: その場でお見せします。
    顔写真: photos/osamu.jpg
    掲載承諾: 2026-04-01
"""
_VOICE = """
  - 原文: 訳がわかりました。
    日付: 2026年5月
    謝礼: なし
    掲載承諾: 2026-05-10
"""
_QUESTION = """
  - 質問: 小さな工事でも来てもらえますか。
    答え: はい。
"""
_CASE = (
    "広さ: 62㎡",
    "築年数: 築22年",
    "提案: 下塗りをしてから張ります。",
    "結果: 明るくなりました。",
    "材料: ビニルクロス",
    "写真:",
    *("  - {ファイル: 施工前1.jpg, 説明: 黄ばんだ壁}", "  - {ファイル: 施工後1.jpg, 説明: 白い壁}"),
)
_SERVICE = (
    "含むもの: 養生",
    "含まないもの: 下地補修",
    "工期の目安: 6畳で1日",
    "助言: 広さを測っておくと早く進みます",
    "確認したいこと: 広さ",
    "写真:",
    "  - {ファイル: photos/kabegami.jpg, 説明: 壁紙}",
)
PROFILE = with_lines("site.yaml", *_PROFILE).replace("定休日: 日曜\n", "", 1)
STAFF = _STAFF.lstrip("\n")
SERVICE = with_lines("services/kabegami.md", *_SERVICE)
CASE = with_lines("cases/living/case.md", *_CASE).replace("2026年4月", "2026年6月")
VOICES = "お客様の声:" + _VOICE * 3
FAQ = "よくある質問:" + _QUESTION * 5


def _case(demo: str) -> make.Files:
    photos = {
        f"{role}1.jpg": (SITES / f"aozora/cases/{demo}/{role}1.jpg").read_bytes() for role in ("施工前", "施工後")
    }
    return {"case.md": CASE, **photos}


FULL: make.Files = make.merged(
    make.SITE,
    {
        "site.yaml": PROFILE,
        "staff.yaml": STAFF,
        "voices.yaml": VOICES,
        "faq.yaml": FAQ,
        "services": {"kabegami.md": SERVICE},
        "cases": {
            "living": _case("living-yani"),
            "dining": _case("living-tsugime"),
            "bedroom": _case("ousetsu-nuno"),
            "toilet": {"case.md": None},
        },
        "photos": {
            "hero.jpg": (SITES / "aozora/photos/hero.jpg").read_bytes(),
            "kabegami.jpg": (SITES / "aozora/photos/kabegami.jpg").read_bytes(),
            "osamu.jpg": (SITES / "aozora/cases/accent-fleece/施工後1.jpg").read_bytes(),
        },
    },
)  # fmt: skip
SETTINGS = Settings(TODAY, theme_folder())


def folder(place: Path, changes: make.Files | None = None) -> Path:
    """The full site with changes, in `place`; a case of which nothing is left has no folder."""
    made = make.write(place / "sites" / "aozora", make.merged(FULL, changes or {}))
    for case in (made / "cases").iterdir():
        if not any(case.iterdir()):
            case.rmdir()
    return made


@contextmanager
def tools(memory: Path) -> Iterator[Tools]:
    """Tools that look at each photo once a session."""
    with open_index(memory / "index.sqlite") as index:
        yield Tools(Here(), Cache(None), index)


def without(text: str, *keys: str) -> str:
    """A file without these top-level lines, and what is indented below them."""
    kept, skips = [], False
    for line in dedent(text).splitlines(keepends=True):
        skips = line.startswith(tuple(f"{key}:" for key in keys)) or (skips and line.startswith(" "))
        kept += [] if skips else [line]
    return "".join(kept)
