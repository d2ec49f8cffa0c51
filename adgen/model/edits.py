"""What is done to a photo before it is shown, as a contractor writes it; the file itself is never changed."""

import re
from typing import Annotated

from adgen.model.declare import Choice, Record, Says, as_string, scalar
from adgen.text import japanese
from adgen.text.japanese import Unreadable

# A photo that leans more than this is turned, not tilted; one that needs more light than this has to be taken again.
MOST_TILT = 10.0
MOST_LIGHT = 1.0
_QUARTER = 90
_TURNS = 3
_NUMBER = r"\d+(?:\.\d+)?|\.\d+"
_MINUS = str.maketrans("−‐–ー", "----")

Area = tuple[float, float, float, float]


def angle(text: str) -> float:
    """Degrees clockwise: at most 10 from upright or from a quarter turn. 右に1.5度, -1.5, 90, 271. Code: E155."""
    match = re.fullmatch(rf"(右|左)?(?:回り|まわり)?[にへ]?([+-]?)({_NUMBER})(?:度|°)?", _folded(text))
    if match is None:
        raise Unreadable("E155")
    value = float(match[3]) * (-1 if (match[1] == "左") != (match[2] == "-") else 1)
    turns = round(value / _QUARTER)
    if abs(turns) > _TURNS or abs(value - turns * _QUARTER) > MOST_TILT:
        raise Unreadable("E155")
    return value


def light(text: str) -> float:
    """Stops of light (EV), from -1 to 1: +0.3, 0.3段. Code: E156."""
    match = re.fullmatch(rf"([+-]?(?:{_NUMBER}))(?:段|EV)?", _folded(text), re.IGNORECASE)
    if match is None or abs(float(match[1])) > MOST_LIGHT:
        raise Unreadable("E156")
    return float(match[1])


def area(text: str) -> Area:
    """Left, top, width and height as shares of the photo: `0.1, 0.2, 0.3, 0.1` or with `%`. Code: E157."""
    parts = [re.fullmatch(rf"({_NUMBER})(%?)", part) for part in re.split(r"[,、\s]+", japanese.fold(text).strip())]
    values = [float(p[1]) / (100 if p[2] else 1) for p in parts if p]
    if len(values) != 4 or len(parts) != 4:
        raise Unreadable("E157")
    left, top, width, height = values
    if not (width and height and round(left + width, 6) <= 1 and round(top + height, 6) <= 1):
        raise Unreadable("E157")
    return left, top, width, height


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", japanese.fold(text)).translate(_MINUS)


class Straighten(Choice):
    auto = "自動"
    none = "なし"


Angle = Annotated[float, scalar(angle), as_string()]
Light = Annotated[float, scalar(light), as_string()]
AnArea = Annotated[Area, scalar(area), as_string()]
AStraighten = Annotated[Straighten, scalar(Straighten.read), as_string()]


class Edits(Record):
    """Changes to how a photo is shown, everywhere it is; done in this order: hide, rotate, crop, exposure."""

    hide: Annotated[
        tuple[AnArea, ...],
        Says(
            "隠す",
            "ナンバー・表札・書類・顔など。もとの写真での左, 上, 幅, 高さ（割合）。粗いモザイクにします",
            "Parts turned into a coarse mosaic: left, top, width, height as shares of the photo as taken",
            "[[0.1, 0.6, 0.2, 0.1]]",
            row=True,
        ),
    ] = ()
    rotate: Annotated[
        Angle | None,
        Says(
            "回転",
            "右回りの角度。-10から10度。横倒しの写真は 90・180・270",
            "Degrees clockwise, -10 to 10; 90, 180 or 270 (and as much more or less) for a photo on its side",
            "-1.5",
        ),
    ] = None
    straighten: Annotated[
        AStraighten,
        Says(
            "傾き",
            "「自動」なら縦の線を見てまっすぐにします。よくわからない写真と、回転を書いた写真はそのままです",
            "auto: made upright by its vertical lines, where they leave no doubt and rotate says nothing",
            "自動",
        ),
    ] = Straighten.none
    crop: Annotated[
        AnArea | None,
        Says(
            "切り取り",
            "残す部分。回転したあとの写真での左, 上, 幅, 高さ（割合）",
            "The part that is kept: left, top, width, height as shares of the photo after turning",
            "[0, 0.1, 1, 0.9]",
            row=True,
        ),
    ] = None
    exposure: Annotated[
        Light | None,
        Says(
            "明るさ",
            "-1から1。1で光の量が2倍になります。白と黒はそのままです",
            "Light in EV, -1 to 1; white stays white",
            "+0.3",
        ),
    ] = None
