"""What every page knows of the contractor."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from adgen import trades
from adgen.model.parts import Area, Design, Licence
from adgen.model.profile import Profile
from adgen.model.site import Site
from adgen.model.values import Heading, HeroLayout
from adgen.pages import words
from adgen.pages.style import palette
from adgen.pages.view import Company, Contact, LicenceView, Link, Picture

# A ward of Tokyo; else a city, town or village with its county or ward. 四日市市, 大町市, 東村山市 hold such a word twice,
# and 蒲郡市 and 大和郡山市 are no counties.
_TOWN = re.compile(
    r"(?:東京都)?[^市町村\d]{1,4}区"
    r"|(?:北海道|東京都|京都府|大阪府|.{2,3}?県)?(?:.{1,3}郡(?!山?市))?[^\d]{1,6}?[市町村](?:山?市(?!場))?(?:[^\d市町村]{1,4}区)?"
)
_MOST_QUESTIONS = 4
_BEFORE_REIWA = 2018
# So many towns say where; more are a list.
_NAMED = 3


def company(site: Site, assets: Mapping[str, str], logo: Picture | None) -> Company:
    """The company as templates see it; `assets` are the addresses of shared files by role."""
    profile = site.profile
    return Company(
        name=profile.name,
        profile=profile,
        heading="gothic" if profile.design.heading is Heading.gothic else "mincho",
        looks=_looks(profile.design),
        hero_layout=(profile.design.hero or HeroLayout.full).name,
        sample=profile.sample,
        area_text=area_text(profile),
        address=public_address(profile),
        areas=profile.areas,
        licences=tuple(licence_view(licence) for licence in profile.licences),
        table=_table(profile),
        contact=contact(site),
        nav=_nav(site),
        has_privacy=profile.form is not None,
        has_legal=profile.legal_notice is not None,
        icon=assets["icon"],
        touch_icon=assets["touch_icon"],
        manifest=assets["manifest"],
        feed=assets["feed"],
        colour=palette(profile.design.accent)["accent"],
        style=assets["style"],
        site_style=assets["site_style"],
        extra_style=assets["extra_style"],
        script=assets["script"],
        updated=words.when(profile.updated) if profile.updated else "",
        logo=logo,
    )


def _looks(design: Design) -> tuple[str, ...]:
    """The choices that were made, as words for a class attribute."""
    alone = (choice.name for choice in (design.corners, design.heading_place) if choice)
    named = (("facts", design.facts), ("cases", design.cases), ("services", design.services))
    return *alone, *(f"{part}-{choice.name}" for part, choice in named if choice)


def area_text(profile: Profile) -> str:
    """名古屋市・春日井市ほか: the first towns of the areas, or the prefectures."""
    towns = [city for area in profile.areas for city in area.cities]
    names = towns or [area.prefecture for area in profile.areas]
    shown = [
        name if n == 0 or _city(name) != _city(names[n - 1]) else name.removeprefix(_city(name))
        for n, name in enumerate(names[:_NAMED])
    ]
    return "・".join(shown) + ("ほか" if len(names) > _NAMED else "")


def _city(town: str) -> str:
    """神戸市 of 神戸市灘区; "" for a town that is no ward."""
    city, mark, ward = town.partition("市")
    return city + mark if ward.endswith("区") else ""


def licence_view(licence: Licence) -> LicenceView:
    """愛知県知事許可（般-6）第000000号 内装仕上工事業: the form in which 建設業法施行規則 様式第28号 shows a permit."""
    authority, number = licence.authority or "", licence.number or ""
    if licence.permit and authority:
        year = (
            f"-{licence.issued.year - _BEFORE_REIWA}" if licence.issued and licence.issued.year > _BEFORE_REIWA else ""
        )
        parts = [f"{authority.removesuffix('許可')}許可（{licence.permit}{year}）{number}", "・".join(licence.trades)]
    else:
        parts = [authority, number, f"（{licence.holder}）" if licence.holder else ""]
    # A person acquires a qualification; a company holds a permit from a day on.
    began = "取得" if licence.holder else "から"
    dates = [words.when(licence.issued) + began if licence.issued else ""]
    dates.append(words.when(licence.expires) + "まで有効" if licence.expires else "")
    line = " ".join(part for part in parts if part)
    return LicenceView(licence.kind, line, "・".join(d for d in dates if d), licence.permit is not None)


def area_line(area: Area) -> str:
    """愛知県: 名古屋市（港区を除く）、春日井市."""
    cities = "、".join(area.cities)
    left_out = f"（{'・'.join(area.exclude)}を除く）" if area.exclude else ""
    return f"{area.prefecture} {cities}{left_out}".strip()


def contact(site: Site, about: str = "", asked: tuple[str, ...] = ()) -> Contact:
    """Every way to ask, with a mail that already holds the questions.

    `about` is the work that a page shows and `asked` what its trade asks; without them the whole company's stand in.
    """
    profile = site.profile
    questions = tuple(dict.fromkeys(asked))[:_MOST_QUESTIONS] or _questions(site)
    body = "\r\n".join(["■ ご相談の内容", "", *(f"■ {q}\r\n" for q in questions)])
    subject = f"ホームページからのご相談（{about}）" if about else "ホームページからのご相談"
    mail_href = f"mailto:{profile.email}?subject={quote(subject)}&body={quote(body)}"
    return Contact(
        tel=profile.tel or "",
        tel_href=_tel(profile.tel),
        mobile=profile.mobile or "",
        mobile_href=_tel(profile.mobile),
        fax=profile.fax or "",
        mail=profile.email,
        mail_href=mail_href,
        line=profile.line or "",
        form_action=profile.form.action if profile.form else "",
        hours=profile.hours or "",
        holidays="・".join(d.value for d in profile.holidays),
        reply_within=profile.reply_within or "",
        questions=questions,
    )


def _questions(site: Site) -> tuple[str, ...]:
    """What the first service asks before a quote, else what its trades ask."""
    known = trades.trades()
    asked = [q for service in site.services[:1] for q in service.record.hearing]
    asked += [q for trade in site.profile.trades if trade in known for q in known[trade].questions]
    return tuple(dict.fromkeys(asked))[:_MOST_QUESTIONS]


def _tel(number: str | None) -> str:
    return "tel:" + re.sub(r"\D", "", number) if number else ""


def public_address(profile: Profile) -> str:
    """The address, or its town when the contractor works from home."""
    address = profile.address or ""
    if profile.address_public:
        return address
    town = _TOWN.match(address)
    return town.group() if town else ""


def _table(profile: Profile) -> tuple[tuple[str, str], ...]:
    rows = [
        ("屋号", profile.name),
        ("正式名称", profile.legal_name),
        ("代表", profile.representative.removeprefix("代表").strip()),
        ("創業", words.when(profile.founded) if profile.founded else None),
        ("所在地", public_address(profile)),
        ("電話", profile.tel),
        ("FAX", profile.fax),
        ("メール", profile.email),
        ("営業時間", profile.hours),
        ("定休日", "・".join(d.value for d in profile.holidays)),
        ("対応エリア", "／".join(area_line(a) for a in profile.areas)),
        ("許可・資格", "、".join(f"{v.kind} {v.line}".strip() for v in map(licence_view, profile.licences))),
        ("賠償責任保険", profile.insurance),
        ("インボイス", profile.invoice_no),
        ("お支払い方法", "、".join(profile.payment_methods)),
        ("更新日", words.when(profile.updated) if profile.updated else None),
    ]
    return tuple((label, value) for label, value in rows if value)


def _nav(site: Site) -> tuple[Link, ...]:
    links = [
        (site.cases, "施工事例", "cases/index.html"),
        (site.services, "業務内容と料金", "index.html#services"),
        (site.staff, "担当者", "index.html#staff"),
        (site.faq, "よくある質問", "index.html#faq"),
    ]
    return tuple(Link(text, href) for there, text, href in links if there)
