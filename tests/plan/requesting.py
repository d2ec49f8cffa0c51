"""A site with two trades and requests for them, for the tests of the pages that are made for a request."""

from pathlib import Path

from tests import make
from tests.plan.planning import more, with_lines

SITES = Path(__file__).parent.parent.parent / "sites"
TOKEN, OTHER, THIRD = "0123456789abcdef" * 2, "f" * 32, "a" * 32
# Photos that may stand at the top: wide, large, and nothing serious in them.
WALL_PHOTO = (SITES / "aozora/cases/living-yani/施工後1.jpg").read_bytes()
FLOOR_PHOTO = (SITES / "aozora/cases/dining-kasanebari/施工後1.jpg").read_bytes()
FLOOR = """
---
題名: 床の張替え
業種: floor_wood
要約: 6mmの板を重ねて張ります。
確認したいこと: 床暖房はありますか
---
"""
HALL = """
---
題名: 廊下の床を重ね張り
業種: floor_wood
地域: 春日井市
建物: 戸建て
施工年月: 2026年3月
工期: 2日
費用: 98,000円
費用の範囲: 廊下8㎡
ご要望: 傷を隠したい。
施工内容: 2日で張りました。
自社施工: 元請
掲載承諾: 2026-05-18
---
"""


def site(requests: dict[str, str], changes: make.Files | None = None) -> make.Files:
    """Changes of the sample site: a second trade, photos large enough for a hero, and these requests."""
    drivers = with_lines("services/kabegami.md").replace(
        "    金額: 1,320円〜1,540円", "    金額: 1,320円〜1,540円\n    変動要因: 天井の高さ、家具の量"
    )
    base: make.Files = {
        "services": {"kabegami.md": drivers, "yuka.md": FLOOR.lstrip("\n")},
        "cases": {
            "hall": {"case.md": HALL.lstrip("\n"), "施工後1.jpg": FLOOR_PHOTO},
            "toilet": {
                "case.md": with_lines("cases/toilet/case.md", "掲載承諾: 2026-05-18"),
                "施工後1.jpg": WALL_PHOTO,
            },
        },
        "requests": {f"{token}.yaml": text for token, text in requests.items()},
        **more("site.yaml"),
    }
    return make.merged(base, changes or {})


def request(trades: str = "cross", created: str = "2026-11-18", *lines: str) -> str:
    """A request by its trades and lines of YAML."""
    return "\n".join([f"業種: [{trades}]", f"作成日: {created}", *lines, ""])
