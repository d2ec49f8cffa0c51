"""紹介メールが届かない: addresses, senders, and the trades and towns that would match."""

from collections import Counter
from pathlib import Path

import pytest

from adgen.content.load import load_site
from adgen.doctor import Finding, mail, matching
from adgen.inquiry.documents import from_site
from adgen.inquiry.understand.fit import judge
from adgen.inquiry.understand.inquiry import read_inquiry
from tests import make
from tests.plan.planning import with_lines

MAILS = Path(__file__).parent.parent / "mails"
REAL = with_lines("site.yaml").replace("info@example.jp", "{mail}")


def findings(folder: Path, mail_address: str, forward: str = "") -> list[Finding]:
    extra = f"転送先: {forward}\n" if forward else ""
    made = make.site(folder / "aozora", {"site.yaml": REAL.replace("{mail}", mail_address) + extra})
    site, problems = load_site(made)
    return list(mail.check_addresses(site.profile, problems))


ADDRESSES = {
    "good": ("aozora@gmail.com", "reform@aozora-naisou.jp", ["good", "good"], ""),
    "none to forward to": ("aozora@gmail.com", "", ["good", "note"], "転送先は書いてありません"),
    "mistyped": ("aozora@gmail.con", "a@docmo.ne.jp", ["warning", "warning"], "docomo.ne.jp ではありませんか"),
    "of telephone companies": ("a@docomo.ne.jp", "a@ezweb.ne.jp", ["warning", "warning"], "パソコンからのメール"),
    "the same twice": ("a@aozora.jp", "a@aozora.jp", ["good", "good", "warning"], "転送先がメールと同じ"),
    "like an example": ("info@kanban-example.jp", "b@notexample.com", ["good", "good"], ""),
    "an example": ("info@aozora.example.jp", "b@example.com", ["warning", "warning"], "見本のまま"),
    "no addresses": ("aozora＠", "aozora.jp", ["bad", "bad"], "site.yaml:"),
}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_addresses(kind: str, tmp_path: Path) -> None:
    address, forward, grades, said = ADDRESSES[kind]
    found = findings(tmp_path, address, forward)
    assert [f.grade.value for f in found] == grades
    assert said in "".join(f.says.ja + f.cure.ja for f in found)
    assert all(bool(f.cure.ja) == bool(f.cure.en) == (f.grade != "good") for f in found)


def test_senders() -> None:
    came = Counter({"mail.portal.example.jp": 3, "mitsumori.example.jp": 1})
    found = list(mail.check_senders(("@portal.example.jp", "ienakama.com"), came))
    assert [(f.grade.value, f.says.en) for f in found] == [
        ("note", "@portal.example.jp: 0 mails so far"),
        ("note", "@ienakama.com: 0 mails so far"),
        ("good", "@mail.portal.example.jp: 3 mails so far"),
        ("warning", "@mitsumori.example.jp: 1 mails so far"),
    ]
    assert "足してください" in found[-1].cure.ja
    assert [f.grade.value for f in mail.check_senders((), Counter())] == ["warning"]


def test_senders_of_mails_that_came(tmp_path: Path) -> None:
    names = ("01-labelled", "02-squares", "03-prose", "16-newsletter")
    inbox = {f"{n:032x}": {"mail.eml": (MAILS / f"{name}.eml").read_bytes()} for n, name in enumerate(names)}
    make.write(tmp_path, {"inbox": {**inbox, "f" * 32: {"record.json": "{}"}}})
    found = mail.senders_of(tmp_path)
    assert found
    assert all(domain.endswith(("example.jp", "ienakama.com")) for domain in found)
    assert mail.senders_of(tmp_path / "none") == Counter()


def test_what_would_match(tmp_path: Path) -> None:
    areas = "    市区町村: 名古屋市、春日位市、千種区\n    対象外: 港区、瀬戸市"
    text = with_lines("site.yaml").replace("    市区町村: 名古屋市、春日井市", areas)
    site, problems = load_site(make.site(tmp_path / "aozora", {"site.yaml": text}))
    assert [p for p in problems if p.is_error] == []
    towns = matching.town_answers(site)
    assert [(one.name, one.is_own, one.is_for_us) for one in towns] == [
        ("愛知県名古屋市", True, True),
        ("愛知県春日位市", True, False),
        ("愛知県千種区", True, True),
        ("愛知県港区", False, False),
        ("愛知県瀬戸市", False, False),
    ]
    trades = matching.trade_answers(site)
    assert [one.name for one in trades if one.is_for_us] == ["cross"]
    found = list(matching.check_matching(site, trades, towns))
    assert [f.grade.value for f in found] == ["good", "warning", "note"]
    assert "愛知県春日井市" in found[1].cure.ja
    pairs = {(p["trade"], p["town"]): p["matches"] for p in matching.pairs(trades, towns)}
    assert pairs["cross", "愛知県名古屋市"] is True
    assert pairs["cross", "愛知県瀬戸市"] is pairs["plaster", "愛知県名古屋市"] is False


def test_a_trade_that_only_a_service_names_and_no_area(tmp_path: Path) -> None:
    text = with_lines("site.yaml").split("営業エリア:")[0]
    service = make.SITE["services"]["kabegami.md"].replace("壁紙・クロス張替え", "襖・障子")
    site, _ = load_site(make.site(tmp_path / "aozora", {"site.yaml": text, "services": {"kabegami.md": service}}))
    found = list(matching.check_matching(site, matching.trade_answers(site), matching.town_answers(site)))
    assert [f.grade.value for f in found][:2] == ["bad", "warning"]
    assert "襖・障子" in found[1].says.ja


# Prefecture, the line of its towns, and which requests come from the area.
COUNTIES = (
    ("埼玉県", "市区町村: 川越市、比企郡川島町、入間郡三芳町", {"川越市": True, "川島町": True, "三芳町": True}),
    ("埼玉県", "対象外: 比企郡川島町、入間郡毛呂山町", {"川島町": False, "毛呂山町": False, "川越市": True}),
    ("岐阜県", "市区町村: 郡上市、揖斐郡池田町", {"郡上市": True, "池田町": True, "関市": False}),
)


@pytest.mark.parametrize(("prefecture", "line", "towns"), COUNTIES)
def test_requests_from_towns_in_counties(prefecture: str, line: str, towns: dict[str, bool], tmp_path: Path) -> None:
    text = with_lines("site.yaml").replace("市区町村: 名古屋市、春日井市", line)
    text = text.replace("都道府県: 愛知県", f"都道府県: {prefecture}")
    site, _ = load_site(make.site(tmp_path / "aozora", {"site.yaml": text}))
    contractor = from_site(site)
    for town, expected in towns.items():
        body = f"{prefecture}{town}の戸建てです。居間の壁紙を張り替えたいです。"
        assert judge(read_inquiry("壁紙の張替え", body, {}), contractor).in_area is expected, town
