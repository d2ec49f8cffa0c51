"""Photos and the consent that lets them be shown."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from adgen.model.declare import Record, Says
from adgen.model.edits import Edits
from adgen.model.values import AnEdit, ARole, Date, File, Focus, Line, YesNo
from adgen.problems import Place


class Consent(Record):
    """The owner's permission to show a photo, a voice or a person. A bare date is enough: 掲載承諾: 2026-04-12."""

    shorthand: ClassVar[str] = "date"

    date: Annotated[Date, Says("日付", "承諾をもらった日", "Day on which consent was given", "2026-04-12")]
    by: Annotated[
        Line | None,
        Says("承諾者", "だれから（お名前は書かず、続柄で）", "Who gave it, by relation, without a name", "施主さま"),
    ] = None
    scope: Annotated[
        Line | None, Says("範囲", "どこに載せてよいか", "Where it may be shown", "ホームページと紹介サイト")
    ] = None
    until: Annotated[
        Date | None, Says("期限", "いつまで載せてよいか", "Last day on which it may be shown", "2028-03-31")
    ] = None
    withdrawn: Annotated[
        Date | None,
        Says(
            "取り下げ",
            "承諾が取り下げられた日。次の作成から写真が消えます",
            "Day on which consent was withdrawn",
            "2026-10-01",
        ),
    ] = None


class Acceptance(Record):
    """A verdict of the photo check that the contractor knows about and does not share."""

    check: Annotated[Line, Says("検査", "何の注意か", "Name of the check", "ぼけ・手ブレ")]
    reason: Annotated[
        Line, Says("理由", "このまま載せてよい理由", "Why the photo may be shown as it is", "水の流れを見せるためです")
    ]


class PhotoEntry(Record):
    """What the front matter says of one photo."""

    shorthand: ClassVar[str] = "file"

    file: Annotated[File, Says("ファイル", "写真のファイル名", "File name of the photo", "施工後1.jpg")]
    role: Annotated[
        ARole | None,
        Says(
            "種類",
            "施工前・施工中・施工後・細部。ファイル名からわかるときは要りません",
            "before, during, after or detail; not needed where the file name says it",
            "施工後",
        ),
    ] = None
    alt: Annotated[
        Line | None,
        Says(
            "説明",
            "写真が見えない人に読み上げる説明",
            "What the photo shows, for readers who cannot see it",
            "白い壁紙に張り替えた6畳の寝室",
        ),
    ] = None
    caption: Annotated[
        Line | None,
        Says("見出し文", "写真の下に出る一文", "Sentence printed under the photo", "継ぎ目を窓側に寄せました"),
    ] = None
    focus: Annotated[
        Focus | None,
        Says(
            "中心",
            "切り抜くときに残したい点（左から, 上からの割合）",
            "Focal point: share from the left and from the top",
            "0.5, 0.4",
            row=True,
        ),
    ] = None
    taken: Annotated[Date | None, Says("撮影日", "撮影した日", "Day on which it was taken", "2026-04-20")] = None
    consent: Annotated[
        Consent | None,
        Says(
            "掲載承諾",
            "この写真だけの承諾。なければ事例の承諾に従います",
            "Consent for this photo alone; otherwise that of the case counts",
            "2026-04-12",
        ),
    ] = None
    rights: Annotated[Line | None, Says("権利", "撮影者や使える期限", "Photographer and term of use", "自社で撮影")] = (
        None
    )
    edits: Annotated[
        Edits | None,
        Says(
            "補正",
            "見せ方の補正。写真のファイルは変わらず、「加工」の一文はページに自動で出ます",
            "How it is shown: turned, cut, lifted, hidden; the file stays as it is and the page says so by itself",
        ),
    ] = None
    edited: Annotated[
        AnEdit | None,
        Says(
            "加工",
            "もらう前にした加工。なし・明るさの補正・傾きの補正・一部を隠しました",
            "What was done before adgen got it: none, brightness, straightened or hidden",
            "明るさの補正",
        ),
    ] = None
    illustration: Annotated[
        YesNo,
        Says("イメージ", "実際の現場の写真ではないとき「はい」", "yes when it does not show the real site", "いいえ"),
    ] = False
    pair: Annotated[
        Line | None,
        Says(
            "組",
            "同じ場所の施工前と施工後に同じ名前を付けます",
            "Same word on a before and an after photo of one place",
            "窓側",
        ),
    ] = None
    accept: Annotated[
        tuple[Acceptance, ...],
        Says(
            "承諾済み",
            "写真の検査の注意のうち、このまま載せるもの。理由も書きます",
            "Verdicts of the photo check that are accepted, each with its reason",
        ),
    ] = ()
    people_checked: Annotated[
        YesNo,
        Says(
            "写り込み確認",
            "表札・顔・車のナンバー・書類が写っていないことを見ましたか",
            "Nameplates, faces, number plates and papers were looked for",
            "はい",
            also=("subject",),
        ),
    ] = False


@dataclass(frozen=True)
class Photo:
    """One photo of the site: where it lies, what it shows, and where the contractor named it."""

    path: str
    """Path inside the contractor's folder, with `/`."""
    entry: PhotoEntry
    role: "ARole"
    consent: Consent | None
    place: Place
