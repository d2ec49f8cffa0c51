"""The types of fields: how a typed text becomes a value, declared once for readers, messages and schema."""

from typing import Annotated

from adgen.model import declare
from adgen.model.declare import Choice, as_string, scalar
from adgen.text import japanese
from adgen.text.japanese import Quantity, When, Yen

Line = Annotated[str, scalar(declare.line), as_string()]
Prose = Annotated[str, scalar(declare.prose), as_string()]
YesNo = Annotated[bool, scalar(declare.yes_no), as_string()]
Date = Annotated[When, scalar(japanese.read_when), as_string()]
Money = Annotated[Yen, scalar(japanese.read_yen), as_string()]
Days = Annotated[Quantity, scalar(japanese.read_days), as_string()]
Size = Annotated[Quantity, scalar(japanese.read_quantity), as_string()]
Years = Annotated[int, scalar(lambda t: japanese.read_count(t, "年")), as_string()]
Count = Annotated[int, scalar(lambda t: japanese.read_count(t, "件|名|人|回")), as_string()]
Phone = Annotated[str, scalar(japanese.read_phone), as_string()]
Mail = Annotated[str, scalar(declare.mail), as_string()]
Web = Annotated[str, scalar(declare.web_address), as_string()]
Root = Annotated[str, scalar(declare.root_address), as_string()]
Slug = Annotated[str, scalar(declare.slug), as_string()]
Colour = Annotated[str, scalar(declare.colour), as_string()]
Focus = Annotated[tuple[float, float], scalar(declare.focus), as_string()]
File = Annotated[str, scalar(declare.file_name), as_string()]


UNDISCLOSED = Yen(None, None)


def _undisclosed_or_yen(text: str) -> Yen:
    if japanese.same(text) in ("非公開", "undisclosed"):
        return UNDISCLOSED
    try:
        return japanese.read_yen(text)
    except japanese.Unreadable as error:
        raise japanese.Unreadable("E107" if error.code == "E148" else error.code) from None


Price = Annotated[Yen, scalar(_undisclosed_or_yen), as_string()]


class Building(Choice):
    house = "戸建て"
    apartment = "マンション"
    rental = "アパート・賃貸"
    shop = "店舗・事務所"
    other = "その他"


class Hand(Choice):
    """Whose work a case shows."""

    prime = "元請"
    subcontract = "下請"
    former_employer = "前職"


class Role(Choice):
    """What a photo shows."""

    before = "施工前"
    during = "施工中"
    after = "施工後"
    detail = "細部"
    other = "その他"


class Edit(Choice):
    """What was done to a photo after it was taken."""

    none = "なし"
    brightness = "明るさの補正"
    straightened = "傾きの補正"
    hidden = "一部を隠しました"


class Permit(Choice):
    general = "般"
    special = "特"


class Weekday(Choice):
    monday = "月曜"
    tuesday = "火曜"
    wednesday = "水曜"
    thursday = "木曜"
    friday = "金曜"
    saturday = "土曜"
    sunday = "日曜"
    holiday = "祝日"


class HeroLayout(Choice):
    full = "全面"
    beside = "左右"
    framed = "額縁"


class Heading(Choice):
    mincho = "明朝"
    gothic = "ゴシック"


class Corners(Choice):
    square = "直角"
    round = "丸み"


class Paper(Choice):
    """What the page is printed on."""

    cream = "生成り"
    white = "白"
    tinted = "会社の色"


class HeadingPlace(Choice):
    left = "左"
    centred = "中央"


class CaseLayout(Choice):
    """The cases of the home page: one large and the others small, or all alike."""

    featured = "大きな一枚"
    grid = "同じ大きさ"


class ServiceLayout(Choice):
    rows = "一覧"
    cards = "カード"


class FactsLayout(Choice):
    lines = "罫線"
    band = "帯"


class Section(Choice):
    """The parts of the home page that a contractor may put in another order."""

    strengths = "強み"
    cases = "施工事例"
    services = "料金"
    voices = "お客様の声"
    staff = "担当者"
    trust = "許可・保険"
    flow = "流れ"
    faq = "よくある質問"
    area = "営業エリア"
    company = "会社概要"


ABuilding = Annotated[Building, scalar(Building.read), as_string()]
AHand = Annotated[Hand, scalar(Hand.read), as_string()]
ARole = Annotated[Role, scalar(Role.read), as_string()]
AnEdit = Annotated[Edit, scalar(Edit.read), as_string()]
APermit = Annotated[Permit, scalar(Permit.read), as_string()]
AWeekday = Annotated[Weekday, scalar(Weekday.read), as_string()]
AHeroLayout = Annotated[HeroLayout, scalar(HeroLayout.read), as_string()]
AHeading = Annotated[Heading, scalar(Heading.read), as_string()]
ACorners = Annotated[Corners, scalar(Corners.read), as_string()]
APaper = Annotated[Paper, scalar(Paper.read), as_string()]
AHeadingPlace = Annotated[HeadingPlace, scalar(HeadingPlace.read), as_string()]
ACaseLayout = Annotated[CaseLayout, scalar(CaseLayout.read), as_string()]
AServiceLayout = Annotated[ServiceLayout, scalar(ServiceLayout.read), as_string()]
AFactsLayout = Annotated[FactsLayout, scalar(FactsLayout.read), as_string()]
ASection = Annotated[Section, scalar(Section.read), as_string()]


Lines = tuple[Line, ...]
Mails = tuple[Mail, ...]
Slugs = tuple[Slug, ...]
Weekdays = tuple[AWeekday, ...]
Sections = tuple[ASection, ...]
Hours = tuple[Annotated[int, scalar(lambda t: japanese.read_count(t, "時間")), as_string()], ...]
